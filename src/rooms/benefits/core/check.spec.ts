/** Goal: benefits that contradict themselves are refused, each mistake at its place. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { problemsOf } from '../spec-member.ts';
import { describeBenefit } from './describe.ts';
import type { BenefitDocument } from './section.ts';

const at = '/benefits/0';
const granted = (benefit: string) => ({ gives: { granted: [{ benefit }] } });

for (const [over, ...told] of [
  [{ on: 'purchase' }, `window_missing ${at}/on`],
  [{ uses: 2 }, `window_missing ${at}/uses`],
  [{ gives: { granted: [{ tag: 'x' }] } }, `window_missing ${at}/gives/granted`],
  [{ gives: { used: [{ tag: 'x' }] } }],
  [{ window: 'P1D', on: 'purchase', when: 'line.net > 5' }],
  [{ window: 'P1D', on: 'visit', when: 'line.net > 5' }, `never_fires ${at}/when`],
  [{ window: 'P1D', monthly: [8] }, `never_asked ${at}/monthly`],
  [{ window: 'PT0S' }, `duration_zero ${at}/window`],
  [{ monthly: [8, 8] }, `duplicate_day ${at}/monthly/1`],
  [{ tiers: { status: ['glod'] } }, `unknown_level ${at}/tiers/status/0`],
  [{ during: { from: '2026-02-30' } }, `date_does_not_exist ${at}/during/from`],
  [{ cost: '1.005' }, `amount_decimals ${at}/cost`],
  [{ cost: '0.05' }],
  [{ window: 'P1D', ...granted('none') }, `unknown_benefit ${at}/gives/granted/0/benefit`],
  [{ window: 'P1D', ...granted('one') }, `benefit_circle ${at}/gives/granted`],
  [
    {
      limits: {
        perMember: [
          { times: 1, per: 'P1D' },
          { times: 1, per: 'P1D' },
        ],
      },
    },
    `duplicate_limit ${at}/limits/perMember/1`,
  ],
] as const) {
  test(`${JSON.stringify(over)} gets ${told.join(', ') || 'nothing'}`, () =>
    assert.deepEqual(problemsOf({ id: 'one', ...over }), told));
}

test('two benefits have two ids, and no chain of grants comes back to its beginning', () => {
  assert.deepEqual(problemsOf({ id: 'one' }, { id: 'one' }), ['duplicate_id /benefits/1/id']);
  const chain = (id: string, next: string) => ({ id, window: 'P1D', ...granted(next) });
  assert.deepEqual(problemsOf(chain('a', 'b'), chain('b', 'c'), chain('c', 'b')), [
    'benefit_circle /benefits/1/gives/granted',
    'benefit_circle /benefits/2/gives/granted',
  ]);
  assert.deepEqual(problemsOf(chain('a', 'b'), { id: 'b' }), [
    'benefit_not_granted /benefits/0/gives/granted/0/benefit',
  ]);
});

test('a plan says a benefit in words', () => {
  const words = (over: object) => describeBenefit({ id: 'x', ...over } as BenefitDocument);
  assert.equal(
    words({ on: 'purchase', window: 'PT24H', gives: { used: [{ coupon: 'warranty-1y' }] } }),
    'on purchase, once within PT24H, a use gives coupon warranty-1y',
  );
  assert.equal(
    words({ tiers: { status: ['gold'] }, quota: { times: 1_000, per: 'P1D' }, cost: '3.00' }),
    'standing right, for gold, 1,000 for all in P1D, costs 3.00 a use',
  );
  assert.equal(words({ monthly: [8] }), 'standing right, every month on 8');
});
