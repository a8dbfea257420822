import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Rejection } from '../../../../kernel/problem.ts';
import { Zone } from '../../../../kernel/time.ts';
import { BadRow } from './bad-row.ts';
import { readMapping } from './read-mapping.ts';
import { makeRowMapper } from './row-mapper.ts';

function mapper(yaml: string, header: readonly string[], zone = 'Asia/Shanghai') {
  return makeRowMapper({
    mapping: readMapping(yaml),
    header,
    zone: new Zone(zone),
    fingerprint: 'f00d',
    digest: (text) => `digest-${text.length}`,
  });
}

function problems(work: () => unknown): string[] {
  try {
    work();
  } catch (error) {
    assert.ok(error instanceof Rejection, String(error));
    return error.problems.map(({ code, path, fix }) => `${code} ${path} ${fix}`);
  }
  return assert.fail('it is refused');
}

test('a row becomes an event; an empty cell leaves its field out', () => {
  const made = mapper(
    `
source: pos
emit:
  - type: visit
    member: { card: $card, email: "\${E mail}" }
    happenedAt: { column: when, as: moment }
    data: { price: { column: price, decimals: 2 }, note: "for $$5 from $card", fixed: 7 }
`,
    ['card', 'E mail', 'when', 'price'],
  ).map([[' 7 ', '', '2026-06-19 08:30', '12.5']], 3);
  assert.deepEqual(made, [
    {
      target: 'events',
      input: {
        source: 'pos',
        id: 'f00d:3/visit',
        type: 'visit',
        member: { card: '7' },
        happenedAt: '2026-06-19T00:30:00.000Z',
        data: { price: 1250, note: 'for $5 from 7', fixed: 7 },
      },
    },
  ]);
});

test('rows of one receipt become one purchase, and events refer to each other', () => {
  const rows = mapper(
    `
source: pos
identify: [receipt]
group: [receipt]
emit:
  - type: purchase
    member: { card: $card }
    data:
      receipt: $receipt
      lines: { each: { sku: $sku, gross: { column: gross, as: number } } }
  - type: points.spend
    when: { nonzero: spent }
    member: { card: $card }
    data:
      currency: star
      amount: { column: spent, as: number, negate: true }
      purchase: { event: purchase }
`,
    ['receipt', 'card', 'sku', 'gross', 'spent'],
  );
  assert.equal(rows.groupOf(['r:1', '', '', '', '']), rows.groupOf(['r:1', 'x', '', '', '']));
  const made = rows.map(
    [
      ['r:1', 'c', 'a', '5', '-3'],
      ['r:1', 'c', 'b', '6', '-3'],
    ],
    1,
  );
  assert.deepEqual(
    made.map(({ input }) => [input.id, input.data]),
    [
      [
        'r%3A1',
        {
          receipt: 'r:1',
          lines: [
            { sku: 'a', gross: 5 },
            { sku: 'b', gross: 6 },
          ],
        },
      ],
      [
        'r%3A1/points.spend',
        { currency: 'star', amount: 3, purchase: { source: 'pos', id: 'r%3A1' } },
      ],
    ],
  );
  assert.equal(rows.map([['r', 'c', 'a', '5', '0.00']], 1).length, 1);
});

test('products, with values looked up', () => {
  const made = mapper(
    `
source: erp
emit:
  - type: product
    sku: $sku
    name: $name
    category: { column: group, values: { F: fresh, D: drinks }, default: other }
`,
    ['sku', 'name', 'group'],
  ).map([['1', 'Tea', 'D']], 1);
  assert.deepEqual(made, [
    { target: 'products', input: { sku: '1', name: 'Tea', category: 'drinks' } },
  ]);
});

