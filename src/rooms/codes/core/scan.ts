import { upperCase } from './alphabet.ts';
import { type CardPayload, readCard } from './card-payload.ts';
import { readCode } from './code-text.ts';
import { type Refused, refuse } from './refused.ts';
import { readCoupon, type UnverifiedCoupon } from './signed-coupon.ts';

/** What was scanned or typed. A `code` may be a coupon, a referral, or the number of a card. */
export type Scan =
  | { readonly kind: 'card'; readonly card: CardPayload }
  | { readonly kind: 'coupon'; readonly unverified: UnverifiedCoupon }
  | { readonly kind: 'code'; readonly code: string };

/** Characters of the longest text that is looked at. */
const SCAN_CHARACTERS_MAX = 500;

/** `https://shop.example/h/CONTENT`: what a phone's camera opens, and a till reads. */
const LINK = /^https?:\/\/[^/?#]+\/(?:[^?#]*\/)?h\/([^/?#]+)/i;

/** Tells from the first characters what a QR code, a barcode or a clerk gives, and reads it. */
export function readScan(text: string): Scan | Refused {
  if (text.length > SCAN_CHARACTERS_MAX) {
    return refuse('code_unreadable', 'The text is too long for a code.', 'Scan the code again.');
  }
  const trimmed = text.trim();
  const content = LINK.exec(trimmed)?.[1] ?? trimmed;
  const tag = /^(H[A-Z][0-9]+)\./.exec(upperCase(content))?.[1];
  if (tag === undefined) {
    const read = readCode(content);
    return 'code' in read ? { kind: 'code', code: read.code } : read;
  }
  if (tag === 'HM1') {
    const card = readCard(content);
    return 'problem' in card ? card : { kind: 'card', card };
  }
  if (tag === 'HS1') {
    const unverified = readCoupon(content);
    return 'problem' in unverified ? unverified : { kind: 'coupon', unverified };
  }
  const detail = `"${tag}" is a kind or version of code that is not known here.`;
  return refuse('code_version_unknown', detail, 'Update this till, or type the code by hand.');
}
