import { randomUUID } from 'node:crypto';
import { type Problem, Rejection } from '../../kernel/problem.ts';
import type { CouponTake } from '../coupons/index.ts';
import type { Intake } from '../intake/index.ts';
import { formatMemberId } from '../members/index.ts';
import { programNow, type Statements } from './ground.ts';
import { heldCoupons } from './read-coupons.ts';

/** A basket to price, in the words of a purchase. */
export interface PriceRequest {
  /** Those to try; by default all that the member holds and all public ones. */
  readonly coupons?: readonly string[];
  readonly basket?: string;
  readonly store?: string;
  readonly channel?: string;
  readonly [goods: string]: unknown;
}

/** Coupons that one basket is priced with. */
const MOST = 50;
const IN_LIST = /^\/data\/coupons\/(\d+)$/;

/**
 * What coupons would take off a basket, and why each of the others takes nothing. It rehearses the
 * reservation itself, limits and budgets included: what is told is what would be.
 */
export async function priceCoupons(
  ground: Statements,
  intake: Intake,
  memberId: number,
  { coupons, basket = 'price', store, channel, ...goods }: PriceRequest,
) {
  const names = coupons ?? (await defaultNames(ground, memberId));
  const refused: { name: string; index: number; problem: Problem }[] = [];
  let left = names.map((name, index) => ({ name, index }));
  let takes: CouponTake[] = [];
  while (left.length > 0) {
    const event = {
      ...{ type: 'coupon.reserve', id: randomUUID(), source: 'price', store, channel },
      member: { id: formatMemberId(memberId) },
      data: { ...goods, basket, coupons: left.map(({ name }) => name) },
    };
    const [result] = await intake.preview([event]);
    if (result?.ok) {
      takes = result.answer.effects.flatMap((effect) =>
        effect.kind === 'coupon.reserved' ? [effect.take as CouponTake] : [],
      );
      break;
    }
    const [problem] = result?.problems ?? [];
    const place = IN_LIST.exec(problem?.path ?? '')?.[1];
    if (!problem || place === undefined) {
      throw new Rejection(result?.status ?? 422, (result?.problems ?? []).map(ofBody));
    }
    const lost = left[Number(place)] as { name: string; index: number };
    refused.push({ ...lost, problem });
    left = left.filter((one) => one !== lost);
  }
  return {
    member: formatMemberId(memberId),
    off: takes.reduce((sum, { off }) => sum + off, 0),
    takes: takes.map(({ lines, paidBy: _, ...take }) => ({
      ...take,
      lines: lines.map(([line, off]) => ({ line, off })),
    })),
    refused: refused
      .sort((a, b) => a.index - b.index)
      .map(({ name, problem: { code, detail, fix } }) => ({ name, code, detail, fix })),
  };
}

async function defaultNames(ground: Statements, memberId: number): Promise<string[]> {
  const held = await heldCoupons(ground, memberId, ground.clock.now());
  const own = held.flatMap(({ id, used, closed, fleeting }) =>
    used || closed || fleeting ? [] : [id],
  );
  const { coupons } = programNow(ground).compiled.coupons;
  const open = [...coupons.values()].flatMap(({ code, issuedOnly, stopped }) =>
    code !== null && !issuedOnly && !stopped ? [code] : [],
  );
  return [...own, ...new Set(open)].slice(0, MOST);
}

function ofBody(problem: Problem): Problem {
  return { ...problem, path: problem.path.replace(/^\/data/, '') };
}
