import { scale } from '../../../kernel/integer.ts';
import type { Problem } from '../../../kernel/problem.ts';
import { obstacles, type Standing } from './obstacles.ts';
import type { Catalogue, Reward } from './reward.ts';

/** Of the points that are needed, in tenths of a per mille: from here on it is nearly there. */
const NEARLY = 8_000;
const ALL = 10_000;

/** One reward as a member sees it. */
export interface Redeemable {
  readonly reward: string;
  readonly state: 'now' | 'nearly' | 'not-yet';
  /** Points that it takes; of an exchange, the smallest step. */
  readonly points: number;
  readonly currency: string;
  /** Points that are missing. */
  readonly short: number;
  /** Why it cannot be had now, apart from points that are missing. */
  readonly missing: readonly Problem[];
}

/**
 * The catalogue for one member: what can be had now (the dearest first), what is nearly there
 * (only points are missing, at most a fifth; the nearest first), and the others with everything
 * that is missing, the fewest reasons first. What is over for good is left out.
 */
export function redeemable({ rewards }: Catalogue, standing: Standing): Redeemable[] {
  const seen: Seen[] = [];
  for (const reward of rewards.values()) {
    const one = look(reward, standing);
    if (!one.shown.missing.some((problem) => problem.code === 'reward_over')) seen.push(one);
  }
  // Sorting is stable: what is alike stays in the order of the document.
  return seen.sort(byUse).map((one) => one.shown);
}

interface Seen {
  readonly shown: Redeemable;
  readonly reached: number;
}

function look(reward: Reward, standing: Standing): Seen {
  const { price } = reward;
  const points = price.kind === 'fixed' ? price.points : price.step.points;
  const balance = standing.facts.member.balance(price.currency);
  const short = Math.max(0, points - balance);
  const missing = obstacles(reward, standing);
  const reached = short === 0 ? ALL : scale(Math.max(0, balance), ALL, points, 'down');
  const state = stateOf(missing.length, reached);
  const shown = { reward: reward.id, points, currency: price.currency, short, missing };
  return { shown: { ...shown, state }, reached };
}

function stateOf(obstacles: number, reached: number): Redeemable['state'] {
  if (obstacles > 0 || reached < NEARLY) return 'not-yet';
  return reached < ALL ? 'nearly' : 'now';
}

const ORDER = { now: 0, nearly: 1, 'not-yet': 2 } as const;

function byUse(a: Seen, b: Seen): number {
  const state = ORDER[a.shown.state] - ORDER[b.shown.state];
  if (state !== 0) return state;
  if (a.shown.state === 'now') return b.shown.points - a.shown.points;
  return a.shown.missing.length - b.shown.missing.length || b.reached - a.reached;
}
