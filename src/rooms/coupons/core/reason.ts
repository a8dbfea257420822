import type { Problem } from '../../../kernel/problem.ts';
import { formatInstant, type Instant } from '../../../kernel/time.ts';

/**
 * Why a coupon is not taken, from "nobody knows it" to "so nearly": where one code stands for
 * several coupons, the reason that got furthest is told.
 */
const REASONS = {
  coupon_unknown: ['There is no coupon %c.', 'Read the code again, or ask for another one.'],
  coupon_not_yours: [
    'The coupon %c is not for this member.',
    'Only members it was issued to, or is meant for, can use it.',
  ],
  coupon_voided: ['The coupon %c was voided.', 'Ask the person who takes care of coupons.'],
  coupon_stopped: ['The coupon %c has been stopped.', 'Go on without it.'],
  coupon_used: ['The coupon %c was used already.', 'A coupon counts once: go on without it.'],
  coupon_ended: ['The coupon %c ended at %t.', 'Go on without it.'],
  coupon_not_started: ['The coupon %c begins at %t.', 'Present it then.'],
  coupon_reserved: [
    'The coupon %c is reserved for another basket until %t.',
    'Finish or release that basket, or wait until then.',
  ],
  coupon_wrong_store: ['The coupon %c is not for this store.', 'Use it in a store that it names.'],
  coupon_wrong_channel: ['The coupon %c is not for this channel.', 'Use it in one that it names.'],
  coupon_condition: ['The condition of the coupon %c does not hold.', 'See what it asks for.'],
  coupon_no_line: [
    'Nothing in the basket is what the coupon %c is for.',
    'Add something that it is for.',
  ],
  coupon_below_minimum: [
    'What the coupon %c is for has not reached its minimum.',
    'Add more of what it is for.',
  ],
  coupon_nothing_to_take: [
    'There is nothing left to pay that the coupon %c could take.',
    'Keep it for another time.',
  ],
  coupon_limit_basket: [
    'There are as many coupons like %c in the basket as it allows.',
    'Keep this one for another basket.',
  ],
  coupon_lost_in_lane: [
    'Another coupon counts instead of %c: they do not add up.',
    'Take the other one out to use this one.',
  ],
  coupon_limit_member: [
    'The member has used the coupon %c as often as it allows.',
    'It may be used again in its next period, if it has one.',
  ],
  coupon_used_up: ['The coupon %c has been used as often as there was.', 'Go on without it.'],
  coupon_budget_short: ['The budget of the coupon %c is used up.', 'Go on without it.'],
  coupon_out_of_stock: ['All coupons %c have been given out.', 'Offer another one.'],
  coupon_presented_twice: ['The coupon %c was presented twice.', 'Present it once.'],
  coupon_amount_changed: [
    'The coupons take another amount than the till expects.',
    'Price the basket again and show the member the new price.',
  ],
  coupon_not_transferable: ['The coupon %c stays with its member.', 'Choose another one.'],
  coupon_not_reserved: [
    'No coupon is reserved for this basket.',
    'It may have lapsed: reserve it again.',
  ],
  coupon_too_many: ['The member holds as many coupons as there may be.', 'Let some be used.'],
  redemption_unknown: ['There is no such redemption.', 'Give the id that the redemption gave.'],
  redemption_rolled_back: ['The redemption was rolled back before.', 'Nothing more is to be done.'],
} as const satisfies Record<string, readonly [detail: string, fix: string]>;

export type ReasonCode = keyof typeof REASONS;

const ORDER = Object.keys(REASONS) as readonly ReasonCode[];

/** How far a coupon got before it was refused: higher is nearer to being taken. */
export function furtherOf(a: Problem, b: Problem): Problem {
  return ORDER.indexOf(b.code as ReasonCode) > ORDER.indexOf(a.code as ReasonCode) ? b : a;
}

/** The problem of one coupon: `name` as it was presented, `at` the moment that matters. */
export function problem(code: ReasonCode, name: string, path: string, at?: Instant): Problem {
  const [detail, fix] = REASONS[code];
  const moment = at === undefined ? '' : formatInstant(at);
  return { code, path, detail: detail.replace('%c', `"${name}"`).replace('%t', moment), fix };
}
