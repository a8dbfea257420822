import { type Duration, parseDuration } from '../../../kernel/duration.ts';
import type { Period } from '../../../kernel/period.ts';
import type { CurrencyDocument, RoundToName } from './section.ts';

export type ExpiryTerms =
  | { readonly kind: 'never' }
  | {
      readonly kind: 'rolling';
      readonly after: Duration;
      readonly round: RoundToName;
      readonly from: 'earned' | 'activated';
    }
  | {
      readonly kind: 'calendar';
      readonly month: number;
      readonly day: number;
      readonly years: number;
    }
  | { readonly kind: 'sliding'; readonly after: Duration; readonly round: RoundToName };

export type PendingTerms =
  | { readonly kind: 'none' }
  | { readonly kind: 'time'; readonly after: Duration; readonly round: RoundToName }
  | { readonly kind: 'event'; readonly type: string; readonly within: Duration | null };

/** A currency of the document with its durations read and its defaults filled in. */
export interface Currency {
  readonly id: string;
  readonly decimals: number;
  readonly qualifying: boolean;
  readonly spendable: boolean;
  readonly pending: PendingTerms;
  readonly expiry: ExpiryTerms;
  readonly returns: 'only-pending' | 'within-balance' | 'unlimited';
  /** How far below zero a spend may go; 0 is not at all. */
  readonly overdraft: number;
  readonly caps: readonly { readonly key: string; readonly points: number; readonly per: Period }[];
  readonly transfer: boolean;
  readonly holdFor: Duration;
}

const QUARTER_HOUR: Duration = { months: 0, days: 0, ms: 900_000 };

/** Compiles one currency of a checked document. */
export function compileCurrency(id: string, document: CurrencyDocument): Currency {
  const qualifying = document.qualifying ?? false;
  return {
    id,
    decimals: document.decimals ?? 0,
    qualifying,
    spendable: document.spendable ?? !qualifying,
    pending: pendingTerms(document.pending),
    expiry: expiryTerms(document.expiry),
    returns: document.returns ?? 'within-balance',
    overdraft: document.overdraft?.limit ?? 0,
    caps: (document.caps ?? []).map(({ points, per }) => ({
      key: `cap:${id}:${per}`,
      points,
      per: per as Period,
    })),
    transfer: document.transfer ?? false,
    holdFor: document.hold ? duration(document.hold.for) : QUARTER_HOUR,
  };
}

function pendingTerms(pending: CurrencyDocument['pending']): PendingTerms {
  if (!pending) return { kind: 'none' };
  if ('for' in pending) {
    return { kind: 'time', after: duration(pending.for), round: pending.round ?? 'none' };
  }
  const within = pending.within ? duration(pending.within) : null;
  return { kind: 'event', type: pending.until, within };
}

function expiryTerms(expiry: CurrencyDocument['expiry']): ExpiryTerms {
  if (expiry === 'never') return { kind: 'never' };
  if ('rolling' in expiry) {
    return {
      kind: 'rolling',
      after: duration(expiry.rolling),
      round: expiry.round ?? 'end-of-day',
      from: expiry.from ?? 'earned',
    };
  }
  if ('calendar' in expiry) {
    const [month, day] = expiry.calendar.split('-').map(Number);
    return { kind: 'calendar', month: month ?? 12, day: day ?? 31, years: expiry.years ?? 0 };
  }
  return { kind: 'sliding', after: duration(expiry.sliding), round: expiry.round ?? 'end-of-day' };
}

function duration(text: string): Duration {
  const read = parseDuration(text);
  if (!read) throw new RangeError(`not a duration: ${text}`);
  return read;
}
