import {
  asObject,
  KnownFields,
  type Loose,
  readInstant,
  readOptionalText,
  readText,
  refuseUnknown,
} from '../../../kernel/input/fields.ts';
import { type ProblemList, pointer, quoted } from '../../../kernel/input/problem-list.ts';
import type { Instant } from '../../../kernel/time.ts';

/** Kinds of things that a person leaves behind. */
const SIGNAL_KINDS = ['device', 'phone', 'card', 'address', 'payment', 'network'] as const;

type SignalKind = (typeof SIGNAL_KINDS)[number];

/** What a person left behind, by kind: as it was sent, and behind the intake's door as hashes. */
export type Signals = Readonly<Partial<Record<SignalKind, string>>>;

/** How a friend came: with whose code, from where, and what was left behind. */
export interface ReferralSaid {
  readonly code: string | null;
  /** When the link was opened. */
  readonly openedAt: Instant | null;
  /** Proof of a person, for the service that checks it; it goes no further than the intake. */
  readonly token: string | null;
  readonly signals: Signals;
}

/** What a reviewer says about a referral that is held. */
export interface ReferralReviewed {
  readonly referral: string;
  readonly decision: 'allow' | 'refuse';
  readonly reason: string;
}

const SAID_FIELDS = new KnownFields('code', 'openedAt', 'token', 'signals');
const CODE_FIELDS = new KnownFields('code');
const SIGNALS_FIELDS = new KnownFields('signals');
const REVIEW_FIELDS = new KnownFields('referral', 'decision', 'reason');
const KINDS = new KnownFields(...SIGNAL_KINDS);
/** Tokens of the usual services have up to two thousand characters. */
const TOKEN = /^[!-~]{1,4096}$/;

/** Reads how a friend came; `code` may be missing with an enrolment. */
export function readReferralSaid(
  out: ProblemList,
  from: Loose,
  path: string,
  codeNeeded: boolean,
): ReferralSaid {
  refuseUnknown(out, from, SAID_FIELDS, path);
  const opened = from.openedAt !== undefined && from.openedAt !== null;
  return {
    code: codeNeeded
      ? readText(out, from, 'code', path)
      : readOptionalText(out, from, 'code', path),
    openedAt: opened ? readInstant(out, from, 'openedAt', path) : null,
    token: readToken(out, from, path),
    signals: readSignals(out, from.signals, pointer(path, 'signals')),
  };
}

/** A code that the member chose; null lets the hub make one. */
export function readReferralCode(
  out: ProblemList,
  from: Loose,
  path: string,
): { readonly code: string | null } {
  refuseUnknown(out, from, CODE_FIELDS, path);
  return { code: readOptionalText(out, from, 'code', path) };
}

/** What somebody left behind at another moment, such as the account that paid. */
export function readReferralSignals(
  out: ProblemList,
  from: Loose,
  path: string,
): { readonly signals: Signals } {
  refuseUnknown(out, from, SIGNALS_FIELDS, path);
  return { signals: readSignals(out, from.signals, pointer(path, 'signals')) };
}

/** What a reviewer says. */
export function readReferralReviewed(
  out: ProblemList,
  from: Loose,
  path: string,
): ReferralReviewed {
  refuseUnknown(out, from, REVIEW_FIELDS, path);
  const { decision } = from;
  if (decision !== 'allow' && decision !== 'refuse') {
    const detail = `A review cannot say ${quoted(decision)}.`;
    out.add('review_decision', pointer(path, 'decision'), detail, 'Send allow or refuse.');
  }
  return {
    referral: readText(out, from, 'referral', path),
    decision: decision === 'allow' ? 'allow' : 'refuse',
    reason: readText(out, from, 'reason', path),
  };
}

function readToken(out: ProblemList, { token }: Loose, path: string): string | null {
  if (token === undefined || token === null) return null;
  if (typeof token === 'string' && TOKEN.test(token)) return token;
  const fix = 'Send the text that the widget gave, at most 4,096 characters.';
  out.add('token_unreadable', pointer(path, 'token'), 'This is no token.', fix);
  return null;
}

function readSignals(out: ProblemList, value: unknown, path: string): Signals {
  if (value === undefined || value === null) return {};
  const from = asObject(out, value, path);
  if (!from) return {};
  refuseUnknown(out, from, KINDS, path);
  const signals: Partial<Record<SignalKind, string>> = {};
  for (const kind of SIGNAL_KINDS) {
    const text = readOptionalText(out, from, kind, path);
    if (text !== null) signals[kind] = text;
  }
  return signals;
}
