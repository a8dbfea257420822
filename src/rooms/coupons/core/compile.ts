import { type Duration, parseDuration } from '../../../kernel/duration.ts';
import type { Period } from '../../../kernel/period.ts';
import { parseDay, Zone } from '../../../kernel/time.ts';
import { currencyDecimals, type Expressions, type ProgramDocument } from '../../program/index.ts';
import { codeKey } from './code-key.ts';
import type {
  Coupon,
  CouponBook,
  CouponBudget,
  CouponLane,
  CouponLimit,
  Validity,
} from './coupon.ts';
import { compileLines } from './lines.ts';
import { compileQuestions } from './questions.ts';
import type { CampaignDocument, CouponDocument } from './section.ts';
import { kindOf } from './values/catalogue.ts';
import { amountOf } from './values/money.ts';

/** The lane there is when the document names none: coupons compete, the best one counts. */
export const ONLY_LANE: CouponLane = { id: 'coupons', choose: 'best' };

/** How long a coupon stays reserved when the document does not say. */
const HALF_AN_HOUR: Duration = { months: 0, days: 0, ms: 1_800_000 };

interface Compiling {
  readonly expressions: Expressions;
  readonly zone: Zone;
  readonly decimals: number;
  readonly version: number;
}

/** Compiles the coupons of a checked document, the `version` of the program. */
export function compileCoupons(
  document: ProgramDocument,
  expressions: Expressions,
  version: number,
): CouponBook {
  const zone = new Zone(document.timezone);
  const decimals = currencyDecimals(document.currency) ?? 2;
  const context = { expressions, zone, decimals, version };
  const lanes = (document.couponLanes ?? [ONLY_LANE]) as CouponLane[];
  const campaigns = new Map(
    ((document.campaigns ?? []) as CampaignDocument[]).map((one) => [one.id, one]),
  );
  const coupons = new Map<string, Coupon>();
  const byCode = new Map<string, Coupon[]>();
  for (const [order, one] of ((document.coupons ?? []) as CouponDocument[]).entries()) {
    const campaign = one.campaign === undefined ? undefined : campaigns.get(one.campaign);
    const coupon = compileCoupon(one, campaign, order, lanes[0]!.id, context);
    coupons.set(coupon.id, coupon);
    if (coupon.code === null) continue;
    const key = codeKey(coupon.code);
    const others = byCode.get(key);
    if (others) others.push(coupon);
    else byCode.set(key, [coupon]);
  }
  return { version, coupons, byCode, lanes, zone };
}

function compileCoupon(
  document: CouponDocument,
  campaign: CampaignDocument | undefined,
  order: number,
  lane: string,
  context: Compiling,
): Coupon {
  const { id, codes, minimum, limits } = document;
  const { decimals } = context;
  const kind = kindOf(document.take);
  return {
    id,
    version: context.version,
    name: nameOf(document),
    lane: document.lane ?? lane,
    order,
    campaign: campaign?.id ?? null,
    code: document.code ?? null,
    codes: codes ? { kind: codes.kind, prefix: codes.prefix ?? '' } : null,
    issuedOnly: isIssuedOnly(document, campaign),
    valid: compileValidity(document.valid, campaign?.valid, context.zone),
    questions: [campaign, document].flatMap((one) =>
      one ? compileQuestions(one, context.expressions) : [],
    ),
    lines: compileLines(document.for, kind.gift?.(document.take) ?? null, context.expressions),
    forSome: document.for !== undefined,
    minimum: { net: amountOf(minimum?.net, decimals, 0), pieces: minimum?.pieces ?? 0 },
    take: kind.prepare(document.take, { decimals }),
    perBasket: limits?.perBasket ?? 1,
    perMember: (limits?.perMember ?? []).map((limit) => compileLimit(id, 'member', limit)),
    total: (limits?.total ?? []).map((limit) => compileLimit(id, 'total', limit)),
    stock: document.stock ?? null,
    budgets: [
      ...compileBudget(campaign?.budget, `campaign:${campaign?.id}`, decimals),
      ...compileBudget(document.budget, `coupon:${id}`, decimals),
    ],
    paidBy: document.paidBy ?? campaign?.paidBy ?? [],
    transfer: document.transfer ?? false,
    reserve: (document.reserve && parseDuration(document.reserve)) || HALF_AN_HOUR,
    onReturn: document.onReturn ?? 'give-back',
    stopped: document.stopped ?? false,
  };
}

function nameOf({ id, name }: CouponDocument): string {
  if (name === undefined) return id;
  return typeof name === 'string' ? name : name.en;
}

/**
 * A coupon with codes of its own is used by whoever holds one; one without any code and without
 * members who may have it can only be issued.
 */
function isIssuedOnly(document: CouponDocument, campaign: CampaignDocument | undefined): boolean {
  const { code, codes, members } = document;
  if (members === 'issued' || codes !== undefined) return true;
  return code === undefined && members === undefined && campaign?.members === undefined;
}

/** A coupon of a campaign holds at most as long as the campaign. */
function compileValidity(
  own: CouponDocument['valid'],
  campaign: CampaignDocument['valid'],
  zone: Zone,
): Validity {
  const starts = [fromOf(own), campaign?.from].flatMap((text) => dayOf(text));
  const ends = [own?.to, campaign?.to].flatMap((text) => dayOf(text));
  return {
    from: starts.length > 0 ? zone.startOf(Math.max(...starts)) : Number.MIN_SAFE_INTEGER,
    until: ends.length > 0 ? zone.endOf(Math.min(...ends)) : null,
    sinceIssue: own && 'for' in own ? parseDuration(own.for) : null,
  };
}

function fromOf(valid: CouponDocument['valid']): string | undefined {
  return valid && 'from' in valid ? valid.from : undefined;
}

function dayOf(text: string | undefined): number[] {
  const day = text === undefined ? null : parseDay(text);
  return day === null ? [] : [day];
}

function compileLimit(
  id: string,
  what: 'member' | 'total',
  { times, per }: { times: number; per: string },
): CouponLimit {
  return { key: `coupon:${id}:${what}:${per}`, times, per: per as Period };
}

function compileBudget(
  budget: CouponDocument['budget'],
  id: string,
  decimals: number,
): CouponBudget[] {
  if (!budget) return [];
  const { money, per, whenShort } = budget;
  return [
    {
      id,
      money: amountOf(money, decimals, 0),
      per: (per as Period | undefined) ?? 'ever',
      whenShort: whenShort ?? 'refuse',
    },
  ];
}
