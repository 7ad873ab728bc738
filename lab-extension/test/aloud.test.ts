import assert from 'node:assert/strict';
import { test } from 'node:test';
import { frenchVoice } from '../src/aloud';
import { wordAt } from '../src/spoken';

const voice = (lang: string, localService = true) => ({ lang, localService });

test('the voice is a French one of this machine, France’s first', () => {
  const voices = [voice('en-GB'), voice('fr-CA'), voice('fr-FR', false), voice('fr-FR')];
  assert.equal(frenchVoice(voices), voices[3]);
  assert.equal(frenchVoice(voices.slice(0, 3)), voices[1]);
});

test('without a French voice on this machine there is none', () => {
  assert.equal(frenchVoice([voice('en-US'), voice('fr-FR', false), voice('fry')]), null);
});

test('the word read starts where the voice says and ends at the blank', () => {
  assert.deepEqual(wordAt('Trace un trait.', 6), [6, 8]);
  assert.deepEqual(wordAt('Trace un trait.', 9), [9, 15]);
});
