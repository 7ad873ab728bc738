import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sayTurn, WAITING } from '../src/turn';

test('a work that waits tells how many come before it', () => {
  assert.match(sayTurn({ status: 'pending', ahead: 3 }), /3 travaux passent avant le tien/);
  assert.match(sayTurn({ status: 'pending', ahead: 1 }), /1 travail passe avant le tien/);
});

test('the next one, or one that is being looked at, has nobody before it', () => {
  assert.equal(sayTurn({ status: 'pending', ahead: 0 }), WAITING.pending);
  assert.equal(sayTurn({ status: 'pending' }), WAITING.pending);
  assert.equal(sayTurn({ status: 'running', ahead: 2 }), WAITING.running);
});
