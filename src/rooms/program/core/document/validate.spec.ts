import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import Type from 'typebox';
import { Compile } from 'typebox/schema';
import type { Section } from '../section.ts';
import { DurationText, Expression, Id, Label } from '../vocabulary-schema.ts';
import { readDocument } from './read.ts';
import { documentSchema } from './schema.ts';
import { validate } from './validate.ts';

const strict = { additionalProperties: false };

const Ending = Type.Union([
  Type.Literal('never'),
  Type.Object({ rolling: DurationText, round: Type.Optional(Type.Enum(['day', 'month'])) }, strict),
  Type.Object({ calendar: Type.String({ pattern: '^\\d{2}-\\d{2}$' }) }, strict),
]);

const sections: Section[] = [
  {
    name: 'points',
    power: 'operations',
    required: true,
    schema: Type.Record(Id, Type.Object({ name: Type.Optional(Label), ends: Ending }, strict), {
      minProperties: 1,
    }),
    check: () => [],
  },
  {
    name: 'rules',
    power: 'marketing',
    required: false,
    schema: Type.Array(
      Type.Object(
        { points: Id, when: Expression, factor: Type.Optional(Type.Integer({ minimum: 2 })) },
        strict,
      ),
      { maxItems: 3 },
    ),
    check({ rules, points }, expressions) {
      return (rules as { points: string; when: string }[]).flatMap((rule, index) => [
        ...expressions.check(rule.when, 'bool', `/rules/${index}/when`),
        ...(Object.hasOwn((points ?? {}) as object, rule.points)
          ? []
          : [{ code: 'unknown_points', path: `/rules/${index}/points`, detail: '-', fix: '-' }]),
      ]);
    },
  },
];

const head = { program: 'shop', timezone: 'Asia/Shanghai', currency: 'CNY' };
const points = { star: { ends: 'never' } };

function told(over: Record<string, unknown>): string[] {
  const { problems } = validate({ ...head, points, ...over }, sections);
  return problems.map((problem) => `${problem.code} ${problem.path} | ${problem.fix}`);
}

describe('validating a document', () => {
  it('gives the document back when nothing is wrong', () => {
    const document = { ...head, points, rules: [{ points: 'star', when: 'true' }] };
    assert.deepEqual(validate(document, sections), { document, problems: [] });
  });

  it('tells missing, unknown, mistyped and misfitting things with a fix for each', () => {
    assert.deepEqual(told({ points: undefined, pionts: {}, taxIncluded: 'yes' }), [
      'document_wrong_type /points | Write an object with an entry for each id.',
      'document_unknown_property /pionts | Did you mean `points`?',
      'document_wrong_type /taxIncluded | Write true or false.',
    ]);
    assert.deepEqual(told({ rules: [{ points: 'star', when: 'true', factor: 1.5 }] }), [
      'document_bad_value /rules/0/factor | Write a whole number, at least 2.',
    ]);
    assert.deepEqual(told({ points: { Star: { ends: 'never' } } }).length, 1);
    const four = Array(4).fill({ points: 'star', when: 'true' });
    assert.match(told({ rules: four })[0]!, /document_bad_size \/rules \| Give at most 3/);
  });

  it('explains a choice by the shape that was meant, in one problem', () => {
    const of = (ends: unknown) => told({ points: { star: { ends } } });
    assert.match(
      of({ rolling: 'six months' }).join(),
      /^document_bad_value .*ends\/rolling \| .*P6M/,
    );
    assert.match(
      of({ rolling: 'P6M', rund: 'day' }).join(),
      /ends\/rund \| Did you mean `round`\?$/,
    );
    assert.match(of('nevr').join(), /^document_bad_value .*Did you mean `never`\?$/);
    assert.match(of('soon').join(), /^document_wrong_type .*"never", or an object \{ rolling/);
    assert.match(of(3).join(), /^document_wrong_type .*"never", or an object \{ rolling/);
    assert.equal(of({ foo: 1 }).length, 1);
  });

  it('tells mistakes in meaning beside mistakes in shape, each at its own place', () => {
    const rules = [
      { points: 'star' },
      { points: 'star', when: 'memer.joinedDays > 1' },
      { points: 'other', when: 'true' },
    ];
    assert.deepEqual(
      told({ rules }).map((line) => line.split(' |')[0]),
      ['document_missing_property /rules/0', 'expression_unknown_name /rules/1/when'],
    );
    assert.deepEqual(
      told({ rules: rules.slice(1), timezone: 'Mars/Olympus', currency: 'ABC' }).map(
        (line) => line.split(' |')[0],
      ),
      [
        'unknown_timezone /timezone',
        'unknown_money /currency',
        'expression_unknown_name /rules/0/when',
        'unknown_points /rules/1/points',
      ],
    );
  });

  it('agrees with the published JSON Schema on what fits', () => {
    const schema = Compile(documentSchema(sections) as object);
    const piece = fc.constantFrom<unknown>(
      'never',
      'P6M',
      '12-31',
      'star',
      'true',
      3,
      1.5,
      true,
      null,
      [],
      {},
      { rolling: 'P1D' },
      { calendar: '12-31' },
      { rolling: 'P1D', round: 'day' },
      { en: 'Star' },
      'Not an id',
    );
    const rule = fc.record({ points: piece, when: piece, factor: piece }, { requiredKeys: [] });
    const currency = fc.record({ name: piece, ends: piece }, { requiredKeys: ['ends'] });
    const whole = fc.record({
      points: fc.oneof(piece, fc.dictionary(fc.constantFrom('star', 'x', 'No'), currency)),
      rules: fc.oneof(piece, fc.array(rule, { maxLength: 4 })),
    });
    fc.assert(
      fc.property(whole, (parts) => {
        const document = { ...head, ...parts };
        const shape = validate(document, sections).problems.filter((one) =>
          one.code.startsWith('document_'),
        );
        assert.equal(shape.length === 0, schema.Check(document), JSON.stringify(document));
      }),
      { numRuns: 500 },
    );
  });

  it('never throws, whatever was read', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const wrapped = { ...head, points: value, rules: value };
        for (const one of [value, wrapped, [wrapped]]) {
          const { problems } = validate(readDocument(JSON.stringify(one), 'json').value, sections);
          for (const problem of problems) assert.ok(problem.code && problem.detail && problem.fix);
        }
      }),
    );
  });
});
