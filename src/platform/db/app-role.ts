import { randomBytes } from 'node:crypto';
import type pg from 'pg';
import { connect } from './connect.ts';

/** The role under which a hub works on the database that it brings itself. */
const APP_ROLE = 'hub';

const SAME_ROLE_LOCK = 7_204_591;

/**
 * Makes the role of the hub on a server of our own, with a new password at each start.
 * @returns the connection string of that role.
 */
export async function openAppRole(ownerUrl: string): Promise<string> {
  const password = randomBytes(24).toString('hex');
  await connected(ownerUrl, async (client) => {
    const found = await client.query('select 1 from pg_roles where rolname = $1::text', [APP_ROLE]);
    const verb = found.rowCount === 0 ? 'create' : 'alter';
    await client.query(`${verb} role ${APP_ROLE} login nosuperuser password '${password}'`);
  });
  const url = new URL(ownerUrl);
  url.username = APP_ROLE;
  url.password = password;
  await grantApp(ownerUrl, url.href);
  return url.href;
}

/** Gives the role of `appUrl` what a hub needs of the tables that the role of `ownerUrl` owns. */
export async function grantApp(ownerUrl: string, appUrl: string): Promise<void> {
  const role = await connected(appUrl, async (client) => {
    const { rows } = await client.query<{ role: string }>('select current_user as role');
    return rows[0]?.role as string;
  });
  await connected(ownerUrl, async (client) => {
    const { rows } = await client.query<{ same: boolean }>(
      'select current_user = $1::name as same',
      [role],
    );
    if (rows[0]?.same) return;
    await client.query('begin');
    // Two hubs that start at once would change the same rights at the same moment.
    await client.query('select pg_advisory_xact_lock($1::bigint)', [SAME_ROLE_LOCK]);
    await client.query('select platform_grant_app($1::name)', [role]);
    await client.query('commit');
  });
}

async function connected<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = await connect(url, { name: 'rights' });
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}
