import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { writeCard } from './card-payload.ts';
import { isRefused } from './refused.ts';
import { readScan } from './scan.ts';
import { writeCoupon } from './signed-coupon.ts';

const card = writeCard({ memberId: 123, code: '12345678' });
const part = 'HS1.K1.7K3M.GIFT.B.1.2.A.0.G';
const coupon = writeCoupon(part, new Uint8Array(64));

const kindOf = (text: string) => {
  const scan = readScan(text);
  return isRefused(scan) ? scan.problem.code : scan.kind;
};

test('cards, coupons and codes are told apart, bare and inside a link', () => {
  const kinds = { card, coupon, code: 'SPR-7K3M' };
  for (const [kind, text] of Object.entries(kinds)) {
    const forms = [
      text,
      text.toLowerCase(),
      `${text}\r\n`,
      `https://shop.example/h/${text}`,
      `HTTP://SHOP.EXAMPLE:8080/ZH/H/${text}?utm=1#x`,
    ];
    for (const form of forms) assert.equal(kindOf(form), kind, form);
  }
  assert.deepEqual(readScan('https://shop.example/h/spr-7k3m'), { kind: 'code', code: 'SPR7K3M' });
});

test('versions of tomorrow, other links and what is no code are refused', () => {
  assert.equal(kindOf(card.replace('HM1', 'HM2')), 'code_version_unknown');
  assert.equal(kindOf('HX1.1'), 'code_version_unknown');
  assert.equal(kindOf('https://shop.example/other'), 'code_unreadable');
  assert.equal(kindOf('HM1.x'), 'code_unreadable');
  assert.equal(kindOf('HS1.x'), 'code_unreadable');
  assert.equal(kindOf(''), 'code_unreadable');
  assert.equal(kindOf('A'.repeat(501)), 'code_unreadable');
});

test('law: whatever is scanned gets an answer', () => {
  const texts = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.string().map((text) => `HM1.${text}`),
    fc.string().map((text) => `HS1.${text}`),
    fc.string().map((text) => `https://a/h/${text}`),
  );
  fc.assert(fc.property(texts, (text) => typeof kindOf(text) === 'string'));
});
