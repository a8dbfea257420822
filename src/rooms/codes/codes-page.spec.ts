/** Goal: every example of docs/reference/codes.md is true; each is run against the room's door. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { ALPHABET } from './core/alphabet.ts';
import { checkDigit } from './core/check-digit.ts';
import { GUESSES_PER_HIT, shortestLength } from './core/pool.ts';
import type { CouponValue, Refused, SignedCoupon } from './index.ts';
import * as codes from './index.ts';
import { verifyInBrowser } from './verify-in-browser.ts';

const page = readFileSync(new URL('../../../docs/reference/codes.md', import.meta.url), 'utf8');
const hubKey = Uint8Array.from({ length: 32 }, (_, index) => index);

type Example = Readonly<Record<string, unknown>> & { readonly example: string };
const examples: readonly Example[] = [...page.matchAll(/^```json\n([\s\S]*?)^```$/gm)].map(
  (block) => JSON.parse(block[1] ?? ''),
);

const of = <Shape>(kind: string) =>
  examples.filter(({ example }) => example === kind) as unknown as readonly Shape[];

const problemOf = (answer: object): string | undefined =>
  'problem' in answer ? (answer as Refused).problem.code : undefined;

test('the page has examples of every kind, and no others', () => {
  const kinds = ['scan', 'read', 'print', 'check-digit', 'pool', 'card', 'coupon', 'judge'];
  assert.deepEqual([...new Set(examples.map(({ example: kind }) => kind))], kinds);
  assert.ok(page.includes(`\n${ALPHABET}\n`));
});

test('what a scanner gives', () => {
  type Shape = Record<'text' | 'kind' | 'code' | 'problem', string> & { memberId?: number };
  for (const { text, kind, code, memberId, problem } of of<Shape>('scan')) {
    const scan = codes.readScan(text);
    assert.equal(problemOf(scan), problem);
    if ('problem' in scan) continue;
    assert.equal(scan.kind, kind);
    if (scan.kind === 'code') assert.equal(scan.code, code);
    if (scan.kind === 'card') assert.equal(scan.card.memberId, memberId);
  }
});

test('how codes are read, printed and checked', () => {
  type Shape = Readonly<Record<string, string>>;
  for (const { text, code, problem } of of<Shape>('read')) {
    const read = codes.readCode(text!);
    assert.equal(problemOf(read), problem);
    if ('code' in read) assert.equal(read.code, code);
  }
  for (const { code, prefix, text } of of<Shape>('print')) {
    assert.equal(codes.printCode(code!, prefix!), text);
  }
  for (const { body, digit } of of<Shape>('check-digit')) {
    assert.equal(checkDigit(body!), digit);
    assert.ok(codes.hasCheckDigit(`${body}${digit}`));
  }
});

test('how codes are generated, and how many a length allows', () => {
  type Shape = codes.Pool & { id: string; codes: Readonly<Record<string, string>> };
  for (const { id, codes: expected, ...pool } of of<Shape>('pool')) {
    assert.deepEqual(codes.checkPool(pool, ''), []);
    assert.ok(codes.poolsOverlap(pool, pool));
    const key = codes.deriveKey(hubKey, 'pool:1', id);
    const made = new codes.CodePool(pool, key);
    for (const [number, code] of Object.entries(expected)) {
      assert.equal(made.at(Number(number)), code);
      assert.equal(made.numberOf(code), Number(number));
    }
  }
  const rows = [...page.matchAll(/^\| ([\d,]+) \| (\d+) \|$/gm)];
  assert.equal(rows.length, 7);
  for (const [, size = '', length] of rows) {
    const most = Number(size.replaceAll(',', ''));
    assert.equal(shortestLength(most), Number(length));
    assert.notEqual(shortestLength(most + 1), Number(length));
  }
  assert.ok(page.includes(`once in ${GUESSES_PER_HIT.toLocaleString('en-US')} times`));
});

test('what a card shows', () => {
  type Shape = Record<'at' | 'secret' | 'text', string> &
    Record<'memberId' | 'generation' | 'step', number>;
  for (const { memberId, generation, at, step, secret, text } of of<Shape>('card')) {
    const made = codes.cardSecret(hubKey, { memberId, generation });
    assert.equal(made.toString('hex'), secret);
    assert.equal(codes.showCard(made, memberId, Date.parse(at)), text);
    const scan = codes.readScan(text);
    assert.ok('kind' in scan && scan.kind === 'card');
    assert.deepEqual(codes.checkCard([made], scan.card, Date.parse(at)), { step });
    assert.equal(problemOf(codes.countStep([], step)), undefined);
    assert.equal(problemOf(codes.countStep([step], step)), 'card_code_used');
  }
});

interface CouponExample {
  readonly seed: string;
  readonly text: string;
  readonly publicKey: codes.PublicJwk;
  readonly coupon: Omit<SignedCoupon, 'from' | 'until'> & { from: string; until: string };
}
const [example] = of<CouponExample>('coupon');

test('what a coupon says, who signed it, and what a till makes of it', async () => {
  assert.ok(example);
  const { seed, text, publicKey } = example;
  const from = Date.parse(example.coupon.from);
  const coupon = { ...example.coupon, from, until: Date.parse(example.coupon.until) };
  const signer = codes.signingKey(coupon.key, Buffer.from(seed, 'hex'));
  assert.deepEqual(codes.publicJwk(signer), publicKey);
  assert.equal(codes.signCoupon(coupon, signer), text);
  const scan = codes.readScan(text);
  assert.ok('kind' in scan && scan.kind === 'coupon');
  assert.deepEqual(codes.verifyCoupon(scan.unverified, codes.verifyingKeys([publicKey])), coupon);
  assert.deepEqual(await verifyInBrowser(scan.unverified, [publicKey]), coupon);
  type Shape = { at: string; memberId: number; basket: number; problem: string; off?: number };
  for (const { at, problem, off, ...rest } of of<Shape>('judge')) {
    const refused = codes.judgeCoupon(coupon, { ...rest, at: Date.parse(at), eligible: null });
    assert.equal(refused === null ? null : refused.problem.code, problem);
    if (off !== undefined) assert.equal(codes.amountOff(coupon.value, rest.basket), off);
  }
});

test('every value of the table can be read, and is of the kind that the table says', () => {
  const table = page.slice(page.indexOf('| value | what it gives |')).split('\n\n', 1)[0]!;
  const rows = [...table.matchAll(/^\| (`.*?) \|/gm)];
  const texts = rows.flatMap((row) => [...row[1]!.matchAll(/`([^`]+)`/g)].map((text) => text[1]!));
  const kinds: Record<string, CouponValue['kind']> = {
    ...{ A: 'amount', P: 'percent', Q: 'percent', H: 'percent' },
    ...{ F: 'price', G: 'gift', D: 'delivery', R: 'privilege' },
  };
  assert.equal(new Set(texts.map((text) => text[0])).size, 8);
  for (const text of texts) {
    const fields = (example?.text ?? '').split('.').with(9, text).join('.');
    const scan = codes.readScan(fields);
    assert.ok('kind' in scan && scan.kind === 'coupon', text);
    assert.equal(scan.unverified.coupon.value.kind, kinds[text[0]!]);
  }
});
