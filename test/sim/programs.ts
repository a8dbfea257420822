import type { Random } from '../../demo/random.ts';
import type { Raffle } from './raffles.ts';
import {
  BENEFITS,
  type BenefitText,
  CHALLENGE,
  COUPON,
  GIFT,
  type LeavingText,
  REFERRALS,
  REWARDS,
  type RewardText,
} from './rooms.ts';
import { type SceneText, sceneText } from './touches.ts';

/** One currency as the simulated programs write it. */
export interface CurrencyText {
  expiry:
    | 'never'
    | { rolling: string; round: 'none' | 'end-of-day' | 'end-of-month'; from?: 'activated' }
    | { calendar: string }
    | { sliding: string; round: 'end-of-day' };
  pending?: { for: string; round: 'none' | 'end-of-day' } | { until: string; within: string };
  returns: 'only-pending' | 'within-balance' | 'unlimited';
  qualifying?: boolean;
  spendable?: boolean;
  overdraft?: { limit: number };
  caps?: { points: number; per: 'P1M' }[];
  transfer?: boolean;
  hold?: { for: string };
}

/** One earning rule as the simulated programs write it. */
export interface RuleText {
  id: string;
  on: string;
  lane: 'base' | 'bonus';
  channels?: string[];
  /** The one scene. */
  when?: 'scene("app-then-till")';
  earn?: {
    points: string;
    per?: { spend: string; of: 'line.net' | 'line.gross' | 'basket.net' };
    amount?: number;
    each?: 'event' | 'piece';
    round?: 'down' | 'up' | 'half-up';
  };
  multiply?: { by: string; points: string };
  limits?: { perMember: ({ points: number; per: 'P1M' } | { times: number; per: 'P1W' })[] };
  budget?:
    | { use: string; whenShort: 'partial' }
    | { points: number; whenShort: 'refuse' | 'partial' | 'stop' };
  onReturn?: 'all' | 'keep' | 'proportional';
}

/** A program of the simulator: the part of the language that the model understands. */
export interface ProgramText {
  program: string;
  timezone: string;
  currency: string;
  points: Record<string, CurrencyText>;
  tiers: unknown[];
  lanes: { id: 'base' | 'bonus'; choose: 'all' | 'best' }[];
  budgets: { id: string; points: number; per: 'P1M' }[];
  scenes: SceneText[];
  earning: RuleText[];
  rewards: RewardText[];
  benefits: BenefitText[];
  coupons: (typeof COUPON | typeof GIFT)[];
  challenges: (typeof CHALLENGE)[];
  referrals: unknown;
  leaving: LeavingText;
  intake: Record<string, string>;
}

/** Zones with a clock that changes, one of them at midnight. */
export const ZONES = ['Asia/Shanghai', 'Europe/Berlin', 'Africa/Cairo', 'America/St_Johns'];

/** The levels of the one tier set, by growth points earned. */
export const LEVELS = [
  { id: 'member', at: 0 },
  { id: 'silver', at: 150 },
  { id: 'gold', at: 600 },
  { id: 'diamond', at: 2500 },
];

/** The shared budget of the bonus rule, a month: small, so that it runs short. */
export const POT_POINTS = 3_000;
const VISIT_POINTS = 600;

/** Draws a program; versions of one seed share what may not change under open points. */
export function drawProgram(
  random: Random,
  timezone: string,
  raffles: readonly Raffle[],
): ProgramText {
  return {
    program: 'sim',
    timezone,
    currency: 'EUR',
    points: drawCurrencies(random),
    tiers: [
      {
        set: 'status',
        measure: { points: 'growth' },
        downgrade: { policy: 'none' },
        levels: LEVELS,
      },
    ],
    lanes: [
      { id: 'base', choose: 'all' },
      { id: 'bonus', choose: oneOf(random, ['all', 'best'] as const) },
    ],
    budgets: [{ id: 'pot', points: POT_POINTS, per: 'P1M' }],
    earning: drawRules(random),
    scenes: [sceneText(oneOf(random, ['PT6H', 'PT18H', 'PT36H']))],
    rewards: [...REWARDS, ...raffles.map(({ text }) => text)],
    benefits: BENEFITS,
    coupons: [COUPON, GIFT],
    challenges: [CHALLENGE],
    referrals: referrals(),
    leaving: drawLeaving(random),
    intake: {
      acceptWithin: 'P45D',
      returnWithin: 'P30D',
      claimWithin: 'P10D',
      parkFor: 'P7D',
      clockAhead: 'PT10M',
    },
  };
}

