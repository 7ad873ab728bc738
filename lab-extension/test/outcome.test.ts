import assert from 'node:assert/strict';
import { test } from 'node:test';
import { drawStars, readOutcome, sayStars, STARS_MIME } from '../src/outcome';

const card = (etoiles: number, phrase = 'Bien.') => ({
  output_type: 'execute_result',
  data: { [STARS_MIME]: { exercice: 2, etoiles, sur: 3, phrase }, 'text/plain': `${etoiles}.0` }
});
const notYet = { output_type: 'error', ename: 'PasEncore', evalue: 'Je vois 2 traits.', traceback: [] };

test('a check that has not run says nothing', () => {
  assert.equal(readOutcome([], 3), null);
});

test('the stars of a check are those of its card', () => {
  assert.deepEqual(readOutcome([card(2)], 3), { stars: 2, outOf: 3, sentence: 'Bien.', more: '' });
});

test('a sentence that the cell above has said is not shown again', () => {
  const told = card(0, 'Il manque un guillemet.');
  Object.assign(told.data[STARS_MIME] as object, { affichee: 'Lis le message au-dessus.' });
  const outcome = readOutcome([told], 3);
  assert.equal(outcome?.sentence, 'Il manque un guillemet.');
  assert.equal(outcome?.shown, 'Lis le message au-dessus.');
});

test('a PasEncore alone is zero star and its own sentence', () => {
  const outcome = readOutcome([notYet], 3);
  assert.deepEqual(outcome, { stars: 0, outOf: 3, sentence: 'Je vois 2 traits.', more: '' });
});

test('a PasEncore after a card changes nothing', () => {
  assert.equal(readOutcome([card(0, 'Tourne de 90.'), notYet], 3)?.sentence, 'Tourne de 90.');
});

test('another exception is no outcome: the check could not judge', () => {
  assert.equal(readOutcome([{ ...notYet, ename: 'NameError' }], 3), null);
});

test('an unreadable card is no card', () => {
  assert.equal(readOutcome([{ data: { [STARS_MIME]: { etoiles: 'trois' } } }, null, 'x'], 3), null);
});

test('stars are drawn full first and never more than there are', () => {
  assert.equal(drawStars(2, 3), '★★☆');
  assert.equal(drawStars(9, 3), '★★★');
  assert.equal(drawStars(-1, 2), '☆☆');
});

test('stars are said with the right plural', () => {
  assert.equal(sayStars(0, 3), '0 étoile sur 3');
  assert.equal(sayStars(1, 3), '1 étoile sur 3');
  assert.equal(sayStars(2, 3), '2 étoiles sur 3');
});
