import type { Instant } from '../../../kernel/time.ts';
import { type Portrait, weekOf } from './portrait.ts';

/** The windows: 13 weeks with the one that has begun, and the 52 weeks before them. */
export const RECENT_WEEKS = 13;
export const BEFORE_WEEKS = 52;
/** What every category is given in each window, so that nothing is ever seen as impossible. */
const SMOOTHING = 0.5;
/** Beyond this many standard deviations a change is told as one: 5 in 100 by chance alone. */
const CLEAR = 1.96;

/** How much a member buys of a category now, and how that has changed. */
export interface Preference {
  readonly category: string;
  /** Purchases with the category and their money in it, in the recent window. */
  readonly purchases: number;
  readonly net: number;
  readonly browsed: number;
  /** Its part of all that was bought, by purchases: recently, and in the year before. */
  readonly share: number;
  readonly shareBefore: number;
  readonly drift: number;
  /** The change in standard deviations. */
  readonly z: number;
  readonly trend: 'rising' | 'falling' | 'steady';
}

/** What a member prefers, the most bought first, and how far that has moved in all. */
export interface Preferences {
  readonly categories: readonly Preference[];
  /** Half the sum of the changes of all shares: 0 nothing has changed, 1 everything. */
  readonly drift: number | null;
}

/**
 * Preferences by category with their drift. The share of a category is its part of all
 * purchase-category pairs of a window. Whether a change is more than chance is told by the log-odds
 * ratio with a Dirichlet prior, over its standard deviation (Monroe, Colaresi and Quinn: Fightin'
 * Words, Political Analysis 16(4), 2008, equations 16 to 22). The drift in all is the total
 * variation distance of the two windows.
 */
export function preferencesOf(portrait: Portrait, now: Instant): Preferences {
  const last = weekOf(now);
  const from = last - RECENT_WEEKS + 1;
  const recent = sumOf(portrait, from, last);
  const before = sumOf(portrait, from - BEFORE_WEEKS, from - 1);
  const names = [...new Set([...recent.purchases.keys(), ...before.purchases.keys()])];
  const prior = SMOOTHING * names.length;
  const categories = names.map((category): Preference => {
    const now = recent.purchases.get(category) ?? 0;
    const then = before.purchases.get(category) ?? 0;
    const share = part(now, recent.all);
    const shareBefore = part(then, before.all);
    const change = odds(now, recent.all, prior) - odds(then, before.all, prior);
    const z = change / Math.sqrt(1 / (now + SMOOTHING) + 1 / (then + SMOOTHING));
    return {
      category,
      purchases: now,
      net: recent.net.get(category) ?? 0,
      browsed: recent.browsed.get(category) ?? 0,
      share: rounded(share),
      shareBefore: rounded(shareBefore),
      drift: rounded(share - shareBefore),
      z: names.length < 2 ? 0 : rounded(z),
      trend: trendOf(names.length < 2 ? 0 : z),
    };
  });
  categories.sort((a, b) => b.share - a.share || b.shareBefore - a.shareBefore || order(a, b));
  const both = recent.all > 0 && before.all > 0;
  const moved = categories.reduce((sum, { drift }) => sum + Math.abs(drift), 0);
  return { categories, drift: both ? rounded(moved / 2) : null };
}

interface Window {
  readonly purchases: Map<string, number>;
  readonly net: Map<string, number>;
  readonly browsed: Map<string, number>;
  all: number;
}

function sumOf({ bought, browsed }: Portrait, from: number, to: number): Window {
  const sum: Window = { purchases: new Map(), net: new Map(), browsed: new Map(), all: 0 };
  for (let week = from; week <= to; week++) {
    for (const [category, [purchases, net]] of Object.entries(bought[week] ?? {})) {
      add(sum.purchases, category, purchases);
      add(sum.net, category, net);
      sum.all += purchases;
    }
    for (const [category, times] of Object.entries(browsed[week] ?? {})) {
      add(sum.browsed, category, times);
    }
  }
  return sum;
}

function add(sums: Map<string, number>, name: string, amount: number): void {
  sums.set(name, (sums.get(name) ?? 0) + amount);
}

function part(of: number, all: number): number {
  return all === 0 ? 0 : of / all;
}

function odds(of: number, all: number, prior: number): number {
  return Math.log((of + SMOOTHING) / (all - of + prior - SMOOTHING));
}

function trendOf(z: number): Preference['trend'] {
  if (z >= CLEAR) return 'rising';
  return z <= -CLEAR ? 'falling' : 'steady';
}

function rounded(value: number): number {
  return Math.round(value * 10_000) / 10_000;
}

function order(a: Preference, b: Preference): number {
  return a.category < b.category ? -1 : 1;
}
