import type { Instant } from '../../../kernel/time.ts';
import { upperCase } from './alphabet.ts';
import { decodeBase32, encodeBase32 } from './base32.ts';
import { type CouponValue, readAmount, readValue, writeValue } from './coupon-value.ts';
import { type Refused, refuse } from './refused.ts';

/** The first three characters of every signed coupon of this version. */
export const COUPON_TAG = 'HS1';

/** What a signed coupon says. */
export interface SignedCoupon {
  /** Which key signed: 1 to 8 digits and capitals. */
  readonly key: string;
  /** Its code, by which every channel knows it: 1 to 40 digits, capitals and hyphens. */
  readonly coupon: string;
  /** The id of its definition in the program document. */
  readonly definition: string;
  /** The member who may use it; `null`: whoever brings it. */
  readonly memberId: number | null;
  /** It holds while `from <= now < until`; whole seconds. */
  readonly from: Instant;
  readonly until: Instant;
  /**
   * Whether it is for some goods only, or under a condition: then nobody can price it without its
   * definition. `false`: it is for everything in the basket.
   */
  readonly selective: boolean;
  /** What must be to pay at least of what it is for, in the smallest unit; 0 for any. */
  readonly minimum: number;
  readonly value: CouponValue;
}

/** A coupon as it was read, before its signature has been looked at. */
export interface UnverifiedCoupon {
  readonly coupon: SignedCoupon;
  /** The bytes that were signed. */
  readonly signed: Uint8Array<ArrayBuffer>;
  /** 64 bytes. */
  readonly signature: Uint8Array<ArrayBuffer>;
}

const FIELDS = 11;
const SIGNATURE_BYTES = 64;
const SECOND_MS = 1000;
const KEY = /^[0-9A-Z]{1,8}$/;
const COUPON = /^[0-9A-Z-]{1,40}$/;
const DEFINITION = /^[A-Z][0-9A-Z-]{0,39}$/;
const HOLDER = /^(?:B|M([1-9][0-9]{0,15}))$/;
/** 9999-12-31T23:59:59Z. */
const SECONDS_MAX = 253_402_300_799;

/**
 * The text that is signed: every field of a coupon in its only spelling, with dots between them.
 * Part of a second is cut so that the coupon never holds longer than it should.
 */
export function writeSignedPart(coupon: SignedCoupon): string {
  return [
    COUPON_TAG,
    coupon.key,
    coupon.coupon,
    upperCase(coupon.definition),
    coupon.memberId === null ? 'B' : `M${coupon.memberId}`,
    Math.ceil(coupon.from / SECOND_MS),
    Math.floor(coupon.until / SECOND_MS),
    coupon.selective ? 'S' : 'A',
    coupon.minimum,
    writeValue(coupon.value),
  ].join('.');
}

/** The whole text of a coupon. */
export function writeCoupon(signedPart: string, signature: Uint8Array): string {
  return `${signedPart}.${encodeBase32(signature)}`;
}

/** Takes a coupon apart. Nothing of it may be believed before the signature was verified. */
export function readCoupon(text: string): UnverifiedCoupon | Refused {
  const fields = upperCase(text.trim()).split('.');
  const coupon = fields.length === FIELDS ? readFields(fields) : null;
  const signature = decodeBase32(fields[FIELDS - 1] ?? '');
  if (coupon === null || signature?.length !== SIGNATURE_BYTES) {
    const detail = 'This is no signed coupon, or a part of it is missing.';
    return refuse('code_unreadable', detail, 'Scan the coupon again.');
  }
  return { coupon, signed: asciiBytes(fields.slice(0, -1).join('.')), signature };
}

function readFields(fields: readonly string[]): SignedCoupon | null {
  const [tag, key = '', coupon = '', definition = '', holder = ''] = fields;
  const owner = HOLDER.exec(holder);
  const memberId = owner?.[1] === undefined ? null : Number(owner[1]);
  const [from, until] = fields.slice(5, 7).map(readAmount);
  const scope = fields[7];
  const minimum = readAmount(fields[8]);
  const value = readValue(fields[9] ?? '');
  if (tag !== COUPON_TAG || !KEY.test(key) || !COUPON.test(coupon)) return null;
  if (!DEFINITION.test(definition) || owner === null || value === null) return null;
  if (memberId !== null && !Number.isSafeInteger(memberId)) return null;
  if (!isSeconds(from) || !isSeconds(until) || !(from < until)) return null;
  if (minimum === null || (scope !== 'A' && scope !== 'S')) return null;
  return {
    key,
    coupon,
    definition: definition.toLowerCase(),
    memberId,
    from: from * SECOND_MS,
    until: until * SECOND_MS,
    selective: scope === 'S',
    minimum,
    value,
  };
}

function isSeconds(value: number | null | undefined): value is number {
  return typeof value === 'number' && value <= SECONDS_MAX;
}

/** The bytes of a text that has only ASCII characters. */
export function asciiBytes(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(text, (character) => character.charCodeAt(0));
}
