import { type CouponBooks, codeKey, type Elsewhere } from '../../../../coupons/index.ts';
import type { Fact } from '../../../../events/index.ts';
import type { Draft } from '../../draft.ts';
import type { Program } from '../../program.ts';

/** The coupons in force under a program, and those that other versions have promised. */
export function booksOf(program: Program): CouponBooks {
  return {
    current: program.coupons,
    at: (version) =>
      version === program.version ? program.coupons : (program.past(version)?.coupons ?? null),
  };
}

/** What the hub looked up of codes for an event. */
interface FoundCodes {
  readonly codes?: Readonly<Record<string, Elsewhere>>;
  /** Random symbols for the code of a coupon that is issued. */
  readonly fresh?: string;
}

/** What is known of the codes that an event names, by their keys. */
export function elsewhereOf(fact: Fact): ReadonlyMap<string, Elsewhere> {
  return new Map(Object.entries(foundOf(fact).codes ?? {}));
}

/** Random symbols for the code of an issued coupon; undefined where none were drawn. */
export function freshBody(fact: Fact): string | undefined {
  return foundOf(fact).fresh;
}

function foundOf(fact: Fact): FoundCodes {
  return (fact.data as { found?: { coupons?: FoundCodes } }).found?.coupons ?? {};
}

/** The id of the coupon in the member's hands that a name means, when a table had to tell. */
export function idOfName(draft: Draft, name: string): string {
  return elsewhereOf(draft.fact).get(codeKey(name))?.coupon ?? name;
}
