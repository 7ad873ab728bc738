"""Prove a lesson: run its answers, its wrong answers and mutants of them through its checks."""
