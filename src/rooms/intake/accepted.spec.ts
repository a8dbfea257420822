/** Goal: what a batch tells the log says who sent how much, and every field of a row counts. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { acceptedEntries, addDigest, type DigestedEvent, sumText } from './accepted.ts';
import type { NewEvent } from './store.ts';

const event: DigestedEvent = {
  memberId: 7,
  no: 3,
  program: 2,
  data: '{"total":100}',
  decision: '{"effects":[]}',
  fact: {
    source: 'till',
    id: 'p1',
    type: 'purchase',
    happenedAt: 1_000,
    channel: null,
    store: 's1',
    touchpoint: null,
  },
};
const sumOf = (...events: DigestedEvent[]) => sumText(events.reduce(addDigest, 0n));

test('each caller has one row, with its events and their sum', () => {
  const second = { ...event, no: 4 };
  const third = { ...event, memberId: 8, no: 1 };
  const events = [event, second, third] as unknown as NewEvent[];
  const entries = acceptedEntries(events, ['key:a', 'admin', 'admin'], ['key:b']);
  assert.deepEqual(entries, [
    {
      actor: 'key:a',
      action: 'events.accept',
      subject: 'mem_7',
      detail: { events: 1, sum: sumOf(event) },
    },
    {
      actor: 'admin',
      action: 'events.accept',
      subject: null,
      detail: { events: 2, sum: sumOf(second, third) },
    },
    {
      actor: 'key:b',
      action: 'events.accept',
      subject: null,
      detail: { events: 0, sum: sumOf(), waiting: 1 },
    },
  ]);
});

test('the order does not matter, and every field does', () => {
  const other = { ...event, memberId: 8 };
  assert.equal(sumOf(event, other), sumOf(other, event));
  const { fact } = event;
  const changed: DigestedEvent[] = [
    { ...event, memberId: 70 },
    { ...event, no: 4 },
    { ...event, program: 3 },
    { ...event, data: '{"total":101}' },
    { ...event, decision: '{"effects":[0]}' },
    { ...event, fact: { ...fact, source: 'app' } },
    { ...event, fact: { ...fact, id: 'p2' } },
    { ...event, fact: { ...fact, type: 'visit' } },
    { ...event, fact: { ...fact, happenedAt: 1_001 } },
    { ...event, fact: { ...fact, channel: 's1', store: null } },
    { ...event, fact: { ...fact, touchpoint: 't' } },
  ];
  const sums = new Set([event, ...changed].map((one) => sumOf(one)));
  assert.equal(sums.size, changed.length + 1);
});
