import type { Random } from '../../demo/random.ts';
import type { Arrival, Resident, Signals } from './arrival.ts';

export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;
const START = Date.UTC(2026, 2, 1);
const DAYS = 60;

/** How somebody came, where it differs from the usual. */
export interface Manner {
  readonly at: number;
  readonly story: string;
  readonly honest: boolean;
  readonly signals: Signals;
  /** Milliseconds from the link to enrolment, and from enrolment to the purchase. */
  readonly reads?: number | null;
  readonly buys?: number | null;
  readonly human?: Arrival['human'];
}

/** Where people are drawn: it hands out members, signals that nobody else has, and moments. */
export class Street {
  readonly random: Random;
  readonly residents: Resident[] = [];
  readonly arrivals: Arrival[] = [];
  #members = 0;
  #signals = 0;

  constructor(random: Random) {
    this.random = random;
  }

  /** A signal that nobody has yet. */
  fresh(): string {
    this.#signals += 1;
    return `s${this.#signals}`;
  }

  member(): number {
    this.#members += 1;
    return this.#members;
  }

  moment(): number {
    return START + Math.floor(this.random.unit() * DAYS * DAY);
  }

  /** What one person alone has. One in three is behind a carrier's network with many others. */
  person(): Signals {
    const network = this.random.chance(1 / 3) ? `carrier${this.random.below(40)}` : this.fresh();
    return {
      ...{ device: this.fresh(), address: this.fresh(), payment: this.fresh(), network },
      ...(this.random.chance(0.4) ? { card: this.fresh() } : {}),
      ...(this.random.chance(0.5) ? { phone: this.fresh() } : {}),
    };
  }

  resident(signals: Signals, reach: string | null = null): number {
    const member = this.member();
    const at = START - this.random.between(30, 700) * DAY;
    this.residents.push({ member, at, signals, reach });
    return member;
  }

  arrive(advocate: number, manner: Manner, friend = this.member()): number {
    const { at, story, honest, signals, human = 'passed' } = manner;
    const reads = manner.reads === undefined ? this.#reading() : manner.reads;
    const buys = manner.buys === undefined ? this.#buying() : manner.buys;
    const openedAt = reads === null ? null : at - reads;
    const boughtAt = buys === null ? null : at + buys;
    this.arrivals.push({
      ...{ friend, advocate, openedAt, at, boughtAt, signals, human, story, honest },
    });
    return friend;
  }

  /** One in four enrols at a till, where nobody opened a link. */
  #reading(): number | null {
    return this.random.chance(0.25) ? null : this.random.between(20, 900) * 1_000;
  }

  /** One in five buys in the minute of enrolling, at the till; one in four never. */
  #buying(): number | null {
    if (this.random.chance(0.25)) return null;
    if (this.random.chance(0.2)) return this.random.between(20, 100) * 1_000;
    return this.random.between(1, 40 * 24) * HOUR;
  }
}
