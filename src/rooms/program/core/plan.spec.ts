import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import Type from 'typebox';
import { planChanges } from './plan.ts';
import type { ProgramDocument, Section } from './section.ts';

const section = (name: string, noun: string, power: Section['power']): Section => ({
  name,
  noun,
  power,
  schema: Type.Any(),
  required: false,
  check: () => [],
  describe: (key) => `the words for ${key}`,
});

const sections = [
  section('points', 'Currency', 'operations'),
  section('tiers', 'Tier set', 'operations'),
  section('earning', 'Rule', 'marketing'),
  section('intake', 'Intake', 'data'),
];

const before: ProgramDocument = {
  program: 'shop',
  timezone: 'UTC',
  currency: 'CNY',
  points: { star: { expiry: { rolling: 'P6M' } }, old: { expiry: 'never' } },
  tiers: [
    {
      set: 'status',
      levels: [
        { id: 'silver', at: 1_000 },
        { id: 'gold', at: 5_000 },
      ],
    },
  ],
  earning: [
    { id: 'a', multiply: 2, channels: ['app'] },
    { id: 'b', multiply: 2 },
  ],
  intake: { unknown: 'enrol' },
};

function changed(over: Record<string, unknown>): ProgramDocument {
  return { ...structuredClone(before), ...over };
}

function texts(after: ProgramDocument): string[] {
  return planChanges(before, after, sections).map((change) => change.text);
}

describe('the difference between two programs', () => {
  it('is nothing when only the order of keys differs', () => {
    assert.deepEqual(
      planChanges(
        before,
        changed({
          points: {
            old: { expiry: 'never' },
            star: { expiry: { rolling: 'P6M' } },
          },
        }),
        sections,
      ),
      [],
    );
  });

  it('names what changed inside an item, old and new', () => {
    const earning = [
      { id: 'a', multiply: 3, channels: ['app', 'web'] },
      { id: 'b', multiply: 2 },
    ];
    assert.deepEqual(texts(changed({ earning })), [
      'Rule a: multiply 2 → 3',
      'Rule a: channels app → app, web',
    ]);
  });

  it('names levels by their id', () => {
    const levels = [
      { id: 'silver', at: 800 },
      { id: 'diamond', at: 20_000 },
    ];
    assert.deepEqual(texts(changed({ tiers: [{ set: 'status', levels }] })), [
      'Tier set status: level silver at 1,000 → 800',
      'Tier set status: level diamond { id diamond, at 20,000 } added',
      'Tier set status: level gold removed',
    ]);
  });

  it('tells what is added and removed in the words of the section', () => {
    const points = { star: { expiry: { rolling: 'P12M' } }, new: { expiry: 'never' } };
    const changes = planChanges(before, changed({ points, currency: 'EUR' }), sections);
    assert.deepEqual(
      changes.map(({ kind, section, power, path, text }) => [kind, section, power, path, text]),
      [
        ['changed', 'program', 'operations', '/currency', 'Program: currency CNY → EUR'],
        [
          'changed',
          'points',
          'operations',
          '/points/star/expiry/rolling',
          'Currency star: expiry rolling P6M → P12M',
        ],
        ['added', 'points', 'operations', '/points/new', 'Currency new added: the words for new'],
        [
          'removed',
          'points',
          'operations',
          '/points/old',
          'Currency old removed: the words for old',
        ],
      ],
    );
  });

  it('tells a new order, because order decides', () => {
    const earning = [before.earning as unknown[]].flat().reverse();
    assert.deepEqual(texts(changed({ earning })), ['Rules now stand in the order b, a']);
  });

  it('tells settings of a section without items', () => {
    assert.deepEqual(texts(changed({ intake: { unknown: 'refuse', parkFor: 'P7D' } })), [
      'Intake unknown: enrol → refuse',
      'Intake parkFor added: the words for parkFor',
    ]);
  });

  it('takes everything for new when there was no program', () => {
    const kinds = new Set(planChanges(null, before, sections).map((change) => change.kind));
    assert.deepEqual([...kinds], ['changed', 'added']);
  });
});
