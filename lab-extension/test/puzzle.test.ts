import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { layPieces, missingMark, moveLine, placeText } from '../src/puzzle';

interface ITable {
  oneLine: [string[], string][];
  placed: [string, string, string][];
}

/** The same table holds `quartiers.lessons.puzzle`, which proves the puzzles. */
const TABLE = JSON.parse(readFileSync('test/puzzles.json', 'utf8')) as ITable;
const HEADED = '# 1. Préparer\na\n# 2. Fabriquer\nold\n# 3. Montrer\nz';

test('a line moved up then down is back where it was', () => {
  const lines = ['a', 'b', 'c'];
  assert.deepEqual(moveLine(lines, 2, 0), ['c', 'a', 'b']);
  assert.deepEqual(moveLine(moveLine(lines, 2, 0), 0, 2), lines);
  assert.deepEqual(moveLine(lines, 1, 99), ['a', 'c', 'b']);
  assert.deepEqual(lines, ['a', 'b', 'c']);
});

test('lines are laid one under the other, pieces on one line', () => {
  assert.equal(layPieces(['for x in y:', '    b()'], false), 'for x in y:\n    b()');
  for (const [pieces, line] of TABLE.oneLine) {
    assert.equal(layPieces(pieces, true), line);
  }
});

test('the puzzle goes between the headings, else in the place kept for it, else everywhere', () => {
  for (const [given, text, filled] of TABLE.placed) {
    const whole = missingMark(given, given) === null ? text : null;
    assert.equal(placeText(given, text) ?? whole, filled);
  }
  assert.equal(placeText('rien', 'x'), null);
});

test('the mark that is gone is named as it was given', () => {
  assert.equal(missingMark('a\n# 3. Montrer\nz', HEADED), '# 2. Fabriquer');
  assert.equal(missingMark('a\n# 2. Fabriquer\nz', HEADED), '# 3. Montrer');
  assert.equal(missingMark('a', HEADED), '# 2. Fabriquer');
  assert.equal(missingMark('# 3. Montrer\n# 2. Fabriquer', HEADED), '# 3. Montrer');
  assert.equal(missingMark('a', 't = 1\n# ✏️ À toi'), '# ✏️ À toi');
  assert.equal(missingMark('a', "badge('Pixel')"), null);
});
