import type { Queryable } from '../../../platform/db/pool.ts';

/** How somebody proved who they are. */
export type SignInMethod = 'password' | 'sso';

/** A session as its operator may see it. */
export interface Session {
  /** Names the session; it is no secret. */
  readonly id: string;
  readonly operatorId: number;
  readonly method: SignInMethod;
  /** With a second factor, or by an identity provider that asks for it. */
  readonly isStrong: boolean;
  /** What the browser called itself. */
  readonly agent: string;
  readonly beganAt: number;
  readonly seenAt: number;
  readonly endsAt: number;
}

/** Whose session it is, as of now. */
export interface SessionHolder extends Session {
  readonly name: string;
  readonly email: string;
  readonly roles: readonly string[];
  readonly hasSecondFactor: boolean;
}

const SHOWN = `s.id, s.operator_id as "operatorId", s.method, s.is_strong as "isStrong", s.agent,
  s.began_at as "beganAt", s.seen_at as "seenAt", s.ends_at as "endsAt"`;

/** Keeps a new session. */
export async function insertSession(
  db: Queryable,
  tokenHash: Buffer,
  session: Session,
): Promise<void> {
  const { id, operatorId, method, isStrong, agent, beganAt, seenAt, endsAt } = session;
  await db.query(
    `insert into access_sessions
       (token_hash, id, operator_id, method, is_strong, agent, began_at, seen_at, ends_at)
     values ($1::bytea, $2::text, $3::integer, $4::text, $5::boolean, $6::text,
       to_timestamp($7::float8 / 1000), to_timestamp($8::float8 / 1000),
       to_timestamp($9::float8 / 1000))`,
    [tokenHash, id, operatorId, method, isStrong, agent, beganAt, seenAt, endsAt],
  );
}

/** The session of a token, with what its operator may do now; none of who is not active. */
export async function findSession(
  db: Queryable,
  tokenHash: Buffer,
): Promise<SessionHolder | undefined> {
  const { rows } = await db.query<SessionHolder>(
    `select ${SHOWN}, o.name, o.email, o.roles, o.totp_secret is not null as "hasSecondFactor"
       from access_sessions s join access_operators o on o.id = s.operator_id
      where s.token_hash = $1::bytea and o.status = 'active'`,
    [tokenHash],
  );
  return rows[0];
}

/** Notes that a session was used. */
export async function touchSession(db: Queryable, id: string, now: number): Promise<void> {
  await db.query(
    `update access_sessions set seen_at = to_timestamp($2::float8 / 1000)
      where id = $1::text and seen_at < to_timestamp($2::float8 / 1000)`,
    [id, now],
  );
}

/** Sessions of an operator, the newest first. */
export async function listSessions(db: Queryable, operatorId: number): Promise<Session[]> {
  const { rows } = await db.query<Session>(
    `select ${SHOWN} from access_sessions s
      where s.operator_id = $1::integer order by s.began_at desc, s.id limit 200`,
    [operatorId],
  );
  return rows;
}

/** Ends one session of an operator; false when there is no such one. */
export async function deleteSession(
  db: Queryable,
  operatorId: number,
  id: string,
): Promise<boolean> {
  const { rowCount } = await db.query(
    'delete from access_sessions where operator_id = $1::integer and id = $2::text',
    [operatorId, id],
  );
  return rowCount === 1;
}

/** Ends every session of an operator but one (`''`: but none); how many. */
export async function deleteOtherSessions(
  db: Queryable,
  operatorId: number,
  kept: string,
): Promise<number> {
  const { rowCount } = await db.query(
    'delete from access_sessions where operator_id = $1::integer and id <> $2::text',
    [operatorId, kept],
  );
  return rowCount ?? 0;
}

/** Clears away what is over: sessions, links and ways to the identity provider. */
export async function deleteEnded(
  db: Queryable,
  { now, seenBefore }: { readonly now: number; readonly seenBefore: number },
): Promise<void> {
  await db.query(
    `delete from access_sessions where ends_at <= to_timestamp($1::float8 / 1000)
         or seen_at <= to_timestamp($2::float8 / 1000)`,
    [now, seenBefore],
  );
  const past = 'ends_at <= to_timestamp($1::float8 / 1000)';
  await db.query(`delete from access_links where ${past}`, [now]);
  await db.query(`delete from access_sso_flows where ${past}`, [now]);
}

/** A session whose operator has just proved a second factor. */
export async function strengthenSession(db: Queryable, id: string): Promise<void> {
  await db.query('update access_sessions set is_strong = true where id = $1::text', [id]);
}
