import { declined } from './bind-code.ts';
import type { EventRow } from './books.ts';
import type { Said } from './judge.ts';
import type { Draft, Model } from './model.ts';
import type { ProgramText } from './programs.ts';
import { hear } from './referrals.ts';
import { same, Violation } from './violation.ts';

/** Reasons that depend on another member, who may change in the same round. */
const OF_OTHERS = new Set<string | null>([
  ...['referral_code_unknown', 'advocate_gone', 'referral_cycle'],
]);

/** The turns that the hub gives of itself: each that is owed is taken, once, and none besides. */
export class FollowUps {
  readonly #taken = new Set<string>();
  /** Codes and members of which an event of this round decides. */
  #stirred = new Set<unknown>();

  get size(): number {
    return this.#taken.size;
  }

  round(said: readonly Said[], settled: readonly (string | undefined)[]): void {
    const about = said.flatMap(({ event }) => [event.data.code, event.member?.card]);
    this.#stirred = new Set([...about, ...settled]);
  }

  isOne({ type, id }: EventRow): boolean {
    return type.startsWith('referral.') && id.includes(':');
  }

  /** Lets a turn happen in the model. */
  apply(
    model: Model,
    row: EventRow,
    card: string,
    program: ProgramText,
    short: Draft['short'],
  ): Draft {
    const { id, type } = row;
    if (this.#taken.has(id)) throw new Violation(card, `${id} has a second turn`);
    this.#taken.add(id);
    const [name, what, depth] = id.split(':');
    proveWhose(model, id, card);
    const before = what === 'reversed' && depth !== '0';
    if (before && !this.#taken.has(`${name}:qualified:${depth}`)) {
      throw new Violation(card, `${id} has its turn before that which it takes back`);
    }
    const event = { source: 'hachi', id, type, member: { card }, happenedAt: '', data: {} };
    const draft = model.open(event, row.happenedAt, program, undefined, undefined, short) as Draft;
    hear(draft);
    model.close(draft);
    return draft;
  }

  /** Whether somebody has come as a friend, by the hub's word where it was a close race. */
  bind(draft: Draft, { memberId, no: number, decision }: EventRow): void {
    const said = sayingOf(draft);
    if (!said) return;
    const no = decision.effects.find(({ kind }) => kind === 'referral-declined');
    const why = (no?.why ?? null) as string | null;
    const wanted = declined(draft);
    const race = this.#isRace(draft, said.code);
    const others = OF_OTHERS.has(why) || OF_OTHERS.has(wanted);
    if (!(race && others)) same(draft.who, 'why a friend does not count', why, wanted);
    draft.raced = race;
    draft.bound = why === null ? `r${memberId}-${number}` : null;
  }

  /** Whether what others did in this round may have come before or after. */
  #isRace({ ownerOf, above }: Draft, code: string): boolean {
    const owner = ownerOf(code) ?? '';
    return [code, owner, ...above(owner)].some((one) => this.#stirred.has(one));
  }

  /** Whoever was told something has had the turn. */
  prove({ members }: Model): void {
    const told = [...members.values()].flatMap((member) => member.told);
    const missing = told.filter((id) => !this.#taken.has(id));
    const unasked = [...this.#taken].filter((id) => !told.includes(id));
    same(null, 'turns that were owed, and those that nobody owed', missing, []);
    same(null, 'turns that nobody owed', unasked, []);
  }
}

/** What somebody says who comes by a code. */
function sayingOf({ event }: Draft): { code: string } | null {
  if (event.type === 'referral.bind') return event.data as { code: string };
  return (event.data.referral as { code: string } | undefined) ?? null;
}

/** A turn is that of the friend, or of somebody above at the depth it names. */
function proveWhose({ members }: Model, id: string, card: string): void {
  const [name, what, number] = id.split(':');
  const friend = [...members].find(([, { brought }]) => brought?.id === name);
  const depth = what === 'bound' || what === 'closed' ? 1 : Number(number);
  const own = what === 'matured' || depth === 0;
  const brought = friend?.[1].brought;
  // The friend's own row may be looked at after it, and so may the word of the hub.
  if (!friend || !brought || brought.raced) return;
  same(card, `whose turn ${id} is`, card, own ? friend[0] : brought.chain[depth - 1]);
}
