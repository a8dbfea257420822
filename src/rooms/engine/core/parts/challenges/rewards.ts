import type { Assignment, ChallengeEffect, Reward, Slice } from '../../../../challenges/index.ts';
import type { Draft } from '../../draft.ts';
import { undoUpgrades } from '../../tiers.ts';
import { forgetGiven, type GivenUnderKeys, noteGiven } from '../given.ts';
import { takeBack } from '../take-back.ts';
import { countPayment, isCounted, uncountPayment } from './limits.ts';

type Progress = Extract<ChallengeEffect, { kind: 'progress' }>;

/** Promises what a challenge gives for what was reached, and takes back what no longer is. */
export function pay(draft: Draft, { challenge, rewards, takenBack }: Progress): void {
  for (const reward of takenBack) undo(draft, challenge, reward);
  for (const reward of rewards) promise(draft, challenge, reward);
}

function promise(draft: Draft, challenge: string, reward: Reward): void {
  const { key, grants } = reward;
  const refused = grants.length > 0 ? countPayment(draft, challenge, reward) : null;
  if (refused) {
    draft.effects.push({ room: 'challenges', kind: 'unpaid', challenge, key, reason: refused });
    return;
  }
  const about = { cause: causeOf(challenge), ...(reward.final ? {} : { key: keyOf(key) }) };
  for (const grant of grants) draft.promised.push({ grant, ...about });
  if (reward.final || !isCounted(reward)) return;
  const { given } = draft.state.slices;
  draft.setSlice('given', noteGiven(given, keyOf(key), ['times', challenge, draft.day]));
}

function undo(draft: Draft, challenge: string, reward: Reward): void {
  const given = takeBack(draft, keyOf(reward.key), causeOf(challenge));
  uncountPayment(draft, challenge, reward, given);
  const { purchase, current, state, tiers, at } = draft;
  const points = given.some(([kind]) => kind === 'points');
  if (points && purchase) undoUpgrades(current, state, tiers, purchase.happenedAt, at);
}

function causeOf(challenge: string): string {
  return `challenge:${challenge}`;
}

const KEYS = 'challenges ';

function keyOf(key: string): string {
  return KEYS + key;
}

/** What was given in rounds that no return can undo any more need not be remembered. */
export function givenStill(
  given: GivenUnderKeys | undefined,
  slice: Slice | undefined,
): GivenUnderKeys | undefined {
  if (!given) return given;
  const oldest = new Map<string, number>();
  for (const one of slice?.open ?? []) oldest.set(one.id, oldestRound(one));
  for (const one of slice?.closed ?? []) oldest.set(one.id, oldestRound(one));
  return forgetGiven(given, (key) => {
    if (!key.startsWith(KEYS)) return false;
    const end = key.lastIndexOf(':');
    const round = Number.parseInt(key.slice(end + 1), 10);
    return round < (oldest.get(key.slice(KEYS.length, end)) ?? Number.POSITIVE_INFINITY);
  });
}

/** The oldest round that returns of all remembered purchases together could undo. */
function oldestRound({ rounds, target, parts }: Assignment): number {
  let counted = 0;
  for (const { amount } of parts) counted += amount;
  return rounds - Math.floor(counted / target);
}
