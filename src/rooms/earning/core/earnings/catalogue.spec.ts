/**
 * Goal: every way to earn pays what it says, line by line, and nothing more. Method: one example
 * each, decided by the engine; an earning without an example fails.
 */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { buy, given } from '../../../../../test/given.ts';
import { EARNINGS } from './catalogue.ts';

const points = { star: { expiry: 'never' }, gem: { expiry: 'never' } };
const lanes = [
  { id: 'base', choose: 'all' },
  { id: 'more', choose: 'all' },
];
const at = '2026-01-10T10:00';

/** What a rule pays for some lines; `first` earns before it, one point a euro of each line. */
function paid(rule: object, lines: object[], more: object = {}): number | undefined {
  return award(rule, lines, more)?.points;
}

function award(rule: object, lines: object[], more: object = {}) {
  const first = { id: 'first', on: 'purchase', lane: 'base' };
  const each = { points: 'star', per: { spend: '1.00', of: 'line.net' } };
  const earning = [
    { ...first, earn: each },
    { id: 'rule', on: 'purchase', lane: 'more', ...rule },
  ];
  const story = given({ points, lanes, earning, ...more }).when(buy('p', at, lines));
  assert.ok(story.last?.ok);
  return story.last.outcome.decision.awards.find((one) => one.rule === 'rule');
}

const EXAMPLES: Readonly<
  Record<string, { rule: object; lines: object[]; perLine: number[]; nothing: object[] }>
> = {
  'per-spend': {
    rule: { earn: { points: 'star', per: { spend: '3.00', of: 'basket.net' }, amount: 2 } },
    lines: [{ gross: 500 }, { gross: 700, discount: 100 }],
    perLine: [3, 4],
    nothing: [{ gross: 149 }],
  },
  formula: {
    rule: { earn: { points: 'star', formula: 'purchase.net / money("2.00")' } },
    lines: [{ gross: 500 }, { gross: 500 }],
    perLine: [2, 3],
    nothing: [{ gross: 199 }],
  },
  fixed: {
    rule: { earn: { points: 'star', amount: 5, each: 'piece' } },
    lines: [{ gross: 1, quantity: 2 }, { gross: 1, voided: true }, { gross: 0 }],
    perLine: [10, 0, 5],
    nothing: [{ gross: 1, voided: true }],
  },
  multiply: {
    rule: { multiply: '3/2' },
    lines: [{ gross: 100 }, { gross: 100 }, { gross: 100 }],
    perLine: [0, 0, 1],
    nothing: [{ gross: 100 }],
  },
};

