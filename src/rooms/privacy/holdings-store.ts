import type { Queryable } from '../../platform/db/pool.ts';
import type { Shown } from './core/holding.ts';

type Row = Readonly<Record<string, unknown>>;

/** Rows of one table that one export gives; a member has far fewer. */
const ROWS_MOST = 200_000;

/** What a table holds about a member, every column but those that are left out. */
export async function rowsOf(client: Queryable, holding: Shown, memberId: number): Promise<Row[]> {
  const { table, by = 'member_id', where = `${by} = $1::bigint`, order, without = [] } = holding;
  // Names and conditions are our own, from the catalogue; the member's number is a value.
  const { rows } = await client.query<{ row: Row }>({
    text: `select to_json(t) as row from ${table} t where ${where} order by ${order}
      limit $2::integer`,
    values: [memberId, ROWS_MOST],
  });
  return rows.map(({ row }) => shownRow(row, new Set(without), new Set(holding.json)));
}

function shownRow(row: Row, without: ReadonlySet<string>, json: ReadonlySet<string>): Row {
  const columns = Object.entries(row).filter(([name]) => !without.has(name));
  return Object.fromEntries(
    columns.map(([name, value]) => [
      name,
      json.has(name) && typeof value === 'string' ? JSON.parse(value) : value,
    ]),
  );
}

/** Tables with a column by which a row is somebody's: for the test that none is forgotten. */
export async function tablesOfSomebody(client: Queryable, pattern: RegExp): Promise<string[]> {
  const { rows } = await client.query<{ table: string; column: string }>(
    `select c.relname as table, a.attname as column
      from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0
      where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p')
        and not c.relispartition and not a.attisdropped
      order by 1, 2`,
  );
  return [...new Set(rows.filter(({ column }) => pattern.test(column)).map(({ table }) => table))];
}
