import { ProblemList, pointer } from '../../../../kernel/input/problem-list.ts';
import { Rejection } from '../../../../kernel/problem.ts';
import type { Zone } from '../../../../kernel/time.ts';
import type { Emit, Mapping, When } from './mapping-schema.ts';
import { keyOf } from './read-mapping.ts';
import { rowIdentity } from './row-identity.ts';
import { type Cells, columnIndex, compileValue, type Unit, type ValueContext } from './value.ts';

/** Where the things of a row go. */
export type Target = 'events' | 'products' | 'categories' | 'stores' | 'touchpoints';

/** One thing that a row gives: an event's input, or an entry of the catalogue. */
export interface Item {
  readonly target: Target;
  readonly input: Readonly<Record<string, unknown>>;
}

/** A mapping that knows the file's columns. */
export interface RowMapper {
  /** What the rows of one group give. @throws {BadRow} */
  map(rows: readonly Cells[], number: number): Item[];
  /** What consecutive rows of one group have in common; `null` when every row stands alone. */
  groupOf(cells: Cells): string | null;
}

/** What a mapper is made of. */
export interface MapperSettings {
  readonly mapping: Mapping;
  readonly header: readonly string[];
  /** The program's zone, for mappings without one. */
  readonly zone: Zone;
  /** Names the content of the file. */
  readonly fingerprint: string;
  /** A short digest of a long text. */
  readonly digest: (text: string) => string;
}

const TARGETS: Readonly<Record<string, Target>> = {
  product: 'products',
  touchpoint: 'touchpoints',
  category: 'categories',
  store: 'stores',
};

interface CompiledEmit {
  readonly target: Target;
  readonly key: string;
  readonly holds: (cells: Cells) => boolean;
  readonly fields: (row: Cells, unit: Unit) => Record<string, unknown>;
  readonly type: string;
}

/**
 * Puts mapping and header together.
 * @throws {Rejection} 422 with every column that the file does not have, and the like.
 */
export function makeRowMapper(settings: MapperSettings): RowMapper {
  const { mapping, header } = settings;
  const out = new ProblemList();
  const context: ValueContext = {
    out,
    header,
    zone: settings.zone,
    source: mapping.source,
    keys: new Set(mapping.emit.map(keyOf)),
  };
  const emits = mapping.emit.map((emit, index) =>
    compileEmit(context, emit as Emit, `/emit/${index}`),
  );
  const columns = (names: readonly string[] | undefined, path: string): number[] | null =>
    names?.map((name, index) => columnIndex(context, name, `${path}/${index}`)) ?? null;
  const identity = rowIdentity(
    columns(mapping.identify, '/identify'),
    settings.fingerprint,
    settings.digest,
  );
  const group = columns(mapping.group, '/group');
  if (out.problems.length > 0) throw new Rejection(422, out.problems);
  return {
    map: (rows, number) => mapRows(mapping.source, emits, identity, rows, number),
    groupOf: (cells) => (group ? JSON.stringify(group.map((index) => cells[index])) : null),
  };
}

function mapRows(
  source: string,
  emits: readonly CompiledEmit[],
  identity: (cells: Cells, number: number) => string,
  rows: readonly Cells[],
  number: number,
): Item[] {
  const first = rows[0]!;
  const base = identity(first, number);
  const idOf = (key: string): string => (key === '' ? base : `${base}/${key}`);
  const unit: Unit = { rows, idOf };
  const items: Item[] = [];
  for (const emit of emits) {
    if (!emit.holds(first)) continue;
    const fields = emit.fields(first, unit);
    const input =
      emit.target === 'events'
        ? { source, id: idOf(emit.key), type: emit.type, ...fields }
        : fields;
    items.push({ target: emit.target, input });
  }
  return items;
}

function compileEmit(context: ValueContext, emit: Emit, path: string): CompiledEmit {
  const { type, key: _, when, ...rest } = emit;
  const target = TARGETS[type] ?? 'events';
  const fields = Object.entries(rest).map(
    ([name, value]) => [name, compileValue(context, value, pointer(path, name))] as const,
  );
  return {
    target,
    type,
    key: keyOf(emit),
    holds: compileWhen(context, when, pointer(path, 'when')),
    fields: (row, unit) => {
      const made: Record<string, unknown> = {};
      for (const [name, value] of fields) {
        const field = value(row, unit);
        if (field !== undefined) made[name] = field;
      }
      return made;
    },
  };
}

/** A number that is zero however it is written: `0`, `0.00`, `-0.0`. */
const ZERO = /^[-+]?0*\.?0*$/;

function compileWhen(
  context: ValueContext,
  when: When | undefined,
  path: string,
): (cells: Cells) => boolean {
  if (!when) return () => true;
  const tests: ((cells: Cells) => boolean)[] = [];
  const add = (name: string | undefined, test: (cell: string) => boolean): void => {
    if (name === undefined) return;
    const index = columnIndex(context, name, path);
    tests.push((cells) => test(cells[index]!.trim()));
  };
  add(when.nonzero, (cell) => !ZERO.test(cell));
  add(when.present, (cell) => cell !== '');
  const allowed = new Set(when.in ?? []);
  add(when.column, (cell) => allowed.has(cell));
  return (cells) => tests.every((test) => test(cells));
}
