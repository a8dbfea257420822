import { createHmac } from 'node:crypto';
import { readCode, shortCode } from '../codes/index.ts';
import type { Fact } from '../events/index.ts';
import type { Human } from '../referrals/index.ts';

/** What the door of the intake needs for events that tell how a member came. */
export interface ReferralDoorOptions {
  /** The secret of the hub: 32 bytes. */
  readonly hubKey: Uint8Array;
  /** Asks about a token that proves a person; null: nobody can be asked. */
  readonly human: ((token: string) => Promise<Human>) | null;
}

type Loose = Readonly<Record<string, unknown>>;

/** Tokens that are asked about at once. */
const ASKED_AT_ONCE = 20;
const SIGNAL_BYTES = 16;

/**
 * Stands before the queue: what a person left behind becomes hashes, a token becomes what its
 * service says of it, a code its one form. So nothing else of it is stored, and no decision waits
 * for somebody else's service.
 */
export class ReferralDoor {
  readonly #signalKey: Buffer;
  readonly #codeKey: Buffer;
  readonly #human: ReferralDoorOptions['human'];

  constructor({ hubKey, human }: ReferralDoorOptions) {
    this.#signalKey = createHmac('sha256', hubKey).update('hachi:referral-signal:1').digest();
    this.#codeKey = createHmac('sha256', hubKey).update('hachi:referral-code:1').digest();
    this.#human = human;
  }

  /**
   * Facts as decisions may know them, in their order.
   *
   * @param spend whether tokens are really asked about: that uses them up, so a dry run takes
   *   them as good.
   */
  async open(facts: readonly Fact[], spend: boolean): Promise<Fact[]> {
    const humans = await this.#ask(facts, spend);
    return facts.map((fact, index) => this.#one(fact, humans.get(index) ?? 'missing'));
  }

  async #ask(facts: readonly Fact[], spend: boolean): Promise<Map<number, Human>> {
    const humans = new Map<number, Human>();
    const tokens = facts.flatMap((fact, index) => {
      const token = saidOf(fact)?.token;
      return typeof token === 'string' ? [{ index, token }] : [];
    });
    for (let start = 0; start < tokens.length; start += ASKED_AT_ONCE) {
      const some = tokens.slice(start, start + ASKED_AT_ONCE);
      await Promise.all(
        some.map(async ({ index, token }) => {
          if (this.#human) humans.set(index, spend ? await this.#human(token) : 'passed');
        }),
      );
    }
    return humans;
  }

  #one(fact: Fact, human: Human): Fact {
    if (fact.type === 'referral.code') return { ...fact, data: { code: this.#codeOf(fact) } };
    const said = saidOf(fact);
    if (!said) return fact;
    const { token: _, signals, code, ...rest } = said;
    const known = {
      ...rest,
      ...(code === undefined ? {} : { code: oneForm(code), human }),
      signals: this.#hashed(signals as Readonly<Record<string, string>>),
    };
    const data = fact.type === 'member.enrolled' ? { ...fact.data, referral: known } : known;
    return { ...fact, data } as Fact;
  }

  /** A chosen code in its one form (null: unreadable), or one made from the event's name. */
  #codeOf({ source, id, data }: Fact): string | null {
    const { code } = data as { code: string | null };
    if (code !== null) return oneForm(code);
    const name = JSON.stringify([source, id]);
    return shortCode(createHmac('sha256', this.#codeKey).update(name).digest());
  }

  #hashed(signals: Readonly<Record<string, string>>): Record<string, string> {
    const hashed: Record<string, string> = {};
    for (const [kind, text] of Object.entries(signals)) {
      const same = text.normalize('NFKC').toLowerCase().replace(/\s+/g, '');
      const mac = createHmac('sha256', this.#signalKey).update(`${kind}:${same}`).digest();
      hashed[kind] = mac.subarray(0, SIGNAL_BYTES).toString('base64url');
    }
    return hashed;
  }
}

/** How somebody came, where an event says so. */
function saidOf({ type, data }: Fact): Loose | null {
  if (type === 'member.enrolled') return (data as { referral?: Loose }).referral ?? null;
  return type === 'referral.bind' || type === 'referral.signals' ? (data as Loose) : null;
}

/** A code in its one form; null for what cannot be one: nobody has it. */
function oneForm(code: unknown): string | null {
  if (typeof code !== 'string') return null;
  const read = readCode(code);
  return 'code' in read ? read.code : null;
}