function drawCurrencies(random: Random): Record<string, CurrencyText> {
  const returns = () => oneOf(random, ['only-pending', 'within-balance', 'unlimited'] as const);
  const round = () => oneOf(random, ['none', 'end-of-day', 'end-of-month'] as const);
  return {
    star: {
      pending: { for: `P${random.between(2, 7)}D`, round: oneOf(random, ['none', 'end-of-day']) },
      expiry: { rolling: `P${random.between(1, 2)}M`, round: round() },
      returns: returns(),
      caps: [{ points: random.between(500, 3_000), per: 'P1M' }],
      transfer: true,
      hold: { for: 'PT30M' },
    },
    coin: {
      expiry: { rolling: `P${random.between(5, 40)}D`, round: round() },
      returns: returns(),
      ...(random.chance(0.6) ? { overdraft: { limit: random.between(1, 300) } } : {}),
      transfer: true,
      hold: { for: 'P2D' },
    },
    spark: {
      pending: { until: 'delivered', within: `P${random.between(3, 10)}D` },
      expiry: { rolling: 'P20D', round: round(), from: 'activated' },
      returns: returns(),
    },
    slide: { expiry: { sliding: 'P15D', round: 'end-of-day' }, returns: 'within-balance' },
    year: { expiry: { calendar: '03-31' }, returns: returns(), transfer: true },
    growth: { qualifying: true, spendable: false, expiry: 'never', returns: 'unlimited' },
  };
}

function drawRules(random: Random): RuleText[] {
  const round = () => oneOf(random, ['down', 'up', 'half-up'] as const);
  const per = (points: string, of: 'line.net' | 'line.gross' | 'basket.net') => ({
    points,
    per: { spend: oneOf(random, ['1.00', '0.70', '3.00']), of },
    amount: random.between(1, 3),
    round: round(),
  });
  const base = { on: 'purchase', lane: 'base' } as const;
  const short = oneOf(random, ['refuse', 'partial', 'stop'] as const);
  return [
    { id: 'star-line', ...base, earn: per('star', 'line.net') },
    { id: 'coin-basket', ...base, earn: per('coin', 'basket.net') },
    { id: 'growth-basket', ...base, earn: per('growth', 'basket.net') },
    { id: 'slide-gross', ...base, earn: per('slide', 'line.gross'), channels: ['store'] },
    { id: 'spark-app', ...base, earn: { points: 'spark', amount: 40 }, channels: ['app'] },
    { id: 'year-piece', ...base, earn: { points: 'year', amount: 3, each: 'piece' } },
    { id: 'all-back', ...base, earn: { points: 'coin', amount: 25 }, onReturn: 'all' },
    { id: 'to-keep', ...base, earn: { points: 'star', amount: 5 }, onReturn: 'keep' },
    {
      id: 'scene-coin',
      ...base,
      when: 'scene("app-then-till")',
      earn: { points: 'coin', amount: 7 },
    },
    {
      id: 'double-app',
      on: 'purchase',
      lane: 'bonus',
      channels: ['app'],
      multiply: { by: oneOf(random, ['2/1', '3/2']), points: 'star' },
      limits: { perMember: [{ points: random.between(100, 400), per: 'P1M' }] },
      budget: { use: 'pot', whenShort: 'partial' },
    },
    {
      id: 'more-coin',
      on: 'purchase',
      lane: 'bonus',
      channels: ['app', 'web'],
      multiply: { by: '5/3', points: 'coin' },
    },
    {
      id: 'visit-star',
      on: 'visit',
      lane: 'base',
      earn: { points: 'star', amount: 20 },
      limits: { perMember: [{ times: 2, per: 'P1W' }] },
      budget: { points: VISIT_POINTS, whenShort: short },
    },
  ];
}

/** What is given for a step of the bar is written as other grants are. */
function referrals(): unknown {
  const progress = REFERRALS.progress.map(({ points, tag, ...step }) => {
    return { ...step, grants: [...points, { tag }] };
  });
  return { ...REFERRALS, progress };
}

/** At once or after a while; points are lost, donated, or become coupons. */
function drawLeaving(random: Random): LeavingText {
  const rest = oneOf(random, ['forfeit', { donate: 'school' }] as const);
  const school = { donate: 'school' };
  return {
    ...(random.chance(0.6) ? { wait: oneOf(random, ['PT9H', 'P2D']) } : {}),
    points: {
      star: { payout: 'gift', per: random.between(10, 60), most: 3, rest },
      coin: oneOf(random, ['forfeit', school] as const),
      ...{ spark: 'forfeit', slide: school, year: 'forfeit', growth: 'forfeit' },
    },
    pending: oneOf(random, ['same', 'forfeit'] as const),
    coupons: oneOf(random, ['forfeit', 'honour'] as const),
    tier: oneOf(random, ['ends', { keepFor: 'P12D' }] as const),
    open: 'void',
    confirm: [],
  };
}

/** One of a few, each as likely. */
export function oneOf<const T>(random: Random, list: readonly T[]): T {
  return list[random.below(list.length)] as T;
}
