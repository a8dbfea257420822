import { parseDecimal } from '../../../kernel/decimal.ts';
import { type Duration, parseDuration } from '../../../kernel/duration.ts';
import type { Period } from '../../../kernel/period.ts';
import type { Zone } from '../../../kernel/time.ts';
import {
  type Audience,
  compileAudience,
  compileDays,
  compileLimits,
  type Expressions,
  type Grant,
  type OfferLimit,
} from '../../program/index.ts';
import type { Calendar } from './calendar.ts';
import type { BenefitDocument } from './section.ts';

/** How often a scarce benefit is there for all members together; the engine counts. */
export interface Quota {
  /** `quota:free-ride`. */
  readonly key: string;
  readonly most: number;
  readonly per: Period;
}

/** A benefit, compiled. Limits and quota count uses of a standing one, grants of a granted one. */
export interface Benefit {
  readonly id: string;
  readonly audience: Audience;
  readonly calendar: Calendar;
  /** Null for a standing right. */
  readonly window: Duration | null;
  readonly toEndOfDay: boolean;
  readonly uses: number;
  readonly again: 'stack' | 'extend' | 'ignore';
  readonly onReturn: 'lapse' | 'keep';
  readonly granted: readonly Grant[];
  readonly used: readonly Grant[];
  /** What one use costs the house, smallest unit of money. */
  readonly cost: number;
  readonly quota: Quota | null;
  readonly limits: readonly OfferLimit[];
  readonly products: readonly string[];
}

/** The benefits of one program version. */
export interface Benefits {
  readonly zone: Zone;
  readonly byId: ReadonlyMap<string, Benefit>;
  /** Those that an event grants, by its type. */
  readonly byEvent: ReadonlyMap<string, readonly Benefit[]>;
  readonly standing: readonly Benefit[];
}

/**
 * Compiles the benefits of a checked document.
 *
 * @param decimals of the program's money.
 */
export function compileBenefits(
  documents: readonly BenefitDocument[],
  expressions: Expressions,
  zone: Zone,
  decimals: number,
): Benefits {
  const byId = new Map<string, Benefit>();
  const byEvent = new Map<string, Benefit[]>();
  for (const document of documents) {
    const one = compileBenefit(document, expressions, decimals);
    byId.set(one.id, one);
    if (document.on === undefined) continue;
    byEvent.set(document.on, [...(byEvent.get(document.on) ?? []), one]);
  }
  const standing = [...byId.values()].filter((one) => one.window === null);
  return { zone, byId, byEvent, standing };
}

function compileBenefit(one: BenefitDocument, expressions: Expressions, decimals: number): Benefit {
  const { yearly, quota } = one;
  return {
    id: one.id,
    audience: compileAudience(one, expressions),
    calendar: {
      days: compileDays(one.during),
      monthly: one.monthly ? new Set(one.monthly) : null,
      yearly: yearly
        ? { attribute: yearly.attribute, before: yearly.before ?? 0, after: yearly.after ?? 0 }
        : null,
    },
    window: one.window === undefined ? null : parseDuration(one.window),
    toEndOfDay: one.round === 'end-of-day',
    uses: one.uses ?? 1,
    again: one.again ?? 'stack',
    onReturn: one.onReturn ?? 'lapse',
    granted: one.gives?.granted ?? [],
    used: one.gives?.used ?? [],
    cost: one.cost === undefined ? 0 : (parseDecimal(one.cost, decimals) ?? 0),
    quota: quota ? { key: `quota:${one.id}`, most: quota.times, per: quota.per as Period } : null,
    limits: compileLimits(`benefit:${one.id}`, one.limits?.perMember),
    products: one.products ?? [],
  };
}
