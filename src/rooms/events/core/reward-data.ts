import {
  KnownFields,
  type Loose,
  OPTIONAL_AMOUNT,
  POSITIVE_AMOUNT,
  readFlag,
  readInteger,
  readOptionalText,
  readText,
  refuseUnknown,
} from '../../../kernel/input/fields.ts';
import { type ProblemList, pointer, quoted } from '../../../kernel/input/problem-list.ts';
import type { FactData } from './fact.ts';
import { readReference } from './purchase-reference.ts';

const HOLD_FIELDS = new KnownFields('reward', 'basket', 'points');
const HOW_FIELDS = ['basket', 'paid', 'fulfil', 'purchase', 'receipt', 'operator'];
const REDEEM_FIELDS = new KnownFields(...HOLD_FIELDS.names, ...HOW_FIELDS);
const COMMIT_FIELDS = new KnownFields('redemption', ...HOW_FIELDS);
const VOID_FIELDS = new KnownFields('redemption');
const ROLLBACK_FIELDS = new KnownFields('redemption', 'restock', 'operator', 'reason');
const FULFIL_FIELDS = new KnownFields('redemption', 'to', 'operator');
const DRAWN_FIELDS = new KnownFields('redemption', 'won');

/** How a reward may reach the member. */
export const REWARD_WAYS = ['at-once', 'on-use', 'collect', 'ship'] as const;
/** States into which a redemption that is spent can be carried on. */
export const FULFILMENT_STATES = ['to-collect', 'shipped', 'used'] as const;

/** How a reward may reach the member. */
export type RewardWay = (typeof REWARD_WAYS)[number];
/** States into which a redemption that is spent can be carried on. */
export type FulfilmentState = (typeof FULFILMENT_STATES)[number];

/** A reward to be set aside; `basket` is what the member still has to pay, smallest unit. */
export function readRewardHold(
  out: ProblemList,
  from: Loose,
  path: string,
  fields: KnownFields = HOLD_FIELDS,
): FactData['reward.hold'] {
  refuseUnknown(out, from, fields, path);
  return {
    reward: readText(out, from, 'reward', path),
    basket: readBasket(out, from, path),
    points: isAbsent(from.points) ? null : readInteger(out, from, 'points', path, POSITIVE_AMOUNT),
  };
}

/** A reward that is set aside and spent in one event. */
export function readRewardRedeem(
  out: ProblemList,
  from: Loose,
  path: string,
  source: string,
): FactData['reward.redeem'] {
  const held = readRewardHold(out, from, path, REDEEM_FIELDS);
  return { ...held, ...readSpending(out, from, path, source) };
}

/** A redemption that is spent, with what the basket costs now and what was paid besides. */
export function readRewardCommit(
  out: ProblemList,
  from: Loose,
  path: string,
  source: string,
): FactData['reward.commit'] {
  refuseUnknown(out, from, COMMIT_FIELDS, path);
  return {
    redemption: readText(out, from, 'redemption', path),
    basket: readBasket(out, from, path),
    ...readSpending(out, from, path, source),
  };
}

function readSpending(out: ProblemList, from: Loose, path: string, source: string) {
  return {
    paid: readInteger(out, from, 'paid', path, OPTIONAL_AMOUNT),
    fulfil: isAbsent(from.fulfil) ? null : readOneOf(out, from, 'fulfil', path, REWARD_WAYS),
    purchase: readReference(out, from, path, source),
    operator: readOptionalText(out, from, 'operator', path),
  };
}

/** A redemption that is let go. */
export function readRewardVoid(
  out: ProblemList,
  from: Loose,
  path: string,
): FactData['reward.void'] {
  refuseUnknown(out, from, VOID_FIELDS, path);
  return { redemption: readText(out, from, 'redemption', path) };
}

/** A spent redemption that is taken back. */
export function readRewardRollback(
  out: ProblemList,
  from: Loose,
  path: string,
): FactData['reward.rollback'] {
  refuseUnknown(out, from, ROLLBACK_FIELDS, path);
  return {
    redemption: readText(out, from, 'redemption', path),
    restock: readFlag(out, from, 'restock', path),
    operator: readOptionalText(out, from, 'operator', path),
    reason: readOptionalText(out, from, 'reason', path),
  };
}

/** How far a spent redemption has come. */
export function readRewardFulfil(
  out: ProblemList,
  from: Loose,
  path: string,
): FactData['reward.fulfil'] {
  refuseUnknown(out, from, FULFIL_FIELDS, path);
  return {
    redemption: readText(out, from, 'redemption', path),
    to: readOneOf(out, from, 'to', path, FULFILMENT_STATES),
    operator: readOptionalText(out, from, 'operator', path),
  };
}

/** How the draw went for an entry. */
export function readRewardDrawn(
  out: ProblemList,
  from: Loose,
  path: string,
): FactData['reward.drawn'] {
  refuseUnknown(out, from, DRAWN_FIELDS, path);
  return {
    redemption: readText(out, from, 'redemption', path),
    won: readFlag(out, from, 'won', path),
  };
}

function readBasket(out: ProblemList, from: Loose, path: string): number | null {
  return isAbsent(from.basket) ? null : readInteger(out, from, 'basket', path, OPTIONAL_AMOUNT);
}

function isAbsent(value: unknown): boolean {
  return value === undefined || value === null;
}

/** One of some words; the first of them after a problem. */
function readOneOf<Word extends string>(
  out: ProblemList,
  from: Loose,
  key: string,
  path: string,
  words: readonly [Word, ...Word[]],
): Word {
  const before = out.problems.length;
  const text = readText(out, from, key, path);
  const word = words.find((one) => one === text);
  if (word !== undefined) return word;
  if (out.problems.length === before) {
    const detail = `${quoted(text)} is not known here.`;
    out.add('word_unknown', pointer(path, key), detail, `Use one of: ${words.join(', ')}.`);
  }
  return words[0];
}
