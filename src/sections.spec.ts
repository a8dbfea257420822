import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { parse } from 'yaml';
import {
  createExpressions,
  documentSchema,
  type ProgramDocument,
  planChanges,
  readDocument,
  validate,
} from './rooms/program/index.ts';
import { SECTIONS } from './sections.ts';

const file = (path: string): string => readFileSync(new URL(`../${path}`, import.meta.url), 'utf8');

const demo = readDocument(file('demo/program.yaml'), 'yaml').value as ProgramDocument;

/** What fragments of the reference stand on. */
const GROUND = {
  program: 'shop',
  timezone: 'Asia/Shanghai',
  currency: 'CNY',
  points: { star: { expiry: 'never' }, growth: { qualifying: true, expiry: 'never' } },
};

function wrong(over: Record<string, unknown>): string[] {
  const { problems } = validate({ ...GROUND, ...over }, SECTIONS);
  return problems.map((problem) => `${problem.code} ${problem.path}`);
}

function wrongCurrency(over: Record<string, unknown>): string[] {
  return wrong({ points: { star: { expiry: 'never', ...over } } });
}

function wrongSet(...sets: Record<string, unknown>[]): string[] {
  const levels = [{ id: 'a', at: 0 }];
  return wrong({
    tiers: sets.map((set, index) => ({
      set: `set-${index}`,
      ...('climb' in set ? {} : { measure: { spend: true }, levels }),
      ...set,
    })),
  });
}

function wrongRule(over: Record<string, unknown>): string[] {
  const rule = { id: 'rule', on: 'purchase', earn: { points: 'star', amount: 5 } };
  const tiers = [{ set: 'grade', climb: 'highest', levels: [{ id: 'high', when: 'true' }] }];
  return wrong({ tiers, earning: [JSON.parse(JSON.stringify({ ...rule, ...over }))] });
}

function wrongFactor(multiply: unknown): string[] {
  const earn = { points: 'star', amount: 5 };
  return wrong({
    lanes: [
      { id: 'one', choose: 'all' },
      { id: 'two', choose: 'all' },
    ],
    earning: [
      { id: 'a', on: 'purchase', earn },
      { id: 'b', on: 'purchase', lane: 'two', multiply },
    ],
  });
}

describe('the program document with all its sections', () => {
  it('finds nothing wrong with the demo program', () => {
    assert.deepEqual(validate(demo, SECTIONS).problems, []);
  });

  it('finds nothing wrong with the examples of the reference', () => {
    const page = file('docs/reference/program.md');
    const examples = [...page.matchAll(/```yaml\n([\s\S]*?)```/g)].map((match) => match[1]!);
    assert.ok(examples.length >= 7);
    for (const example of examples) {
      const value = { ...GROUND, ...(parse(example) as object) };
      assert.deepEqual(validate(value, SECTIONS).problems, [], example);
    }
  });

  it('finds nothing wrong with the expressions of the reference', () => {
    const page = file('docs/reference/expressions.md');
    const expressions = createExpressions(demo);
    for (const line of /```cel\n([\s\S]*?)```/.exec(page)![1]!.trim().split('\n')) {
      assert.deepEqual(expressions.check(line, 'bool', ''), [], line);
    }
  });

  it('has a current JSON Schema beside it (node scripts/write-program-schema.ts)', () => {
    const written = JSON.parse(file('docs/reference/program.schema.json'));
    assert.deepEqual(written, JSON.parse(JSON.stringify(documentSchema(SECTIONS))));
  });

  it('describes every item of the demo in words', () => {
    for (const { text } of planChanges(null, demo, SECTIONS)) {
      assert.doesNotMatch(text, /undefined|\[object|\{[a-z]/, text);
    }
  });

  it('never throws, whatever stands in the place of something', () => {
    const paths = pathsOf(demo, []);
    const other = fc.oneof(
      fc.jsonValue({ maxDepth: 2 }),
      fc.constantFrom<unknown>('2026-02-30', 'P0D', 'P9999Y', '02-30', '0/0', '00:00', -1, 1e300),
    );
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(), other), { minLength: 1, maxLength: 4 }), (edits) => {
        const copy = structuredClone(demo) as ProgramDocument;
        for (const [pick, value] of edits) put(copy, paths[pick % paths.length]!, value);
        for (const problem of validate(copy, SECTIONS).problems) {
          assert.ok(problem.code && problem.detail && problem.fix, JSON.stringify(problem));
          assert.ok(problem.path === '' || problem.path.startsWith('/'));
        }
      }),
      { numRuns: 300 },
    );
  });
});

