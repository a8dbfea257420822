// Goal: real offers, written as challenges in the document, are completed when the log says so.
// Method: every event of the log through the room, member by member; completions are compared on
// member, offer and hour.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { gunzipSync } from 'node:zlib';
import { realFile } from '../../../../test/real-data.ts';
import { advance } from './advance.ts';
import { settle } from './settle.ts';
import type { Slice } from './slice.ts';
import { bookOf, event, factsOf, purchase } from './test-book.ts';

const log = realFile('starbucks/transcript_events.csv.gz');
const portfolio = realFile('starbucks/portfolio.jsonl');

interface Offer {
  readonly id: string;
  readonly offer_type: 'bogo' | 'discount' | 'informational';
  readonly difficulty: number;
  readonly duration: number;
}

/** An offer in the words of the document: no code knows that it is one of Starbucks. */
function challengeOfOffer({ id, offer_type, difficulty, duration }: Offer): object {
  const amount = difficulty.toFixed(2);
  return {
    id: `offer-${id}`,
    goal: offer_type === 'bogo' ? { single: amount } : { spend: amount },
    assign: { on: 'offer.received', when: `event.data.offer == "${id}"`, again: 'stack' },
    window: { for: `P${duration}D` },
    grants: [{ tag: 'completed-an-offer' }],
  };
}

test('16,803 completions, 16,796 of the 16,797 in the log', { skip: log.skip }, () => {
  const offers = readFileSync(portfolio.path, 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Offer)
    .filter(({ offer_type }) => offer_type !== 'informational');
  const book = bookOf(offers.map(challengeOfOffer));
  const members = new Map<string, { slice: Slice | undefined; no: number }>();
  const logged = new Map<string, number>();
  const completed = new Map<string, number>();
  const count = (counts: Map<string, number>, key: string): void => {
    counts.set(key, (counts.get(key) ?? 0) + 1);
  };
  for (const row of gunzipSync(readFileSync(log.path)).toString().trim().split('\n').slice(1)) {
    const [, person = '', hours, type, offer = '', amount] = row.split(',');
    if (type === 'offer completed') count(logged, `${person} offer-${offer} ${hours}`);
    if (type === 'offer completed' || type === 'offer viewed') continue;
    const at = Number(hours) * 3_600_000;
    const fact =
      type === 'transaction'
        ? purchase(at, [{ gross: Math.round(Number(amount) * 100) }])
        : event('offer.received', at, { offer });
    const { slice, no } = members.get(person) ?? { slice: undefined, no: 0 };
    const settled = settle(book.terms, slice, at).slice;
    const step = advance(book, settled, factsOf(book, fact), no);
    members.set(person, { slice: step.slice, no: no + 1 });
    for (const effect of step.effects) {
      if (effect.kind !== 'progress' || !effect.completed) continue;
      count(completed, `${person} ${effect.challenge} ${hours}`);
    }
  }
  let matched = 0;
  for (const [key, times] of completed) matched += Math.min(times, logged.get(key) ?? 0);
  assert.equal(sum(completed), 16_803);
  assert.equal(sum(logged), 16_797);
  assert.equal(matched, 16_796);
});

function sum(counts: ReadonlyMap<string, number>): number {
  return [...counts.values()].reduce((total, times) => total + times, 0);
}
