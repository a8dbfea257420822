import type { Problem } from '../../../kernel/problem.ts';
import type { Day, Instant } from '../../../kernel/time.ts';
import type { Grant } from '../../program/index.ts';

/** Windows that one member may have open at once. */
export const OPEN_WINDOWS = 100;

/**
 * A granted benefit that is open. It keeps what was promised, so that an edited or removed benefit
 * changes nothing for it. Plain JSON; defaults are left out. Replaced, never changed.
 */
export interface BenefitWindow {
  /** `<id of what granted it>.<n>`. */
  readonly id: string;
  readonly benefit: string;
  readonly until: Instant;
  /** Uses left; absent for one. */
  readonly left?: number;
  readonly seen?: true;
  /** A return of the purchase leaves it. */
  readonly keep?: true;
  readonly cost?: number;
  /** What came with the grant, and what comes with a use. */
  readonly gave?: readonly Grant[];
  readonly gives?: readonly Grant[];
}

/** A member's slice: open windows, oldest first; undefined for none. */
export type BenefitWindows = readonly BenefitWindow[] | undefined;

interface About {
  readonly benefit: string;
  readonly at: Instant;
}

export interface GrantedEffect extends About {
  readonly kind: 'granted' | 'extended';
  readonly id: string;
  readonly until: Instant;
  readonly left: number;
}

export interface SeenEffect extends About {
  readonly kind: 'seen';
  readonly id: string;
}

export interface UsedEffect extends About {
  readonly kind: 'used';
  /** The window; null for a standing right. */
  readonly id: string | null;
  /** Uses left in the window; null when it has no end. */
  readonly left: number | null;
  readonly cost: number;
  /** The local day to which a standing right's limits and quota count the use; null for windows. */
  readonly day: Day | null;
  readonly store: string | null;
  readonly operator: string | null;
}

/** It is over with `left` uses unused. A return takes back what came with the grant (`gave`). */
export interface LapsedEffect extends About {
  readonly kind: 'lapsed';
  readonly id: string;
  readonly why: 'over' | 'returned' | 'withdrawn';
  readonly left: number;
  readonly seen: boolean;
  readonly gave: readonly Grant[];
}

/** What happened to a benefit, as the decision keeps it and the till sees it. */
export type BenefitEffect = GrantedEffect | SeenEffect | UsedEffect | LapsedEffect;

/** The new slice with its effects and what the engine is to grant. */
export interface BenefitChange {
  readonly state: BenefitWindows;
  readonly effects: readonly BenefitEffect[];
  readonly grants: readonly Grant[];
}

/** A step: a change, or a no. */
export type BenefitStep = BenefitChange | { readonly refusal: Problem };

/** Uses that a window still has. */
export function leftOf({ left }: BenefitWindow): number {
  return left ?? 1;
}

/** The slice with one window in a new form, or without it (null). */
export function replace(
  state: BenefitWindows,
  id: string,
  by: BenefitWindow | null,
): BenefitWindows {
  const left = (state ?? []).flatMap((one) => (one.id === id ? (by ? [by] : []) : [one]));
  return left.length > 0 ? left : undefined;
}

/** A step that says no. */
export function no(code: string, path: string, detail: string, fix: string) {
  return { refusal: { code, path, detail, fix } } as const;
}
