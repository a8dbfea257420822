import type { FastifyRequest } from 'fastify';
import { reject } from '../../../kernel/problem.ts';
import type { Authenticator } from '../../../platform/http/authentication.ts';
import type { Caller } from '../../../platform/http/caller.ts';
import { isFromOwnPage, isUnsafe, otherSite } from '../../../platform/http/own-origin.ts';
import {
  type CookieOptions,
  readCookie,
  SESSION_COOKIE,
} from '../../../platform/http/session-cookie.ts';
import { isRole, permissionsOf } from '../core/roles.ts';
import { fromToken, sameSecret } from './secret-token.ts';
import type { SessionHolder } from './session-store.ts';
import type { Sessions } from './sessions.ts';

/** An operator who has signed in. */
export interface OperatorCaller extends Caller {
  readonly kind: 'operator';
  readonly session: SessionHolder;
  /** What this session's pages send with every change. */
  readonly csrfToken: string;
}

/** What somebody may do who still has to get a second factor. */
const WEAK = new Set(['session.own', 'docs.read']);

/** How sessions are recognised. */
export interface SessionDoor {
  readonly sessions: Pick<Sessions, 'holderOf'>;
  readonly cookie: CookieOptions;
  readonly publicUrl: string | undefined;
  readonly needsSecondFactor: boolean;
}

/**
 * Knows operators by the cookie of their session. What changes something must come from a page of
 * this hub: its Origin says so, and so does a token that only such a page can have read.
 */
export function bySession(door: SessionDoor): Authenticator {
  return (request) => {
    const token = readCookie(request, SESSION_COOKIE, door.cookie);
    return token === undefined ? undefined : callerOf(request, token, door);
  };
}

async function callerOf(
  request: FastifyRequest,
  token: string,
  door: SessionDoor,
): Promise<OperatorCaller> {
  const session = await door.sessions.holderOf(token);
  if (!session) throw sessionOver();
  const csrfToken = csrfTokenOf(token);
  if (isUnsafe(request) && !isOwn(request, csrfToken, door)) throw otherSite();
  return operatorCaller(session, csrfToken, door.needsSecondFactor);
}

/** The token that a session's pages send with every change. */
export function csrfTokenOf(token: string): string {
  return fromToken(token, 'csrf');
}

/** The caller whom a session stands for. */
export function operatorCaller(
  session: SessionHolder,
  csrfToken: string,
  needsSecondFactor: boolean,
): OperatorCaller {
  const held = permissionsOf(session.roles.filter(isRole));
  const isWeak = needsSecondFactor && !session.isStrong;
  return {
    kind: 'operator',
    id: String(session.operatorId),
    name: session.name,
    touchpoint: null,
    store: null,
    may: (permission) =>
      isWeak || WEAK.has(permission) ? WEAK.has(permission) : held.has(permission),
    session,
    csrfToken,
  };
}

/** The session of a caller; a key has none. */
export function sessionOf(caller: Caller): OperatorCaller {
  if (caller.kind === 'operator' && 'session' in caller) return caller as OperatorCaller;
  throw reject(409, {
    code: 'no_session',
    path: '',
    detail: 'Only operators have sessions; this is a key.',
    fix: 'Sign in first: POST /v1/session.',
  });
}

function isOwn(request: FastifyRequest, csrfToken: string, { publicUrl }: SessionDoor): boolean {
  const given = request.headers['x-csrf-token'];
  if (typeof given !== 'string' || !sameSecret(given, csrfToken)) return false;
  return isFromOwnPage(request, publicUrl);
}

const sessionOver = () =>
  reject(401, {
    code: 'session_over',
    path: '',
    detail: 'The session has ended.',
    fix: 'Sign in again: POST /v1/session.',
  });
