import { setTimeout as sleep } from 'node:timers/promises';
import { Random } from '../../demo/random.ts';
import type { Hub } from './hub.ts';

/** An event as it is sent: with points it is worth if it is accepted. */
export interface Sent {
  event: Record<string, unknown> & { id: string };
  points: number;
}

/** The hub's last word on an event. */
export interface Heard {
  status: number;
  code: string | null;
  member: string | null;
  no: number | null;
  points: number;
  times: number;
}

const MEMBERS = 40;
const BATCH_MOST = 20;
const PAUSE_MS = 50;
const REQUEST_MS_MAX = 10_000;

/** A till that sends until it has an answer, and now and then once more although it has one. */
export class Client {
  readonly heard = new Map<string, Heard>();
  readonly problems: string[] = [];
  retries = 0;
  readonly #random: Random;
  readonly #hub: Hub;
  readonly #name: string;
  readonly #done: Sent[] = [];
  #next = 0;
  #abandoned = false;

  constructor(hub: Hub, seed: number, number: number) {
    this.#hub = hub;
    this.#name = `c${number}`;
    this.#random = new Random().seat(seed, number, 7);
  }

  /** There will be no hub any more: what has no answer stays without. */
  abandon(): void {
    this.#abandoned = true;
  }

  /** Sends one request after the other until `stopped` says so, and never gives one up. */
  async work(stopped: () => boolean): Promise<void> {
    while (!stopped()) {
      const count = this.#random.chance(0.5) ? 1 : this.#random.between(2, BATCH_MOST);
      const sending = Array.from({ length: count }, () => this.#draw());
      const results = await this.#until(sending);
      if (!results) return;
      sending.forEach((one, index) => {
        this.#note(one, results[index]!);
      });
    }
  }

  /** A new event, or one that was answered already. */
  #draw(): Sent {
    const random = this.#random;
    const old = this.#done[random.below(this.#done.length)];
    if (old && random.chance(0.1)) return old;
    this.#next += 1;
    const member = { card: `F${random.below(MEMBERS)}` };
    const event = { source: 'faults', id: `${this.#name}-${this.#next}`, member };
    if (random.chance(0.25)) {
      const amount = random.between(1, 200);
      const data = { currency: 'star', amount };
      return { event: { ...event, type: 'points.spend', data }, points: -amount };
    }
    const gross = random.between(100, 20_000);
    const data = { lines: [{ line: '1', gross }] };
    return { event: { ...event, type: 'purchase', data }, points: Math.floor(gross / 100) };
  }

  async #until(sending: Sent[]): Promise<{ status: number; body: Body }[] | null> {
    for (;;) {
      if (this.#abandoned) return null;
      const results = await this.#once(sending).catch(() => null);
      if (results?.every(({ status }) => status < 429)) return results;
      this.retries += 1;
      await sleep(PAUSE_MS);
    }
  }

  async #once(sending: Sent[]): Promise<{ status: number; body: Body }[]> {
    const [only] = sending;
    const body = sending.length === 1 ? only!.event : { events: sending.map(({ event }) => event) };
    const response = await fetch(`${this.#hub.url}/v1/events`, {
      method: 'POST',
      headers: { authorization: `Bearer ${this.#hub.key}`, 'content-type': 'application/json' },
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(REQUEST_MS_MAX),
    });
    const said = (await response.json()) as Body & { results?: Item[] };
    if (sending.length === 1 || !said.results) {
      return sending.map(() => ({ status: response.status, body: said }));
    }
    return said.results.map((item) => ({
      status: item.status,
      body: item.answer ?? { code: item.problems?.[0]?.code ?? 'unknown' },
    }));
  }

  /** Keeps the answer; a repeated event must get the one it got before. */
  #note(sent: Sent, { status, body }: { status: number; body: Body }): void {
    const { id } = sent.event;
    const accepted = status < 300;
    const known = this.heard.get(id);
    const heard: Heard = {
      status: accepted ? 200 : status,
      code: accepted ? null : (body.code ?? 'unknown'),
      member: body.member ?? null,
      no: body.no ?? null,
      points: accepted ? sent.points : 0,
      times: (known?.times ?? 0) + 1,
    };
    if (known?.status === 200 && (known.no !== heard.no || known.member !== heard.member)) {
      this.problems.push(`${id} was answered ${known.member}/${known.no}, then ${heard.no}`);
    }
    if (!known) this.#done.push(sent);
    this.heard.set(id, heard);
  }
}

interface Body {
  code?: string;
  member?: string;
  no?: number;
}

interface Item {
  status: number;
  answer?: Body;
  problems?: { code: string }[];
}
