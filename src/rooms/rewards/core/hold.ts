import type { Day, Instant } from '../../../kernel/time.ts';
import { obstacles, pointsLeft, type Standing, unitsFor } from './obstacles.ts';
import { after } from './promised-time.ts';
import { type Quote, quote } from './quote.ts';
import {
  type Counted,
  type HeldEffect,
  no,
  OPEN_REDEMPTIONS,
  type Redemption,
  type Redemptions,
  type RewardStep,
} from './redemption.ts';
import type { Catalogue, Reward } from './reward.ts';

/** What is asked for; `id` is derived from the event. */
export interface Wanted {
  readonly id: string;
  readonly reward: string;
  /** What the member still has to pay, smallest unit; null when there is no basket. */
  readonly basket: number | null;
  /** At most so many points, when points pay; null for as many as may. */
  readonly points: number | null;
}

/**
 * Sets a reward aside: its points, and its unit of stock, until the hold ends. A reward that is
 * drawn is entered instead. The engine counts limits and stock by the effect, and holds the points.
 */
export function hold(
  { zone, rewards }: Catalogue,
  state: Redemptions,
  wanted: Wanted,
  standing: Standing,
): RewardStep {
  const reward = rewards.get(wanted.reward);
  if (!reward) return unknown(wanted.reward);
  if ((state?.length ?? 0) >= OPEN_REDEMPTIONS) return tooMany(OPEN_REDEMPTIONS);
  const [obstacle] = obstacles(reward, standing);
  if (obstacle) return { refusal: obstacle };
  const balance = standing.facts.member.balance(reward.price.currency);
  const points = Math.min(balance, pointsLeft(reward, standing));
  const price = quote(reward.price, { basket: wanted.basket, wanted: wanted.points, points });
  if ('code' in price) return { refusal: price };
  const { at } = standing.facts;
  const until = reward.draw?.drawnBy ?? zone.plus(at, reward.holdFor);
  const held = promise(reward, wanted.id, standing, price, until);
  return {
    state: [...(state ?? []), held],
    effects: [effectOf(held, reward, price, zone, until)],
    grants: [],
  };
}

/** What is promised, kept with the redemption. */
function promise(
  reward: Reward,
  id: string,
  standing: Standing,
  { points, money, off }: Quote,
  until: Instant,
): Redemption {
  const { facts, store } = standing;
  const units = unitsFor(reward, standing);
  return {
    id,
    reward: reward.id,
    kind: reward.kind,
    state: reward.draw ? 'entered' : 'held',
    currency: reward.price.currency,
    points,
    heldAt: facts.at,
    until,
    fulfil: reward.fulfil,
    ...(money > 0 ? { money } : {}),
    ...(off > 0 ? { off, price: reward.price } : {}),
    ...(store === null ? {} : { store }),
    ...(reward.gives.length > 0 ? { gives: reward.gives } : {}),
    ...(units.length > 0 ? { stock: units } : {}),
    ...(reward.limits.length > 0 ? { counted: countedFor(reward, points, facts.day) } : {}),
    ...(reward.collectWithin === null ? {} : { collectWithin: reward.collectWithin }),
    ...(reward.rollback === null ? {} : { rollback: reward.rollback }),
    ...(reward.draw === null ? {} : { claim: reward.draw.claim }),
  };
}

/** What the limits of the member count for it: itself, or its points. */
function countedFor({ limits }: Reward, points: number, day: Day): Counted[] {
  return limits.map(({ key, counts }) => [key, day, counts === 'points' ? points : 1]);
}

function effectOf(
  held: Redemption,
  { draw }: Reward,
  { points, money, off }: Quote,
  zone: Catalogue['zone'],
  until: Instant,
): HeldEffect {
  const { id, reward, currency, heldAt: at } = held;
  const about = { id, reward, at, currency, points, money, off };
  if (draw === null) return { kind: 'held', ...about, until, stock: held.stock ?? [] };
  // The points stay set aside while a winner may still take the prize.
  return {
    kind: 'entered',
    ...about,
    until: after(zone, until, draw.claim),
    stock: [],
    draw: draw.seal,
  };
}

function unknown(id: string): RewardStep {
  return no(
    'reward_unknown',
    '/data/reward',
    `There is no reward "${id}".`,
    'Choose one of the catalogue.',
  );
}

function tooMany(open: number): RewardStep {
  return no(
    'redemptions_too_many',
    '',
    `The member has ${open} open redemptions.`,
    'Void some, or wait until older ones can no longer be rolled back.',
  );
}
