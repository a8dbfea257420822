import { randomBytes } from 'node:crypto';
import type { Queryable } from '../../../platform/db/pool.ts';
import { beginSession, isOver, isWorthTouching } from '../core/session-life.ts';
import type { SignInParts } from './parts.ts';
import { newToken, tokenHash } from './secret-token.ts';
import {
  deleteEnded,
  deleteOtherSessions,
  deleteSession,
  findSession,
  insertSession,
  listSessions,
  type Session,
  type SessionHolder,
  touchSession,
} from './session-store.ts';

const ID_BYTES = 9;
const AGENT_MOST = 200;

/** A session that has just begun: its token is told this once. */
export interface BegunSession {
  readonly token: string;
  readonly session: Session;
}

/** Sessions of operators: random tokens kept as hashes, with an idle and an absolute end. */
export class Sessions {
  readonly #parts: SignInParts;

  constructor(parts: SignInParts) {
    this.#parts = parts;
  }

  /** Begins a session with a token that never was before, whatever the browser brought. */
  async begin(
    client: Queryable,
    who: Pick<Session, 'operatorId' | 'method' | 'isStrong' | 'agent'>,
  ): Promise<BegunSession> {
    const token = newToken();
    const now = this.#parts.clock.now();
    const session: Session = {
      ...who,
      agent: who.agent.slice(0, AGENT_MOST),
      id: randomBytes(ID_BYTES).toString('base64url'),
      beganAt: now,
      ...beginSession(now, this.#parts.sessions),
    };
    await insertSession(client, tokenHash(token) as Buffer, session);
    return { token, session };
  }

  /** Whose session a token is; undefined when it is unknown, over, or its operator disabled. */
  async holderOf(token: string): Promise<SessionHolder | undefined> {
    const { pool, clock, sessions } = this.#parts;
    const hash = tokenHash(token);
    const found = hash && (await findSession(pool, hash));
    const now = clock.now();
    if (!found) return undefined;
    if (isOver(found, now, sessions)) {
      await deleteSession(pool, found.operatorId, found.id);
      return undefined;
    }
    if (isWorthTouching(found, now)) await touchSession(pool, found.id, now);
    return found;
  }

  /** When a session ends if nobody uses it from now on. */
  idleEnd({ seenAt, endsAt }: Pick<Session, 'seenAt' | 'endsAt'>): number {
    return Math.min(endsAt, seenAt + this.#parts.sessions.idleMs);
  }

  /** An operator's sessions that are not over, the newest first. */
  async list(operatorId: number): Promise<Session[]> {
    const { pool, clock, sessions } = this.#parts;
    const now = clock.now();
    const all = await listSessions(pool, operatorId);
    return all.filter((session) => !isOver(session, now, sessions));
  }

  /** Ends one session of an operator; false when there is none. */
  end(client: Queryable, operatorId: number, id: string): Promise<boolean> {
    return deleteSession(client, operatorId, id);
  }

  /** Ends all sessions of an operator but `kept`; how many. */
  endOthers(client: Queryable, operatorId: number, kept = ''): Promise<number> {
    return deleteOtherSessions(client, operatorId, kept);
  }

  /** Clears away what is over. */
  async clear(): Promise<void> {
    const now = this.#parts.clock.now();
    const seenBefore = now - this.#parts.sessions.idleMs;
    await deleteEnded(this.#parts.pool, { now, seenBefore });
  }
}
