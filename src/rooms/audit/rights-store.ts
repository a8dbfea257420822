import type { Queryable } from '../../platform/db/pool.ts';

/** Whether the user of this connection could bend the log: as its owner, or by a right on it. */
export async function ownsLog(client: Queryable): Promise<boolean> {
  const { rows } = await client.query<{ owns: boolean }>(
    `select pg_has_role(c.relowner, 'member')
        or has_table_privilege(c.oid, 'update') or has_table_privilege(c.oid, 'delete')
        or has_table_privilege(c.oid, 'truncate') as owns
      from pg_class c where c.oid = to_regclass($1::text)`,
    ['public.audit_log'],
  );
  return rows[0]?.owns ?? true;
}
