import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readCard } from './core/card-payload.ts';
import { isRefused } from './core/refused.ts';
import { STEP_MS } from './core/time-step.ts';
import { cardSecret, checkCard, showCard } from './member-card.ts';

const hubKey = Buffer.alloc(32, 7);
const now = Date.UTC(2026, 10, 22, 12, 0, 10);
const secret = cardSecret(hubKey, { memberId: 123, generation: 0 });

function check(secrets: readonly Uint8Array[], shownAt: number, at: number) {
  const card = readCard(showCard(secret, 123, shownAt));
  assert.ok(!isRefused(card));
  const answer = checkCard(secrets, card, at);
  return isRefused(answer) ? answer.problem.code : answer.step;
}

test('a card is right for its 30 seconds and two steps around, and gives its own step', () => {
  const step = Math.floor(now / STEP_MS);
  for (const off of [-2, -1, 0, 1, 2]) {
    assert.equal(check([secret], now + off * STEP_MS, now), step + off);
  }
  for (const off of [-3, 3, 2880]) {
    assert.equal(check([secret], now + off * STEP_MS, now), 'card_code_wrong');
  }
});

test('it changes with every step', () => {
  const shown = new Set(
    Array.from({ length: 100 }, (_, step) => showCard(secret, 123, now + step * STEP_MS)),
  );
  assert.equal(shown.size, 100);
  assert.equal(showCard(secret, 123, now), showCard(secret, 123, now + 19_999));
});

test('another member, a new generation and another hub have other secrets', () => {
  const others = [
    cardSecret(hubKey, { memberId: 124, generation: 0 }),
    cardSecret(hubKey, { memberId: 123, generation: 1 }),
    cardSecret(Buffer.alloc(32, 8), { memberId: 123, generation: 0 }),
  ];
  for (const other of others) assert.equal(check([other], now, now), 'card_code_wrong');
});

test('while the key of the hub changes, cards under the earlier one are still read', () => {
  const later = cardSecret(Buffer.alloc(32, 8), { memberId: 123, generation: 0 });
  assert.equal(typeof check([later, secret], now, now), 'number');
});

test('a code of another length is wrong, and a short key of the hub is a mistake of ours', () => {
  assert.ok(isRefused(checkCard([secret], { memberId: 123, code: '1' }, now)));
  assert.throws(() => cardSecret(Buffer.alloc(31), { memberId: 1, generation: 0 }), /32 bytes/);
});
