import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readHints } from '../src/hints';
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
    { title: 'Indice 1 · Une question', text: 'Quel nombre règle avance ?', lines: null, oneLine: false },
    { title: 'Indice 3 · Le puzzle', text: '', lines: ['if a < 3:', '    b = "c"'], oneLine: false }
  ]);
});

test('a puzzle of pieces of one line says so', () => {
  const [, puzzle] = readHints(SOURCE.replace('<pre>', '<pre class="morceaux">'));
  assert.equal(puzzle?.oneLine, true);
  assert.deepEqual(puzzle.lines, ['if a < 3:', '    b = "c"']);
});

test('a cell without hints has none', () => {
  assert.deepEqual(readHints('Bonjour'), []);
});

test('the third same message is one too many; another one starts the count again', () => {
  const repeats = new Repeats();
  const said = ['A', 'A', 'B', 'B', 'B', '', 'B'].map(text => repeats.note('2', text));
  assert.deepEqual(said, [false, false, false, false, true, false, false]);
  assert.equal(repeats.note('3', 'B'), false);
});