for (const { code, summary, reason } of EARNINGS) {
  describe(`earning ${code}`, () => {
    const example = EXAMPLES[code];

    test('has an example', () => assert.ok(example, 'add one to this file'));

    test('pays line by line, and the lines are the whole', () => {
      const found = award(example?.rule ?? {}, example?.lines ?? []);
      assert.deepEqual(found?.perLine, example?.perLine);
      assert.equal(
        found?.points,
        example?.perLine.reduce((sum, one) => sum + one, 0),
      );
    });

    test('pays nothing where there is nothing', () => {
      assert.equal(paid(example?.rule ?? {}, example?.nothing ?? []), undefined);
    });

    test('describes itself', () => {
      assert.match(summary, /\{/);
      assert.match(reason, /^[a-z_]+$/);
    });
  });
}

test('roundings go where they say', () => {
  const by = (round: string | undefined, of: string) => ({
    earn: { points: 'star', per: { spend: '1.00', of }, ...(round ? { round } : {}) },
  });
  const lines = [{ gross: 150 }, { gross: 149 }, { gross: 1 }];
  const each = ['down', 'half-up', 'up', undefined].map((one) => paid(by(one, 'line.net'), lines));
  assert.deepEqual(each, [2, 3, 5, 2]);
  const whole = ['down', 'half-up', 'up'].map((one) =>
    paid(by(one, 'basket.net'), [...lines, { gross: 50 }]),
  );
  assert.deepEqual(whole, [3, 4, 4]);
});

test('amounts that binary fractions cannot hold come out even', () => {
  const tenth = { earn: { points: 'star', per: { spend: '0.10', of: 'basket.net' } } };
  assert.equal(paid(tenth, [{ gross: 10 }, { gross: 20 }]), 3);
  assert.equal(paid(tenth, [{ gross: 29 }]), 2);
  assert.equal(paid(tenth, [{ gross: 110 }]), 11);
});

describe('the earning base', () => {
  const per = (of: string, base: object) => ({
    earn: { points: 'star', per: { spend: '0.01', of, base } },
  });
  const line = { gross: 12_000, discount: 2_000, tax: 2_000, byReward: 5_000 };
  const base = (of: string, choice: object, more: object = {}) =>
    paid(per(of, choice), [line], more);

  test('is net with tax, without shipping and rewards, unless it says otherwise', () => {
    assert.equal(base('line.net', {}), 5_000);
    assert.equal(base('line.net', { rewards: 'include' }), 10_000);
    assert.equal(base('line.gross', { rewards: 'include' }), 12_000);
    assert.equal(base('line.gross', {}), 7_000);
  });

  test('leaves tax out once: the part that rewards paid is gone with them', () => {
    assert.equal(base('line.net', { tax: 'exclude', rewards: 'include' }), 8_000);
    assert.equal(base('line.net', { tax: 'exclude' }), 4_000);
    const paidByPoints = [{ ...line, byReward: 10_000 }];
    assert.equal(paid(per('line.net', { tax: 'exclude' }), paidByPoints), undefined);
  });

  test('adds tax where prices come without it', () => {
    const without = { taxIncluded: false };
    assert.equal(base('line.net', { tax: 'include', rewards: 'include' }, without), 12_000);
    assert.equal(base('line.net', { tax: 'exclude', rewards: 'include' }, without), 10_000);
    assert.equal(base('line.net', { tax: 'include' }, without), 6_000);
  });

  test('counts shipping when it is asked to, also for a basket that is free', () => {
    const rule = { id: 'rule', on: 'purchase', ...per('basket.net', { shipping: 'include' }) };
    const free = { gross: 100, discount: 100 };
    const lines = [{ gross: 100, voided: true }, free, free];
    const story = given({ points, earning: [rule] });
    story.when({ ...buy('p', at, lines), data: { lines, shipping: 600 } });
    story.decides({ awards: { rule: 600 } });
    assert.ok(story.last?.ok);
    assert.deepEqual(story.last.outcome.decision.awards[0]?.perLine, [0, 300, 300]);
  });
});

describe('multipliers', () => {
  test('round the sum and not each line', () => {
    const lines = Array.from({ length: 10 }, () => ({ gross: 100 }));
    assert.equal(paid({ multiply: '3/2' }, lines), 5);
  });

  test('count the lines for which they hold', () => {
    const lines = [
      { gross: 300, category: 'outdoor' },
      { gross: 500, category: 'food' },
    ];
    assert.equal(paid({ multiply: 2, categories: ['outdoor'] }, lines), 3);
    assert.equal(paid({ multiply: 2, categories: ['outdoor'], scope: 'basket' }, lines), 8);
  });

  test('name the currency, or take all that can be spent', () => {
    assert.equal(paid({ multiply: { by: 2, points: 'gem' } }, [{ gross: 300 }]), undefined);
    assert.equal(paid({ multiply: { by: 2, points: 'star' } }, [{ gross: 300 }]), 3);
  });
});

test('no document and no basket overflows', () => {
  const huge = 1_000_000_000_000;
  const lines = [{ gross: huge, quantity: 1_000_000 }];
  const rules = [
    { earn: { points: 'star', per: { spend: '0.01', of: 'line.net' }, amount: huge } },
    { earn: { points: 'star', per: { spend: '0.01', of: 'basket.net' }, amount: huge } },
    { earn: { points: 'star', amount: huge, each: 'piece' } },
    { earn: { points: 'star', formula: '1000000000000000' } },
    { multiply: 100 },
  ];
  for (const rule of rules)
    assert.ok(Number.isSafeInteger(paid(rule, lines)), JSON.stringify(rule));
});

test('for any basket: lines sum to the award, and lines that do not count have none', () => {
  const line = fc.record({
    gross: fc.integer({ min: 0, max: 100_000 }),
    quantity: fc.integer({ min: 1, max: 5 }),
    voided: fc.boolean(),
    category: fc.constantFrom('outdoor', 'food'),
  });
  const rules = Object.values(EXAMPLES).map(({ rule }) => rule);
  const law = fc.property(
    fc.constantFrom(...rules),
    fc.array(line, { minLength: 1, maxLength: 8 }),
    fc.boolean(),
    (rule, lines, limited) => {
      const only = limited ? { categories: ['outdoor'] } : {};
      const found = award({ ...rule, ...only }, lines);
      if (!found) return;
      assert.equal(
        found.perLine.reduce((sum, one) => sum + one, 0),
        found.points,
      );
      lines.forEach((one, index) => {
        const counts = !one.voided && (!limited || one.category === 'outdoor');
        assert.ok((found.perLine[index] ?? 0) >= 0);
        if (!counts) assert.equal(found.perLine[index], 0);
      });
    },
  );
  fc.assert(law, { numRuns: 150 });
});
