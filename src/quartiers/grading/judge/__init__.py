"""Two processes judge one submission: one runs the learner's code, the other only reads values.

The learner's code runs in a throw-away process, the *runner*, that never sees a check cell. The
checks run in another, the *checker*, in which no learner's code ever runs: it receives plain
values, rebuilds them after looking at each, and asks the runner for what has to be run again.
Whatever the learner's code does to its own process, all it can give the checker is values.
Both are forked from a warm process that never held a secret (`nursery`).
"""
