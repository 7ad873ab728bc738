import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readFault } from '../src/fault';

const TRACE = [
  '\u001b[31m---------------------------\u001b[39m',
  '\u001b[31mNameError\u001b[39m  Traceback (most recent call last)',
  'Cell In[4], line 3\n      1 t = Tortue()\n----> 3 t.avance(pas)',
  "NameError: name 'pas' is not defined"
];

test("Python's own words are folded, without colour codes, and the line is found", () => {
  const fault = readFault({ ename: 'NameError', evalue: "name 'pas' is not defined", traceback: TRACE });
  assert.equal(fault.kind, 'explained');
  assert.equal(fault.line, 3);
  assert.match(fault.technical, /^-+\nNameError/);
  assert.doesNotMatch(fault.technical, /\u001b/);
});

test('without French words from the kernel, ours are a guess and say no English', () => {
  const fault = readFault({ ename: 'NameError', evalue: 'x', traceback: TRACE });
  assert.equal(fault.guessed, true);
  assert.doesNotMatch(fault.explanation, /NameError/);
});

test("the workshop's own exceptions speak French and have nothing to fold", () => {
  const fault = readFault({
    ename: 'ErreurAttribut',
    evalue: 'La tortue ne connaît pas avanse.',
    traceback: ['La tortue ne connaît pas avanse.', 'Ligne 4 : t.avanse(50)']
  });
  assert.deepEqual(fault, {
    kind: 'explained',
    explanation: 'La tortue ne connaît pas avanse.\nLigne 4 : t.avanse(50)',
    guessed: false,
    line: 4,
    technical: ''
  });
});

test('French words before a traceback are the explanation', () => {
  const fault = readFault({ ename: 'E', evalue: '', traceback: ['Ferme la parenthèse.', ...TRACE] });
  assert.equal(fault.explanation, 'Ferme la parenthèse.');
  assert.match(fault.technical, /Traceback/);
});

test('a PasEncore shows its sentence alone', () => {
  const fault = readFault({ ename: 'PasEncore', evalue: 'Je vois 2 traits.', traceback: ['☆'] });
  assert.deepEqual([fault.kind, fault.explanation, fault.technical], ['not-yet', 'Je vois 2 traits.', '']);
});

test('a stopped cell is nobody’s trouble', () => {
  const fault = readFault({ ename: 'KeyboardInterrupt', evalue: '', traceback: TRACE });
  assert.deepEqual([fault.kind, fault.technical], ['stopped', '']);
});

test('an exception without any text still says something', () => {
  const fault = readFault({ ename: 'MemoryError', evalue: '', traceback: [] });
  assert.ok(fault.explanation.length > 0);
});
