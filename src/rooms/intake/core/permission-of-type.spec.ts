/** Goal: no event makes points, winners or vanished people by the right to send purchases. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { permissionOfType } from './permission-of-type.ts';

test('what an event does decides what it needs', () => {
  const cases: Readonly<Record<string, string>> = {
    purchase: 'events.write',
    return: 'events.write',
    'store.entered': 'events.write',
    points: 'events.write',
    'points.credit': 'points.adjust',
    'points.opening': 'points.adjust',
    'points.goodwill': 'points.adjust',
    'points.spend': 'points.spend',
    'points.transfer': 'points.spend',
    'member.enrolled': 'members.write',
    'member.merged': 'members.merge',
    'member.erased': 'members.erase',
    'consent.withdrawn': 'members.write',
    'coupon.issue': 'coupons.issue',
    'coupon.redeem': 'coupons.redeem',
    'reward.redeem': 'rewards.redeem',
    'reward.drawn': 'rewards.draw',
    'referral.reviewed': 'referrals.review',
    'benefit.withdraw': 'benefits.withdraw',
    constructor: 'events.write',
    'constructor.x': 'events.write',
    '__proto__.x': 'events.write',
  };
  for (const [type, permission] of Object.entries(cases)) {
    assert.equal(permissionOfType(type), permission, type);
  }
});