describe('currencies that contradict themselves', () => {
  const at = '/points/star';
  for (const [over, told] of [
    [{ expiry: { calendar: '02-30' } }, `date_does_not_exist ${at}/expiry/calendar`],
    [{ expiry: { rolling: 'P0D' } }, `duration_zero ${at}/expiry/rolling`],
    [{ pending: { for: 'PT0S' } }, `duration_zero ${at}/pending/for`],
    [{ pending: { until: 'x', within: 'P0D' } }, `duration_zero ${at}/pending/within`],
    [{ hold: { for: 'P0D' } }, `duration_zero ${at}/hold/for`],
    [{ expiry: { sliding: 'PT0S' } }, `duration_zero ${at}/expiry/sliding`],
    [{ expiry: { rolling: 'P9999Y' } }, `duration_out_of_range ${at}/expiry/rolling`],
    [
      { expiry: { rolling: 'P1M' }, pending: { for: 'P60D' } },
      `pending_longer_than_expiry ${at}/pending`,
    ],
    [{ spendable: false }, `currency_without_use ${at}/spendable`],
    [{ qualifying: true, transfer: true }, `qualifying_cannot_transfer ${at}/transfer`],
    [{ qualifying: true, overdraft: { limit: 5 } }, `not_spendable ${at}/overdraft`],
    [{ qualifying: true, pending: { until: 'x' } }, `qualifying_pending_by_event ${at}/pending`],
    [
      {
        caps: [
          { points: 9, per: 'P1D' },
          { points: 5, per: 'P1M' },
        ],
      },
      `cap_never_reached ${at}/caps/0`,
    ],
    [
      {
        caps: [
          { points: 9, per: 'P1D' },
          { points: 9, per: 'P1D' },
        ],
      },
      `duplicate_cap ${at}/caps/1`,
    ],
  ] as const) {
    it(told, () => assert.deepEqual(wrongCurrency(over), [told]));
  }
});

describe('tiers that contradict themselves', () => {
  const at = '/tiers/0';
  const asks = (set: string) => ({
    climb: 'in-order',
    levels: [{ id: 'x', when: `member.tier("${set}") == "x"` }],
  });
  const down = (over: object) => ({ downgrade: { policy: 'one-down', ...over } });
  for (const [set, told] of [
    [{ levels: [{ id: 'a', at: 5 }] }, `first_level_not_zero ${at}/levels/0/at`],
    [
      {
        levels: [
          { id: 'a', at: 0 },
          { id: 'b', at: 0 },
        ],
      },
      `levels_not_rising ${at}/levels/1/at`,
    ],
    [
      {
        levels: [
          { id: 'a', at: 0 },
          { id: 'b', at: 5, keep: 6 },
        ],
      },
      `keep_above_at ${at}/levels/1/keep`,
    ],
    [
      {
        levels: [
          { id: 'a', at: 0 },
          { id: 'a', at: 5 },
        ],
      },
      `duplicate_id ${at}/levels/1/id`,
    ],
    [{ measure: { points: 'none' } }, `unknown_currency ${at}/measure/points`],
    [
      { measure: { points: 'growth', count: 'balance', over: 'P1Y' } },
      `window_without_effect ${at}/measure/over`,
    ],
    [
      down({ review: { calendar: ['04-31'] } }),
      `date_does_not_exist ${at}/downgrade/review/calendar/0`,
    ],
    [
      down({ review: { every: 'P1M' }, warn: 'P45D' }),
      `warn_longer_than_review ${at}/downgrade/warn`,
    ],
    [
      down({ review: { calendar: ['06-30', '12-31'] }, grace: 'P7M' }),
      `grace_longer_than_review ${at}/downgrade/grace`,
    ],
    [down({ review: { every: 'PT1H' } }), `review_too_often ${at}/downgrade/review/every`],
    [down({ policy: 'none', warn: 'P30D' }), `review_without_downgrade ${at}/downgrade/warn`],
    [asks('set-0'), `tier_circle ${at}/levels`],
    [
      { climb: 'highest', levels: [{ id: 'x', when: 'purchase.net > 3' }] },
      `tier_not_about_member ${at}/levels/0/when`,
    ],
  ] as const) {
    it(told, () => assert.deepEqual(wrongSet(set), [told]));
  }

  it('finds two sets that ask for each other', () => {
    const told = ['tier_circle /tiers/0/levels', 'tier_circle /tiers/1/levels'];
    assert.deepEqual(wrongSet(asks('set-1'), asks('set-0')), told);
  });
});

