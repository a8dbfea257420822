import { type Duration, parseDuration } from '../../../kernel/duration.ts';
import type { CompiledExpression, Expressions } from '../../program/index.ts';
import type { DowngradeDocument, MeasureDocument, TierSetDocument } from './section.ts';

/** What a measured set counts. `over` null is all time. */
export type Measure =
  | { readonly kind: 'earned'; readonly currency: string; readonly over: Duration | null }
  | { readonly kind: 'balance'; readonly currency: string }
  | { readonly kind: 'spend'; readonly over: Duration | null }
  | { readonly kind: 'purchases'; readonly over: Duration | null };

export interface Level {
  readonly id: string;
  /** Measured sets: reached at this value. */
  readonly at: number;
  /** Measured sets: kept at a review from this value. */
  readonly keep: number;
  /** Condition sets: the question. */
  readonly when: CompiledExpression<boolean> | null;
}

export type Review =
  | { readonly kind: 'never' }
  | { readonly kind: 'tier-anniversary' }
  | { readonly kind: 'join-anniversary' }
  | { readonly kind: 'calendar'; readonly days: readonly { month: number; day: number }[] }
  | { readonly kind: 'every'; readonly every: Duration };

/** A tier set of the document, compiled. */
export interface TierSet {
  readonly id: string;
  readonly levels: readonly Level[];
  readonly measure: Measure | null;
  readonly climb: 'in-order' | 'highest';
  readonly policy: 'none' | 'one-down' | 'balance-based';
  readonly review: Review;
  readonly warn: Duration | null;
  readonly grace: Duration | null;
}

/** Compiles one tier set of a checked document. */
export function compileTierSet(document: TierSetDocument, expressions: Expressions): TierSet {
  const measured = 'measure' in document;
  const levels = document.levels.map((level) => ({
    id: level.id,
    at: 'at' in level ? level.at : 0,
    keep: 'at' in level ? (level.keep ?? level.at) : 0,
    when: 'when' in level ? expressions.bool(level.when) : null,
  }));
  const policy = document.downgrade?.policy ?? 'none';
  return {
    id: document.set,
    levels,
    measure: measured ? compileMeasure(document.measure) : null,
    climb: measured ? 'highest' : (document.climb ?? 'in-order'),
    policy,
    review: policy === 'none' ? { kind: 'never' } : compileReview(document.downgrade?.review),
    warn: read(document.downgrade?.warn),
    grace: read(document.downgrade?.grace),
  };
}

function compileMeasure(measure: MeasureDocument): Measure {
  const over = read(measure.over);
  if ('spend' in measure) return { kind: 'spend', over };
  if ('purchases' in measure) return { kind: 'purchases', over };
  if (measure.count === 'balance') return { kind: 'balance', currency: measure.points };
  return { kind: 'earned', currency: measure.points, over };
}

function compileReview(review: DowngradeDocument['review']): Review {
  if (review === undefined) return { kind: 'tier-anniversary' };
  if (typeof review === 'string') return { kind: review };
  if ('every' in review) return { kind: 'every', every: read(review.every) as Duration };
  const days = review.calendar.map((text) => {
    const [month, day] = text.split('-').map(Number);
    return { month: month ?? 1, day: day ?? 1 };
  });
  return { kind: 'calendar', days };
}

function read(text: string | undefined): Duration | null {
  return text === undefined ? null : parseDuration(text);
}
