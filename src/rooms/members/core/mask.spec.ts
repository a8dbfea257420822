import assert from 'node:assert/strict';
import { test } from 'node:test';
import { maskData, maskIdentifier } from './mask.ts';
import { formatMemberId, parseMemberId } from './member-id.ts';

const cases: readonly [string, string, string][] = [
  ['phone', '+8613800138000', '+86*******8000'],
  ['email', 'ming@example.com', 'm***@example.com'],
  ['email', 'm@example.com', '***@example.com'],
  ['card', '6200123412341234', '************1234'],
  ['card', '00001', '*****'],
  ['app', '🐕🐕🐕🐕🐕🐕🐕🐕', '****🐕🐕🐕🐕'],
];

for (const [kind, value, masked] of cases) {
  test(`${kind} ${value} is shown as ${masked}`, () => {
    assert.deepEqual(maskIdentifier({ kind, value }), { kind, value: masked });
  });
}

test('a member id reads back as it was written, and nothing else is one', () => {
  assert.equal(parseMemberId(formatMemberId(123)), 123);
  for (const text of ['mem_0', 'mem_01', 'mem_', '123', 'mem_9999999999999999', 'mem_1 ']) {
    assert.equal(parseMemberId(text), null, text);
  }
});

test('free data keeps its numbers and what is about things; other texts are hidden', () => {
  const data = { rating: 4, sku: 'A1', text: 'call me: Ming', more: { page: 'home', by: 'Ming' } };
  assert.deepEqual(maskData(data), {
    rating: 4,
    sku: 'A1',
    text: '***',
    more: { page: 'home', by: '***' },
  });
});
