import type { Random } from '../../demo/random.ts';
import { formatInstant } from '../../src/kernel/time.ts';
import type { SimEvent } from './model.ts';
import { oneOf } from './programs.ts';

/** What the one who draws gives to those who draw a part. */
export interface Drawing {
  readonly random: Random;
  readonly now: number;
  /** Referrals that wait for a person to look at them. */
  readonly held: readonly (readonly [card: string, referral: string])[];
  /** One of the few members. */
  card(): string;
  event(type: string, data: Record<string, unknown>): SimEvent;
}

/** Codes to bring friends with, and friends who come with one, or name one afterwards. */
export class ReferralSteps {
  readonly #friends: string[] = [];
  readonly #codes: string[] = [];

  /** Who has come lately. */
  get latest(): readonly string[] {
    return this.#friends.slice(-4);
  }

  draw(drawing: Drawing): SimEvent {
    const { random, event } = drawing;
    const owner = this.#advocate(drawing);
    const code = this.#code(drawing);
    const die = random.below(100);
    if (drawing.held.length > 0 && random.chance(0.15)) return review(drawing);
    if (die < 25) {
      const own = random.chance(0.9) ? codeOf(owner) : code;
      this.#codes.push(own);
      return { ...event('referral.code', { code: own }), member: { card: owner } };
    }
    if (die < 40) {
      const friend =
        this.latest.length > 0 && random.chance(0.6) ? oneOf(random, this.latest) : null;
      const named = event('referral.bind', { code, ...opened(drawing) });
      return friend === null ? named : { ...named, member: { card: friend } };
    }
    const said = die < 50 ? {} : { referral: { code, ...opened(drawing) } };
    const enrolled = event('member.enrolled', said);
    if (die >= 50 && random.chance(0.15)) return enrolled;
    const card = `N${enrolled.id.slice(1)}`;
    this.#friends.push(card);
    return { ...enrolled, member: { card } };
  }

  /** Mostly one that somebody has asked for. */
  #code(drawing: Drawing): string {
    const { random } = drawing;
    if (this.#codes.length === 0 || random.chance(0.1)) return codeOf(this.#advocate(drawing));
    return oneOf(random, this.#codes.slice(-12));
  }

  /** One of the few, or a friend who may bring friends too. */
  #advocate({ random, card }: Drawing): string {
    return this.latest.length > 0 && random.chance(0.5) ? oneOf(random, this.latest) : card();
  }
}

/** A person says what becomes of a referral that is held. */
function review({ random, held, event }: Drawing): SimEvent {
  const [card, referral] = oneOf(random, held);
  const decision = random.chance(0.75) ? 'allow' : 'refuse';
  const name = random.chance(0.95) ? referral : 'r0-0';
  const said = event('referral.reviewed', { referral: name, decision, reason: 'looked at' });
  return { ...said, member: { card } };
}

/** Now and then the moment is known when the link was opened: long ago, or just now. */
function opened({ random, now }: Drawing): { openedAt?: string } {
  if (!random.chance(0.3)) return {};
  return { openedAt: formatInstant(now - random.below(25_000)) };
}

/** The code by which a member brings friends. */
function codeOf(card: string): string {
  return `AMIGO-${card}`;
}
