import { reject } from '../../kernel/problem.ts';
import { formatInstant } from '../../kernel/time.ts';
import { printCode, type SigningKey, signCoupon } from '../codes/index.ts';
import { signedValue } from '../coupons/index.ts';
import { formatMemberId } from '../members/index.ts';
import { currencyDecimals } from '../program/index.ts';
import { codesOf } from './coupons-store.ts';
import { programNow, type Statements } from './ground.ts';
import { documentOf, heldCoupons } from './read-coupons.ts';

/** Beyond any coupon: 9999-12-31. */
const NEVER = 253_402_300_799_000;

/**
 * What a coupon in a member's hands shows: the code to type, and the signed text of its QR code,
 * which a till verifies without a connection.
 * @throws {Rejection} 404 when the member holds no such open coupon.
 */
export async function readCouponCode(
  ground: Statements,
  memberId: number,
  name: string,
  signer: SigningKey,
) {
  const held = await heldCoupons(ground, memberId, ground.clock.now());
  const codes = await codesOf(
    ground.pool,
    held.map(({ id }) => id),
  );
  const one = held.find(
    ({ id, used, closed }) => !used && !closed && (id === name || codes.get(id) === name),
  );
  const document = one && documentOf(ground, one);
  const code = one && (codes.get(one.id) ?? document?.code);
  if (!one || !document || !code) throw notHeld(name);
  const { compiled } = programNow(ground);
  const terms = compiled.past(one.version)?.coupons.coupons.get(one.of);
  const decimals = currencyDecimals(compiled.currency) ?? 2;
  const signed = signCoupon(
    {
      coupon: code,
      definition: one.of,
      memberId,
      from: Math.max(one.from, 0),
      until: one.until ?? NEVER,
      selective: terms ? terms.forSome || terms.questions.length > 0 : true,
      minimum: terms?.minimum.net ?? 0,
      value: signedValue(document, decimals),
    },
    signer,
  );
  return {
    member: formatMemberId(memberId),
    id: one.id,
    coupon: one.of,
    code,
    printed: printCode(code, document.codes?.prefix ?? ''),
    signed,
    until: one.until === undefined ? null : formatInstant(one.until),
  };
}

function notHeld(name: string) {
  return reject(404, {
    code: 'coupon_unknown',
    path: '/path/coupon',
    detail: `The member holds no open coupon "${name.slice(0, 60)}".`,
    fix: 'See GET /v1/members/{member}/coupons for those there are; write / as %2F.',
  });
}