test('touchpoints, from a list of devices', () => {
  const made = mapper(
    `
source: devices
emit:
  - type: touchpoint
    id: $device
    kind: { column: what, values: { till: pos, door: sensor }, default: other }
    store: $shop
    state: { column: lost, values: { yes: revoked }, default: active }
`,
    ['device', 'what', 'shop', 'lost'],
  ).map([['T1', 'till', 'S001', 'yes']], 1);
  assert.deepEqual(made, [
    {
      target: 'touchpoints',
      input: { id: 'T1', kind: 'pos', store: 'S001', state: 'revoked' },
    },
  ]);
});

const cells: readonly [string, string, string, unknown][] = [
  ['a bare day is local midnight', '{ as: moment }', '2026-06-19', '2026-06-18T16:00:00.000Z'],
  ['an offset is kept', '{ as: moment }', '2026-06-19T08:00:00Z', '2026-06-19T08:00:00.000Z'],
  ['a format', '{ format: "DD.MM.YYYY HH:mm" }', '19.06.2026 08:00', '2026-06-19T00:00:00.000Z'],
  ['cents', '{ decimals: 2 }', '-3.10', -310],
  ['too fine, rounded', '{ decimals: 2, round: true }', '174.51999999999995', 17_452],
  ['half away from zero', '{ decimals: 0, round: true }', '-2.5', -3],
  ['zero has no sign', '{ decimals: 1, negate: true }', '-0.0', 0],
  ['yes', '{ as: flag }', 'Yes', true],
];

for (const [name, how, cell, expected] of cells) {
  test(`a cell: ${name}`, () => {
    const yaml = `{ source: s, emit: [{ type: t, v: { column: c, ${how.slice(1)} }] }`;
    assert.deepEqual(mapper(yaml, ['c']).map([[cell]], 1)[0]?.input.v, expected);
  });
}

const badCells: readonly [string, string, string][] = [
  ['{ decimals: 2 }', 'NaN', 'not_a_decimal'],
  ['{ decimals: 2 }', '1.234', 'not_a_decimal'],
  ['{ decimals: 2 }', '1e5', 'not_a_decimal'],
  ['{ as: moment }', '2026-02-30', 'not_a_moment'],
  ['{ as: moment }', '19/06/2026', 'not_a_moment'],
  ['{ as: flag }', 'perhaps', 'not_a_flag'],
  ['{ values: { a: b } }', 'z', 'value_unmapped'],
];

for (const [how, cell, code] of badCells) {
  test(`a cell that cannot be read: ${cell} as ${how}`, () => {
    const yaml = `{ source: s, emit: [{ type: t, v: { column: c, ${how.slice(1)} }] }`;
    assert.throws(
      () => mapper(yaml, ['c']).map([[cell]], 1),
      (error: unknown) => error instanceof BadRow && error.code === code,
    );
  });
}

test('what is wrong with a mapping is told at once', () => {
  assert.deepEqual(
    problems(() => readMapping('source: [')).map((text) => text.split(' ')[0]),
    ['mapping_unreadable'],
  );
  const wrong = problems(() => readMapping('{ source: s, identfy: [a], emit: [] }'));
  assert.ok(
    wrong.some((text) => text.includes('Did you mean "identify"?')),
    wrong.join('\n'),
  );
  assert.equal(wrong.length, 2);
  const twice = '{ source: s, zone: Mars/Base, emit: [{ type: visit }, { type: visit }] }';
  assert.deepEqual(
    problems(() => readMapping(twice)).map((text) => text.split(' ')[0]),
    ['key_repeated', 'zone_unknown'],
  );
});

test('columns that the file does not have are told with the nearest name', () => {
  const yaml = '{ source: s, identify: [idd], emit: [{ type: visit, x: $cord, y: { event: z } }] }';
  assert.deepEqual(
    problems(() => mapper(yaml, ['id', 'card'])),
    [
      'column_unknown /emit/0/x Did you mean "card"?',
      'event_unknown /emit/0/y Name the key (or type) of another entry of "emit".',
      'column_unknown /identify/0 Did you mean "id"?',
    ],
  );
});
