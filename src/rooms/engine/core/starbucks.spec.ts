// Goal: real offers, written as challenges in the program document, are completed when the log says
// so, by the engine as it runs: no code knows that they are those of Starbucks.
// Method: every event of the log is read and decided, member by member, the state through its row;
// completions are compared on member, offer and hour.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { gunzipSync } from 'node:zlib';
import { programOf } from '../../../../test/given.ts';
import { realFile } from '../../../../test/real-data.ts';
import { type Fact, normalizeEvent } from '../../events/index.ts';
import { BudgetLevels } from './budget-levels.ts';
import { decide } from './decide.ts';
import type { Effect } from './parts/effect.ts';
import { type MemberState, newState } from './state.ts';
import { readState, storeState } from './stored-state.ts';

const log = realFile('starbucks/transcript_events.csv.gz');
const portfolio = realFile('starbucks/portfolio.jsonl');
/** The log counts hours. */
const BEGIN = Date.UTC(2018, 0, 1);

interface Offer {
  readonly id: string;
  readonly offer_type: 'bogo' | 'discount' | 'informational';
  readonly difficulty: number;
  readonly duration: number;
  readonly reward: number;
}

/** An offer in the words of the document. */
function challengeOfOffer({ id, offer_type, difficulty, duration, reward }: Offer): object {
  const amount = difficulty.toFixed(2);
  return {
    id: `offer-${id}`,
    goal: offer_type === 'bogo' ? { single: amount } : { spend: amount },
    assign: { on: 'offer.received', when: `event.data.offer == "${id}"`, again: 'stack' },
    window: { for: `P${duration}D` },
    grants: [{ points: 'star', amount: reward }],
  };
}

function programOfOffers() {
  const offers = readFileSync(portfolio.path, 'utf8').trim().split('\n');
  const challenges = offers
    .map((line) => JSON.parse(line) as Offer)
    .filter(({ offer_type }) => offer_type !== 'informational')
    .map(challengeOfOffer);
  return programOf({ timezone: 'UTC', points: { star: { expiry: 'never' } }, challenges });
}

test('16,803 completions, 16,796 of the 16,797 in the log', { skip: log.skip }, () => {
  const program = programOfOffers();
  const settings = {
    zone: program.zone,
    currency: 'EUR',
    identify: ['card'],
    receivedAt: Date.now(),
  };
  const states = new Map<string, string>();
  const logged = new Map<string, number>();
  const completed = new Map<string, number>();
  const count = (counts: Map<string, number>, key: string): void => {
    counts.set(key, (counts.get(key) ?? 0) + 1);
  };
  let paid = 0;
  const decideOne = (person: string, fact: Fact): readonly Effect[] => {
    const row = states.get(person);
    const state = row === undefined ? newState(fact.happenedAt) : readState(JSON.parse(row));
    const known = { program, current: program, state: state as MemberState, purchase: null };
    const budgets = new BudgetLevels(new Map());
    const decided = decide({ ...known, other: null, budgets, mayWrite: true }, fact);
    assert.ok(decided.ok);
    states.set(person, storeState(decided.outcome.state));
    paid += decided.outcome.decision.moved.star?.earned ?? 0;
    return decided.outcome.decision.effects;
  };
  const rows = gunzipSync(readFileSync(log.path)).toString().trim().split('\n').slice(1);
  rows.forEach((row, index) => {
    const [, person = '', hours, type, offer = '', amount] = row.split(',');
    if (type === 'offer completed') count(logged, `${person} offer-${offer} ${hours}`);
    if (type === 'offer completed' || type === 'offer viewed') return;
    const bought = type === 'transaction';
    const gross = Math.round(Number(amount) * 100);
    const read = normalizeEvent(
      {
        source: 'starbucks',
        id: String(index),
        type: bought ? 'purchase' : 'offer.received',
        member: { card: person },
        happenedAt: new Date(BEGIN + Number(hours) * 3_600_000).toISOString(),
        data: bought ? { lines: [{ gross }] } : { offer },
      },
      settings,
    );
    assert.ok(read.ok, JSON.stringify(read));
    for (const effect of decideOne(person, read.fact)) {
      if (effect.completed !== true) continue;
      count(completed, `${person} ${effect.challenge} ${hours}`);
    }
  });
  let matched = 0;
  for (const [key, times] of completed) matched += Math.min(times, logged.get(key) ?? 0);
  assert.deepEqual([sum(completed), sum(logged), matched], [16_803, 16_797, 16_796]);
  assert.ok(paid > 0);
});

function sum(counts: ReadonlyMap<string, number>): number {
  return [...counts.values()].reduce((total, times) => total + times, 0);
}
