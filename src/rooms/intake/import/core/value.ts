import Type, { type Static } from 'typebox';
import { Compile } from 'typebox/compile';
import { type ProblemList, pointer, quoted } from '../../../../kernel/input/problem-list.ts';
import { nearestName } from '../../../../kernel/nearest-name.ts';
import type { Zone } from '../../../../kernel/time.ts';
import { BadRow } from './bad-row.ts';
import { momentReader } from './moment-cell.ts';
import { readNumber } from './number-cell.ts';

/** The cells of one row, in the order of the header. */
export type Cells = readonly string[];

/** Consecutive rows that are one thing; a single row mostly. */
export interface Unit {
  readonly rows: readonly Cells[];
  /** The id that an event of this unit has, by its key. */
  readonly idOf: (key: string) => string;
}

/** A compiled value; `undefined` leaves the field out. */
export type Value = (row: Cells, unit: Unit) => unknown;

/** What values are compiled with. */
export interface ValueContext {
  readonly out: ProblemList;
  readonly header: readonly string[];
  readonly zone: Zone;
  readonly source: string;
  /** Keys of the mapping's events, for references between the events of one row. */
  readonly keys: ReadonlySet<string>;
}

/** `{ column: … }`: one cell, with how to read it. */
export const ColumnValue = Type.Object(
  {
    column: Type.String(),
    as: Type.Optional(Type.Enum(['text', 'number', 'moment', 'flag'])),
    decimals: Type.Optional(Type.Integer({ minimum: 0, maximum: 8 })),
    round: Type.Optional(Type.Boolean()),
    negate: Type.Optional(Type.Boolean()),
    format: Type.Optional(Type.String({ maxLength: 40 })),
    values: Type.Optional(Type.Record(Type.String(), Type.Unknown())),
    default: Type.Optional(Type.Unknown()),
  },
  { additionalProperties: false },
);

const columnValue = Compile(ColumnValue);
const YES = new Set(['1', 'true', 'yes', 'y', 't']);
const NO = new Set(['0', 'false', 'no', 'n', 'f']);

/**
 * Compiles a value of a mapping. A text is a template (`$column`, `${column name}`, `$$`); an
 * object with `column` reads one cell; with `each` it is a list with one item for every row of
 * the group; with `event` it refers to another event of the row; all else is taken part by part.
 */
export function compileValue(context: ValueContext, spec: unknown, path: string): Value {
  if (typeof spec === 'string') return compileTemplate(context, spec, path);
  if (typeof spec !== 'object' || spec === null) return () => spec;
  if (Array.isArray(spec)) return compileList(context, spec, path);
  if ('column' in spec) return compileColumn(context, spec, path);
  if ('each' in spec) return compileEach(context, spec.each, pointer(path, 'each'));
  if ('event' in spec) return compileReference(context, spec.event, path);
  return compileObject(context, spec as Record<string, unknown>, path);
}

function compileObject(context: ValueContext, spec: Record<string, unknown>, path: string): Value {
  const fields = Object.entries(spec).map(
    ([name, value]) => [name, compileValue(context, value, pointer(path, name))] as const,
  );
  return (row, unit) => {
    const made: Record<string, unknown> = {};
    for (const [name, value] of fields) {
      const field = value(row, unit);
      if (field !== undefined) made[name] = field;
    }
    return made;
  };
}

function compileList(context: ValueContext, spec: readonly unknown[], path: string): Value {
  const items = spec.map((item, index) => compileValue(context, item, pointer(path, index)));
  return (row, unit) => items.map((item) => item(row, unit)).filter((item) => item !== undefined);
}

function compileEach(context: ValueContext, spec: unknown, path: string): Value {
  const item = compileValue(context, spec, path);
  return (_, unit) => unit.rows.map((row) => item(row, unit));
}

function compileReference(context: ValueContext, event: unknown, path: string): Value {
  const key = event === 'purchase' ? '' : String(event);
  if (!context.keys.has(key)) {
    const fix = 'Name the key (or type) of another entry of "emit".';
    context.out.add('event_unknown', path, `No event of the row is called ${quoted(event)}.`, fix);
  }
  return (_, unit) => ({ source: context.source, id: unit.idOf(key) });
}

/** An empty cell leaves the whole field out. */
function compileTemplate(context: ValueContext, template: string, path: string): Value {
  if (!template.includes('$')) return () => template;
  const parts: (string | number)[] = [];
  let end = 0;
  for (const match of template.matchAll(/\$(?:\$|\{([^}]+)\}|([A-Za-z_]\w*))/g)) {
    parts.push(template.slice(end, match.index));
    const name = match[1] ?? match[2];
    parts.push(name === undefined ? '$' : columnIndex(context, name, path));
    end = match.index + match[0].length;
  }
  parts.push(template.slice(end));
  return (row) => {
    let text = '';
    for (const part of parts) {
      if (typeof part === 'string') {
        text += part;
      } else {
        const cell = row[part]!.trim();
        if (cell === '') return undefined;
        text += cell;
      }
    }
    return text;
  };
}

function compileColumn(context: ValueContext, spec: object, path: string): Value {
  if (!columnValue.Check(spec)) {
    for (const error of columnValue.Errors(spec)) {
      const fix = 'See docs/guides/import.md for how a column is read.';
      context.out.add('mapping_invalid', path + error.instancePath, `It ${error.message}.`, fix);
    }
    return () => undefined;
  }
  const column = spec as Static<typeof ColumnValue>;
  const index = columnIndex(context, column.column, path);
  const read = cellReader(context, column);
  return (row) => {
    const cell = row[index]!.trim();
    if (cell === '') return column.default;
    try {
      return read(cell);
    } catch (error) {
      if (!(error instanceof BadRow)) throw error;
      throw new BadRow(error.code, `${column.column}: ${error.message}`);
    }
  };
}

function cellReader(
  context: ValueContext,
  column: Static<typeof ColumnValue>,
): (cell: string) => unknown {
  const { values, decimals } = column;
  if (values) return (cell) => lookUp(values, cell, column.default);
  if (column.as === 'moment' || column.format) return momentReader(context.zone, column.format);
  if (column.as === 'flag') return readFlag;
  if (column.as === 'number' || decimals !== undefined) {
    const number = { decimals: decimals ?? 0, round: column.round, negate: column.negate };
    return (cell) => readNumber(cell, number);
  }
  return (cell) => cell;
}

function lookUp(values: Record<string, unknown>, cell: string, fallback: unknown): unknown {
  if (Object.hasOwn(values, cell)) return values[cell];
  if (fallback !== undefined) return fallback;
  throw new BadRow('value_unmapped', `${quoted(cell)} is not among the mapping's values.`);
}

function readFlag(cell: string): boolean {
  const word = cell.toLowerCase();
  if (YES.has(word)) return true;
  if (NO.has(word)) return false;
  throw new BadRow('not_a_flag', `${quoted(cell)} is neither yes nor no.`);
}

/** Where a column stands; a problem with the nearest name when the file has none of that name. */
export function columnIndex(context: ValueContext, name: string, path: string): number {
  const index = context.header.indexOf(name);
  if (index >= 0) return index;
  const near = nearestName(name, context.header);
  const fix = near ? `Did you mean "${near}"?` : `The file has: ${context.header.join(', ')}.`;
  const detail = `The file has no column ${quoted(name)}.`;
  context.out.add('column_unknown', path, detail, fix);
  return 0;
}
