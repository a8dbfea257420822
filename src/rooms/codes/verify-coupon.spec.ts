/** Goal: both verifiers believe what the hub signed and nothing else. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isRefused } from './core/refused.ts';
import { readCoupon } from './core/signed-coupon.ts';
import { signCoupon } from './sign-coupon.ts';
import { type PublicJwk, publicJwk, signingKey } from './signing-key.ts';
import { verifyCoupon, verifyingKeys } from './verify-coupon.ts';
import { verifyInBrowser } from './verify-in-browser.ts';

const first = signingKey('K1', Buffer.alloc(32, 1));
const second = signingKey('K2', Buffer.alloc(32, 2));
const coupon = {
  coupon: 'SPR7K3M9QX4TZ9',
  definition: 'spring-10',
  memberId: 123,
  from: Date.UTC(2026, 10, 1),
  until: Date.UTC(2026, 11, 1),
  selective: false,
  minimum: 5000,
  value: { kind: 'percent', hundredths: 1000, rounding: 'down', cap: 2000 },
} as const;
const text = signCoupon(coupon, first);

/** What both verifiers say, which is always the same: the coupon's code or the problem's. */
async function verdict(scanned: string, keys: readonly PublicJwk[]): Promise<string> {
  const read = readCoupon(scanned);
  if (isRefused(read)) return read.problem.code;
  const atTill = verifyCoupon(read, verifyingKeys(keys));
  const inBrowser = await verifyInBrowser(read, keys);
  assert.deepEqual(inBrowser, atTill);
  return isRefused(atTill) ? atTill.problem.code : atTill.coupon;
}

test('RFC 8032: the public key of the first test', () => {
  const seed = '9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60';
  const x = 'd75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a';
  const jwk = publicJwk(signingKey('K', Buffer.from(seed, 'hex')));
  assert.equal(Buffer.from(jwk.x, 'base64url').toString('hex'), x);
});

test('what the hub signed is believed, as scanned or in small letters', async () => {
  assert.equal(await verdict(text, [publicJwk(first)]), coupon.coupon);
  assert.equal(await verdict(text.toLowerCase(), [publicJwk(first)]), coupon.coupon);
  // What a QR code of version 10 holds in its alphanumeric mode with correction M.
  assert.ok(text.length < 311);
  assert.match(text, /^[0-9A-Z.-]+$/);
});

test('every change of one character is refused', async () => {
  const keys = [publicJwk(first)];
  for (let place = 0; place < text.length; place++) {
    const other = text[place] === '2' ? '3' : '2';
    const changed = text.slice(0, place) + other + text.slice(place + 1);
    assert.notEqual(await verdict(changed, keys), coupon.coupon, changed);
  }
  assert.equal(await verdict(text.replace('.M123.', '.B.'), keys), 'signature_wrong');
  assert.equal(await verdict(text.replace('P1000-2000', 'P1000'), keys), 'signature_wrong');
});

test('keys change: a till with both believes both, one that lost a key asks for it', async () => {
  const later = signCoupon({ ...coupon, coupon: 'LATER', memberId: null }, second);
  const both = [publicJwk(first), publicJwk(second)];
  assert.equal(await verdict(text, both), coupon.coupon);
  assert.equal(await verdict(later, both), 'LATER');
  assert.equal(await verdict(later, [publicJwk(first)]), 'signing_key_unknown');
  const borrowed = { ...publicJwk(second), kid: 'K1' };
  assert.equal(await verdict(text, [borrowed]), 'signature_wrong');
});

test('what cannot stand in a coupon is a mistake of ours', () => {
  const wrong = [{ until: coupon.from }, { minimum: -1 }, { coupon: 'A.B' }, { memberId: 0 }];
  for (const change of wrong) {
    assert.throws(() => signCoupon({ ...coupon, ...change }, first), /can be read/);
  }
});
