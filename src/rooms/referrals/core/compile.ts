import { parseDecimal } from '../../../kernel/decimal.ts';
import { type Duration, parseDuration } from '../../../kernel/duration.ts';
import type { Period } from '../../../kernel/period.ts';
import type { Zone } from '../../../kernel/time.ts';
import type { Expressions, Grant } from '../../program/index.ts';
import { compileFraud, type FraudDocument } from './fraud/fraud-terms.ts';
import type { LimitDocument, ReachDocument, ReferralsDocument } from './section.ts';
import type { Payout, ReachLevel, ReferralLimit, ReferralTerms } from './terms.ts';

/** What compiling needs to know of the rest of the program. */
export interface ReferralContext {
  readonly version: number;
  readonly zone: Zone;
  readonly expressions: Expressions;
  /** Decimals of the program's money (ISO 4217). */
  readonly decimals: number;
}

/** Compiles a checked `referrals` section. */
export function compileReferrals(
  document: ReferralsDocument,
  { version, zone, expressions, decimals }: ReferralContext,
): ReferralTerms {
  const money = (text: string | undefined): number => parseDecimal(text ?? '0', decimals) as number;
  const payout = (what: Payout['what'], id: string, paid: PaidDocument): Payout => ({
    what,
    id,
    grants: paid.grants ?? [],
    cost: money(paid.cost),
  });
  const bool = (source: string | undefined) => (source ? expressions.bool(source) : null);
  const { qualify, friend, limits } = document;
  return {
    version,
    zone,
    link: document.link ?? null,
    advocateWhen: bool(document.advocate?.when),
    bindWithin: duration(document.bind?.within),
    qualifyWithin: duration(qualify.within) as Duration,
    least: money(qualify.least),
    purchaseWhen: bool(qualify.when),
    pendingFor: duration(qualify.pendingFor),
    welcome: friend?.welcome ? payout('welcome', '', friend.welcome) : null,
    qualified: friend?.qualified ? payout('qualified', '', friend.qualified) : null,
    reach: document.reach.map(
      (level): ReachLevel => ({
        id: level.id,
        at: 'at' in level ? level.at : null,
        when: 'when' in level ? bool(level.when) : null,
        payout: payout('reach', level.id, level),
      }),
    ),
    chain: (document.chain ?? [{ counts: 1 }]).map((link, index) => ({
      counts: link.counts,
      payout: link.grants ? payout('chain', String(index + 1), link) : null,
    })),
    progress: (document.progress ?? []).map((step) => ({
      id: step.id,
      at: step.at,
      payout: payout('step', step.id, step),
    })),
    onReturn: document.onReturn ?? 'clawback',
    perMember: (limits?.perMember ?? []).map((limit) => compileLimit(limit, money)),
    total: limits?.total
      ? { most: money(limits.total.cost), per: (limits.total.per ?? 'ever') as Period }
      : null,
    fraud: compileFraud(document.fraud as FraudDocument | undefined, {
      zone,
      perDay: expectations(document.reach),
    }),
  };
}

interface PaidDocument {
  readonly grants?: readonly Grant[];
  readonly cost?: string;
}

function duration(text: string | undefined): Duration | null {
  return text === undefined ? null : parseDuration(text);
}

function compileLimit(limit: LimitDocument, money: (text: string) => number): ReferralLimit {
  const per = limit.per as Period;
  return 'times' in limit
    ? { key: `referral:times:${per}`, counts: 'times', most: limit.times, per }
    : { key: `referral:cost:${per}`, counts: 'cost', most: money(limit.cost), per };
}

function expectations(reach: readonly ReachDocument[]): Map<string, number> {
  return new Map(reach.flatMap(({ id, perDay }) => (perDay === undefined ? [] : [[id, perDay]])));
}
