import assert from 'node:assert/strict';
import { test } from 'node:test';
import { moveLine, placeLines, readHints } from '../src/hints';
import { Repeats } from '../src/repeats';

const SOURCE = `<details><summary>Indice 1 · Une question</summary>

Quel nombre règle \`avance\` ?

</details>
<details><summary>Indice 3 · Le puzzle</summary>

<pre>if a &lt; 3:
    b = "c"</pre>

</details>

**Expert·e du jour** : aide quelqu'un.`;

test('hints are read in order, and a puzzle keeps its indents and its signs', () => {
  assert.deepEqual(readHints(SOURCE), [
    { title: 'Indice 1 · Une question', text: 'Quel nombre règle avance ?', lines: null },
    { title: 'Indice 3 · Le puzzle', text: '', lines: ['if a < 3:', '    b = "c"'] }
  ]);
});

test('a cell without hints has none', () => {
  assert.deepEqual(readHints('Bonjour'), []);
});

test('a line moved up then down is back where it was', () => {
  const lines = ['a', 'b', 'c'];
  assert.deepEqual(moveLine(lines, 2, 0), ['c', 'a', 'b']);
  assert.deepEqual(moveLine(moveLine(lines, 2, 0), 0, 2), lines);
  assert.deepEqual(moveLine(lines, 1, 99), ['a', 'c', 'b']);
  assert.deepEqual(lines, ['a', 'b', 'c']);
});

test('the lines take the place that the cell keeps for them', () => {
  assert.equal(placeLines('t = 1\n# ✏️ À toi\nfin', ['x', 'y']), 't = 1\nx\ny\nfin');
  const headed = '# 1. Préparer\na\n# 2. Fabriquer\nold\n# 3. Montrer\nz';
  assert.equal(placeLines(headed, ['$&']), '# 1. Préparer\na\n# 2. Fabriquer\n$&\n# 3. Montrer\nz');
  assert.equal(placeLines('rien', ['x']), null);
});

test('the third same message is one too many; another one starts the count again', () => {
  const repeats = new Repeats();
  const said = ['A', 'A', 'B', 'B', 'B', '', 'B'].map(text => repeats.note('2', text));
  assert.deepEqual(said, [false, false, false, false, true, false, false]);
  assert.equal(repeats.note('3', 'B'), false);
});
