import { randomBody, withCheckDigit } from '../../codes/index.ts';
import { type CouponEffect, codeKey, type Elsewhere } from '../../coupons/index.ts';
import type { Fact } from '../../events/index.ts';
import { type CodeRow, loadCodes, saveCodes } from './coupon-codes-store.ts';
import type { Lookup, Rows } from './lookup.ts';

/** The key under which an event asks for random symbols and not for a row. */
const FRESH = '';
const NONE: readonly string[] = [];

/**
 * The codes of coupons. An unused code of a generated pool has no row: two members who bring it at
 * once both write one, and the second finds out at the commit and is decided again.
 */
export const couponCodes: Lookup = {
  name: 'coupons',
  room: 'coupons',
  asked: {
    by: [
      'purchase',
      'coupon.issue',
      'coupon.reserve',
      'coupon.redeem',
      'coupon.void',
      'coupon.transfer',
    ],
    keysOf(fact) {
      if (fact.type === 'coupon.issue') return [FRESH];
      const names = namesOf(fact);
      return names.length === 0 ? names : names.map(codeKey);
    },
    async load(client, keys, lock) {
      const codes = keys.filter((key) => key !== FRESH);
      return codes.length === 0 ? new Map() : loadCodes(client, codes, lock);
    },
    enrich(fact, rows) {
      if (fact.type === 'coupon.issue') return withFound(fact, { fresh: randomBody() });
      const codes: Record<string, Elsewhere> = {};
      for (const name of namesOf(fact)) {
        const key = codeKey(name);
        const row = rows.get(key) as CodeRow | undefined;
        if (row) codes[key] = elsewhere(row, fact.happenedAt);
      }
      return Object.keys(codes).length === 0 ? fact : withFound(fact, { codes });
    },
  },
  after(effect, _, rows) {
    const change = changeOf(effect as unknown as CouponEffect, rows);
    return change && new Map([change]);
  },
  save: saveCodes,
};

/** The names under which an event presents coupons. */
function namesOf({ type, data }: Fact): readonly string[] {
  if (type === 'purchase') {
    return (data as { coupons?: { names: readonly string[] | null } }).coupons?.names ?? NONE;
  }
  if (type === 'coupon.reserve' || type === 'coupon.redeem') {
    return (data as { coupons: readonly string[] | null }).coupons ?? [];
  }
  if (type === 'coupon.void' || type === 'coupon.transfer') {
    return [(data as { coupon: string }).coupon];
  }
  return [];
}

function withFound(fact: Fact, coupons: object): Fact {
  const data = fact.data as { found?: object };
  return { ...fact, data: { ...data, found: { ...data.found, coupons } } };
}

function elsewhere(row: CodeRow, at: number): Elsewhere {
  const { definition: of, program: version, coupon, until } = row;
  const over = row.standing === 'taken' && until !== null && until <= at;
  const standing = over ? 'free' : row.standing;
  return { of, version, standing, ...(coupon !== null && !over && { coupon }) };
}

/** What an effect changes of a code; null for nothing. */
function changeOf(effect: CouponEffect, rows: Rows): readonly [string, CodeRow] | null {
  const { coupon, kind } = effect;
  if (kind === 'coupon.issued') return codeOfIssued(effect);
  if (kind === 'coupon.sent') {
    const was = ownerBefore(coupon, rows);
    return [`was\n${was}`, { ...blank(effect.of), coupon: effect.as, was }];
  }
  const { code } = effect;
  if (code === undefined) return null;
  const known = (rows.get(code) as CodeRow | undefined) ?? blank(effect.of);
  if (kind === 'coupon.reserved') {
    return [code, { ...known, standing: 'taken', coupon, until: effect.until }];
  }
  const used = kind === 'coupon.redeemed';
  if (used) return [code, { ...known, standing: 'used', coupon, until: null }];
  if (kind === 'coupon.rolled_back' && !effect.givenBack) return null;
  const frees = kind === 'coupon.released' || kind === 'coupon.lapsed';
  if (!frees && kind !== 'coupon.rolled_back') return null;
  // A reservation that ended by itself is told late: another may have taken the code since.
  const loaded = rows.get(code) as CodeRow | undefined;
  if (loaded && loaded.coupon !== coupon) return null;
  const freed = loaded ? {} : { freed: coupon };
  return [code, { ...known, standing: 'free', coupon: null, until: null, ...freed }];
}

/** The coupon under which the code's row still stands: it may have moved on in this very batch. */
function ownerBefore(coupon: string, rows: Rows): string {
  for (const row of rows.values()) {
    const { was, coupon: now } = row as CodeRow;
    if (typeof was === 'string' && now === coupon) return was;
  }
  return coupon;
}

/** Each issued coupon without a public code has one of its own, which works in every channel. */
function codeOfIssued(
  effect: Extract<CouponEffect, { kind: 'coupon.issued' }>,
): readonly [string, CodeRow] | null {
  const { code, own, prefix, coupon, of, version } = effect;
  const made = own ? code : prefix === undefined ? null : withCheckDigit(prefix + randomBody());
  if (made === null) return null;
  return [made, { ...blank(of), known: false, program: version, standing: 'taken', coupon }];
}

/** A row that is not known here but exists: what the change does not name stays as it is. */
function blank(definition: string): CodeRow {
  const open = { coupon: null, until: null, was: null };
  return { definition, program: 0, pool: null, standing: 'taken', known: true, ...open };
}
