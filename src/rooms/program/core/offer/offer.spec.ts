/** Goal: what rewards, benefits and their like share refuses what contradicts itself. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseDay } from '../../../../kernel/time.ts';
import { createExpressions } from '../expressions.ts';
import type { Facts } from '../facts.ts';
import { checkAudience, compileAudience } from './audience.ts';
import { checkDays, compileDays } from './days.ts';
import { checkMemberLimits, compileLimits } from './member-limits.ts';

const document = {
  ...{ program: 'spec', timezone: 'UTC', currency: 'EUR' },
  tiers: [{ set: 'status', levels: [{ id: 'silver' }, { id: 'gold' }] }],
};
const expressions = createExpressions(document);
const told = (problems: readonly { code: string; path: string }[]) =>
  problems.map(({ code, path }) => `${code} ${path}`);

test('two limits of one kind and period, and one that is never reached, are told', () => {
  const limits = [
    { times: 5, per: 'P1D' as const },
    { times: 3, per: 'P1M' as const },
    { points: 1, per: 'P1Y' as const },
    { times: 4, per: 'P1M' as const },
  ];
  assert.deepEqual(told(checkMemberLimits(limits, '/x')), [
    'limit_never_reached /x/0',
    'duplicate_limit /x/3',
  ]);
  assert.deepEqual(checkMemberLimits(undefined, '/x'), []);
  assert.deepEqual(compileLimits('reward:bag', [{ times: 2, per: 'P1M' }]), [
    { key: 'reward:bag:times:P1M', counts: 'times', most: 2, per: 'P1M' },
  ]);
});

test('days exist and are in order; both are included; none is always', () => {
  assert.deepEqual(told(checkDays({ from: '2026-02-30' }, '/d')), ['date_does_not_exist /d/from']);
  assert.deepEqual(told(checkDays({ from: '2026-03-02', to: '2026-03-01' }, '/d')), [
    'never_fires /d',
  ]);
  assert.deepEqual(checkDays({ from: '2026-03-01', to: '2026-03-01' }, '/d'), []);
  assert.deepEqual(compileDays({ from: '2026-03-01' }), {
    first: parseDay('2026-03-01'),
    last: Number.POSITIVE_INFINITY,
  });
});

test('levels are known, and a condition can hold', () => {
  const check = (item: object, basket = false) =>
    told(checkAudience(item, '/a', document, expressions, basket));
  assert.deepEqual(check({ tiers: { status: ['gold', 'glod'], rank: ['x'] } }), [
    'unknown_level /a/tiers/status/1',
    'unknown_tier_set /a/tiers/rank',
  ]);
  assert.deepEqual(check({ when: 'line.net > 5' }), ['never_fires /a/when']);
  assert.deepEqual(check({ when: 'line.net > 5' }, true), []);
  assert.deepEqual(check({ when: ' false' }), ['never_fires /a/when']);
  assert.deepEqual(check({ when: '"vip" in member.tags' }), []);
});

test('an audience says which of its questions was answered with no', () => {
  const ask = compileAudience(
    { tiers: { status: ['gold'] }, when: '"vip" in member.tags' },
    expressions,
  );
  const facts = (level: string, tags: string[]) =>
    ({ fact: { data: {} }, member: { tier: () => level, tags } }) as unknown as Facts;
  assert.equal(ask(facts('silver', ['vip'])), 'tier_not_listed');
  assert.equal(ask(facts('gold', [])), 'condition_false');
  assert.equal(ask(facts('gold', ['vip'])), null);
});
