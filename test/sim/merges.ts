/**
 * Random lives of couples who are merged, do things together, and are parted again, through the
 * real hub, beside a model of the written rule. In the end `hachi verify` looks at every book.
 */
import assert from 'node:assert/strict';
import { type TestHub, testHub } from '../hub.ts';
import { seeded } from '../identity/seeded.ts';
import { proveHub } from '../prove-hub.ts';
import { Couple, LIVES } from './merge-model.ts';

const DAY = 86_400_000;
const FIRST = Math.floor(Date.UTC(2026, 0, 1) / DAY);
/** Couples at once: a till waits for one answer, a chain has many tills. */
const AT_ONCE = 64;
const ROUNDS = 14;

const PROGRAM = {
  program: 'couples',
  timezone: 'UTC',
  currency: 'EUR',
  points: { star: { expiry: { rolling: `P${LIVES}D` }, returns: 'within-balance' } },
  lanes: [{ id: 'base', choose: 'all' }],
  earning: [
    {
      id: 'base',
      on: 'purchase',
      earn: { points: 'star', per: { spend: '1.00', of: 'basket.net' } },
    },
  ],
  intake: { identify: ['card'], unknown: 'enrol', acceptWithin: 'P3Y' },
};

type Random = ReturnType<typeof seeded>;

/** One couple and what happens to it. */
class Life {
  readonly #hub: TestHub;
  readonly #random: Random;
  readonly #name: string;
  readonly #couple = new Couple();
  readonly #mergeAt: number;
  readonly #partAt: number;
  readonly #ids: string[] = [];
  #events = 0;

  constructor(hub: TestHub, random: Random, number: number) {
    this.#hub = hub;
    this.#random = random;
    this.#name = `c${number}`;
    this.#mergeAt = random.int(2, 6);
    this.#partAt = random.int(this.#mergeAt + 1, ROUNDS - 3);
  }

  async round(round: number, today: number): Promise<void> {
    if (round === 0) return this.#enrol(today);
    if (round === this.#mergeAt) await this.#join('merge', today);
    else if (round === this.#partAt) await this.#join('unmerge', today);
    else await this.#live(today);
  }

  async #enrol(today: number): Promise<void> {
    for (const person of [0, 1]) {
      const answer = await this.#present(person, 10, today);
      this.#ids.push(answer.body.member);
    }
  }

  async #join(what: 'merge' | 'unmerge', today: number): Promise<void> {
    const [host, guest] = this.#ids as [string, string];
    const [one, other] = what === 'merge' ? [guest, host] : [host, guest];
    const body = { id: `${this.#name}-${what}`, to: { id: other } };
    const answer = await this.#hub.post(`/v1/members/${one}/${what}`, body);
    assert.equal(answer.status, 201, JSON.stringify(answer.body));
    this.#couple[what]();
    await this.#compare(today);
  }

  async #live(today: number): Promise<void> {
    const random = this.#random;
    const person = random.int(0, 1);
    const couple = this.#couple;
    const what = random.int(0, 5);
    if (what <= 1) return this.#buy(person, random.int(1, 80), today);
    if (what === 2) {
      const answer = await this.#present(person, random.int(1, 40), today);
      this.#check(answer, person, today);
      return;
    }
    if (what === 3) return this.#bringBack(today);
    const points = random.int(1, Math.max(1, couple.balance(couple.answers(person), today) + 5));
    const could = couple.spend(person, points, today);
    const data = { currency: 'star', amount: points };
    const answer = await this.#send('points.spend', person, data);
    assert.equal(answer.status, could ? 201 : 409, JSON.stringify(answer.body));
    if (could) this.#check(answer, person, today);
  }

  async #present(person: number, amount: number, today: number) {
    this.#couple.earn(person, amount, today);
    return this.#send('points.goodwill', person, { currency: 'star', amount, reason: 'sim' });
  }

  async #buy(person: number, euros: number, today: number): Promise<void> {
    const id = `${this.#name}-${this.#events}`;
    this.#couple.earn(person, euros, today, id);
    const answer = await this.#send('purchase', person, { total: euros * 100 });
    this.#check(answer, person, today);
  }

  async #bringBack(today: number): Promise<void> {
    const open = [...this.#couple.bought].filter(([, { back }]) => !back);
    if (open.length === 0) return;
    const [id, { owner }] = this.#random.pick(open);
    this.#couple.bringBack(id, today);
    // A till may name the buyer's card, or nobody: the hub knows who bought.
    const named = this.#random.chance(0.5) ? owner : null;
    const answer = await this.#send('return', named, { purchase: { id } });
    this.#check(answer, owner, today);
  }

  #send(type: string, person: number | null, data: object) {
    const member = person === null ? {} : { member: { card: `${this.#name}-card-${person}` } };
    const id = `${this.#name}-${this.#events++}`;
    return this.#hub.post('/v1/events', { id, type, ...member, data });
  }

  #check(answer: Awaited<ReturnType<TestHub['post']>>, person: number, today: number): void {
    assert.equal(answer.status, 201, `${this.#name}: ${JSON.stringify(answer.body)}`);
    const host = this.#couple.answers(person);
    assert.equal(answer.body.member, this.#ids[host] ?? answer.body.member, this.#name);
    const { active } = answer.body.points.star;
    assert.equal(active, this.#couple.balance(host, today), `${this.#name}: ${answer.body.type}`);
  }

  /** What both have, as any reader sees it. */
  async #compare(today: number): Promise<void> {
    for (const person of [0, 1]) {
      const { body } = await this.#hub.get(`/v1/members/${this.#ids[person]}/balances`);
      const expected =
        this.#couple.merged && person === 1 ? 0 : this.#couple.balance(person, today);
      assert.equal(body.currencies.star?.active ?? 0, expected, `${this.#name}, person ${person}`);
    }
  }
}

/** Runs so many couples; the first that is not as the rule says throws. Returns their events. */
export async function runMerges(couples: number, seed: number): Promise<number> {
  const hub = await testHub({ program: PROGRAM, at: FIRST * DAY + DAY / 2 });
  try {
    const random = seeded(seed);
    // Each has luck of its own: what happens to one does not depend on who answers first.
    const lives = Array.from(
      { length: couples },
      (_, number) => new Life(hub, seeded(seed * 100_003 + number), number),
    );
    for (let round = 0, today = FIRST; round < ROUNDS; round++, today += random.int(0, 25)) {
      hub.clock.turnTo(today * DAY + DAY / 2);
      for (let from = 0; from < couples; from += AT_ONCE) {
        const some = lives.slice(from, from + AT_ONCE);
        await Promise.all(some.map((life) => life.round(round, today)));
      }
    }
    await proveHub(hub);
    const { rows } = await hub.pool.query<{ count: number }>('select count(*) from events');
    return Number(rows[0]?.count);
  } finally {
    await hub.stop();
  }
}
