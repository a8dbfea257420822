import type { Item } from './row-mapper.ts';

/** How an event changes a balance of its member; anything else leaves balances alone. */
const SIGN: Readonly<Record<string, 1 | -1>> = {
  'points.credit': 1,
  'points.goodwill': 1,
  'points.adjust': 1,
  'points.spend': -1,
};

interface Running {
  balance: number;
  least: number;
}

interface PointsInput {
  readonly type?: unknown;
  readonly member?: unknown;
  readonly happenedAt?: unknown;
  readonly data?: { readonly currency?: unknown; readonly amount?: unknown };
}

/** The member that an input names, as one text; `null` when it names none. */
export function memberKey(input: Readonly<Record<string, unknown>>): string | null {
  return input.member === undefined ? null : JSON.stringify(input.member);
}

/**
 * A history that begins in the middle: what each member must have had before it, so that no
 * balance ever dips below zero. Shown all items once with `count`, it then gives the opening
 * events just before each member's first row.
 */
export class Openings {
  readonly #source: string;
  readonly #digest: (text: string) => string;
  readonly #running = new Map<string, Map<string, Running>>();

  /** @param digest makes short event ids of members. */
  constructor(source: string, digest: (text: string) => string) {
    this.#source = source;
    this.#digest = digest;
  }

  /** First reading: follows the balances, in the order of the file. */
  count(items: readonly Item[]): void {
    for (const { target, input } of items) {
      const { type, data } = input as PointsInput;
      const sign = target === 'events' ? SIGN[String(type)] : undefined;
      const member = memberKey(input);
      if (sign === undefined || member === null || !data) continue;
      const { currency, amount } = data;
      if (typeof currency !== 'string' || typeof amount !== 'number') continue;
      const wallets = this.#running.get(member) ?? new Map<string, Running>();
      const running = wallets.get(currency) ?? { balance: 0, least: 0 };
      running.balance += sign * amount;
      running.least = Math.min(running.least, running.balance);
      wallets.set(currency, running);
      this.#running.set(member, wallets);
    }
  }

  /** Second reading: the opening events of members who are seen for the first time. */
  before(items: readonly Item[]): Item[] {
    const openings: Item[] = [];
    for (const { input } of items) {
      const member = memberKey(input);
      const wallets = member === null ? undefined : this.#running.get(member);
      if (member === null || !wallets) continue;
      this.#running.delete(member);
      for (const [currency, { least }] of wallets) {
        if (least < 0) openings.push(this.#opening(input, member, currency, -least));
      }
    }
    return openings;
  }

  /** The id names member and currency only: a longer file does not open the account again. */
  #opening(
    first: Readonly<Record<string, unknown>>,
    member: string,
    currency: string,
    amount: number,
  ): Item {
    const input = {
      source: this.#source,
      id: `opening:${this.#digest(member)}:${currency}`,
      type: 'points.opening',
      member: first.member,
      happenedAt: first.happenedAt,
      data: { currency, amount, reason: 'balance before the imported history' },
    };
    return { target: 'events', input };
  }
}