describe('an intake that contradicts itself', () => {
  const at = '/intake';
  for (const [intake, told] of [
    [{ country: 'XX' }, [`country_unknown ${at}/country`]],
    [{ country: 'CN' }, []],
    [{ parkFor: 'P0D' }, [`duration_zero ${at}/parkFor`]],
    [{ clockAhead: 'P2D' }, [`clock_ahead_too_long ${at}/clockAhead`]],
  ] as const) {
    it(`${JSON.stringify(intake)} gets ${told.join(', ') || 'nothing'}`, () =>
      assert.deepEqual(wrong({ intake }), told));
  }
});

describe('rules that could never pay', () => {
  const at = '/earning/0';
  for (const [over, told] of [
    [{ earn: undefined }, `rule_without_effect ${at}`],
    [{ earn: { points: 'none', amount: 1 } }, `unknown_currency ${at}/earn/points`],
    [{ lane: 'none' }, `unknown_lane ${at}/lane`],
    [{ budget: { use: 'none', whenShort: 'stop' } }, `unknown_budget ${at}/budget/use`],
    [{ during: { from: '2026-02-30' } }, `date_does_not_exist ${at}/during/from`],
    [{ during: { from: '2026-03-02', to: '2026-03-01' } }, `never_fires ${at}/during`],
    [{ yearly: { from: '02-30', to: '03-05' } }, `date_does_not_exist ${at}/yearly/from`],
    [{ hours: { from: '09:00', to: '09:00' } }, `never_fires ${at}/hours`],
    [{ tiers: { gold: ['high'] } }, `unknown_tier_set ${at}/tiers/gold`],
    [{ tiers: { grade: ['high', 'low'] } }, `unknown_level ${at}/tiers/grade/1`],
    [{ on: 'visit', basket: { lines: 5 } }, `never_fires ${at}/basket`],
    [{ basket: { net: '9.005' } }, `amount_decimals ${at}/basket/net`],
    [{ when: 'false' }, `never_fires ${at}/when`],
    [{ when: 'event.channel == 3' }, `expression_type ${at}/when`],
    [{ on: 'visit', categories: ['tea'] }, `never_fires ${at}/categories`],
    [{ on: 'visit', when: 'line.net > 3' }, `never_fires ${at}/when`],
    [{ earn: { points: 'star', per: { spend: '0.00' } } }, `amount_zero ${at}/earn/per/spend`],
    [{ earn: { points: 'star', per: { spend: '0.005' } } }, `amount_decimals ${at}/earn/per/spend`],
    [
      { on: 'visit', earn: { points: 'star', per: { spend: '1.00' } } },
      `never_fires ${at}/earn/per`,
    ],
    [{ earn: { points: 'star', formula: 'true' } }, `expression_type ${at}/earn/formula`],
    [{ earn: { points: 'star', formula: 'line.net' } }, `formula_about_line ${at}/earn/formula`],
    [
      {
        limits: {
          perMember: [
            { points: 9, per: 'P1D' },
            { points: 5, per: 'P1M' },
          ],
        },
      },
      `limit_never_reached ${at}/limits/perMember/0`,
    ],
    [{ earn: undefined, multiply: 2 }, `nothing_to_multiply ${at}/multiply`],
  ] as const) {
    it(told, () => assert.deepEqual(wrongRule(over), [told]));
  }

  it('refuses factors that pay nothing or far too much', () => {
    const path = '/earning/1/multiply';
    assert.deepEqual(wrongFactor(2), []);
    assert.deepEqual(wrongFactor('1/2'), [`multiply_not_above_one ${path}`]);
    assert.deepEqual(wrongFactor('3/0'), [`multiply_not_a_ratio ${path}`]);
    assert.deepEqual(wrongFactor({ by: '999/1', points: 'star' }), [
      `multiply_too_large ${path}/by`,
    ]);
  });

  it('refuses ids that are given twice', () => {
    const rule = { id: 'a', on: 'visit', earn: { points: 'star', amount: 1 } };
    assert.deepEqual(wrong({ earning: [rule, rule] }), ['duplicate_id /earning/1/id']);
    const budget = { id: 'a', points: 5 };
    assert.deepEqual(wrong({ budgets: [budget, budget] }), ['duplicate_id /budgets/1/id']);
  });
});

type Path = readonly (string | number)[];

function pathsOf(value: unknown, path: Path): Path[] {
  if (typeof value !== 'object' || value === null) return [path];
  const inner = Object.entries(value).flatMap(([key, one]) => pathsOf(one, [...path, key]));
  return path.length > 0 ? [path, ...inner] : inner;
}

function put(root: object, path: Path, value: unknown): void {
  let place = root as Record<string, unknown>;
  for (const key of path.slice(0, -1)) {
    const next = place[key];
    if (typeof next !== 'object' || next === null) return;
    place = next as Record<string, unknown>;
  }
  place[path.at(-1)!] = value;
}
