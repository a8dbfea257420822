import assert from 'node:assert/strict';
import { type Answer, type TestHub, testHub } from '../hub.ts';
import { proveHub } from '../prove-hub.ts';
import { settleHub } from '../settle-hub.ts';
import type { Race } from './race.ts';

/** What stands under every race. */
const GROUND = {
  program: 'races',
  timezone: 'Asia/Shanghai',
  currency: 'CNY',
  points: { star: { expiry: 'never' } },
  intake: { identify: ['card'] },
};

/** Two hubs on one database, and clients of both that all begin at the same moment. */
export class Arena {
  readonly clients: number;
  readonly #hubs: readonly [TestHub, TestHub];

  private constructor(hubs: readonly [TestHub, TestHub], clients: number) {
    this.#hubs = hubs;
    this.clients = clients;
  }

  static async open({ sections }: Race, clients: number): Promise<Arena> {
    const program = { ...GROUND, ...sections };
    const first = await testHub({ program, at: Date.UTC(2026, 5, 1) });
    return new Arena([first, await testHub({ beside: first })], clients);
  }

  /** Posts one request of each client at once. */
  all(request: (client: number) => readonly [path: string, body: object]): Promise<Answer[]> {
    return Promise.all(
      Array.from({ length: this.clients }, (_, client) => {
        const hub = this.#hubs[client % 2] as TestHub;
        return hub.post(...request(client));
      }),
    );
  }

  /** A request that nobody disputes. */
  async post(path: string, body: object): Promise<Answer> {
    const answer = await this.#hubs[0].post(path, body);
    assert.equal(answer.status, 201, JSON.stringify(answer.body));
    return answer;
  }

  /** Runs the background task that settles what has fallen due. */
  settle(): Promise<void> {
    return settleHub(this.#hubs[0]);
  }

  get(path: string): Promise<Answer> {
    return this.#hubs[1].get(path);
  }

  /** Lets time pass, for all hubs. */
  turn(milliseconds: number): void {
    const { clock } = this.#hubs[0];
    clock.turnTo(clock.now() + milliseconds);
  }

  /** Gives a member points. */
  async give(card: string, amount: number): Promise<void> {
    const body = { currency: 'star', amount, reason: 'race' };
    await this.post(`/v1/members/card:${card}/points/goodwill`, body);
  }

  /** Proves the books, and closes the hubs. */
  async close(): Promise<void> {
    try {
      await proveHub(this.#hubs[0]);
    } finally {
      await this.#hubs[1].stop();
      await this.#hubs[0].stop();
    }
  }
}

/** The one client who won; all others must have lost for this reason. */
export function onlyWinner(answers: readonly Answer[], reason: string): number {
  const winners = answers.flatMap(({ status }, client) => (status === 201 ? [client] : []));
  const others = answers.filter(({ status }) => status !== 201);
  const reasons = new Set(others.map(({ status, body }) => `${status} ${body.code}`));
  assert.deepEqual([...reasons], [`409 ${reason}`]);
  assert.equal(winners.length, 1, `${winners.length} winners`);
  return winners[0] as number;
}
