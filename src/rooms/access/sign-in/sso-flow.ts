import { fromToken, newToken } from './secret-token.ts';

/** How long somebody may take at the identity provider. */
export const FLOW_MS = 10 * 60_000;

/** One way to the identity provider and back: only this browser knows what it comes from. */
export interface SsoFlow {
  /** What the browser keeps in a cookie until it comes back. */
  readonly cookie: string;
  /** Comes back with the browser: an answer that was begun elsewhere has another one. */
  readonly state: string;
  /** Stands in the identity provider's token: one that was made for another way does not fit. */
  readonly nonce: string;
  /** Proves to the identity provider that who fetches the token has begun the way (PKCE). */
  readonly verifier: string;
  readonly endsAt: number;
}

const COOKIE = /^([\w-]{43})\.(\d{1,16})$/;

/** A new way, which ends by itself. */
export function beginFlow(now: number): SsoFlow {
  return flowOf(newToken(), now + FLOW_MS);
}

/** The way that a cookie tells of; undefined when it is none, or has ended. */
export function readFlow(cookie: string | undefined, now: number): SsoFlow | undefined {
  const parts = COOKIE.exec(cookie ?? '');
  if (!parts) return undefined;
  const endsAt = Number(parts[2]);
  return endsAt > now && endsAt <= now + FLOW_MS ? flowOf(String(parts[1]), endsAt) : undefined;
}

/** Everything comes from one secret and the end: who changes either has another state. */
function flowOf(token: string, endsAt: number): SsoFlow {
  return {
    cookie: `${token}.${endsAt}`,
    state: fromToken(token, `state until ${endsAt}`),
    nonce: fromToken(token, 'nonce'),
    verifier: fromToken(token, 'verifier'),
    endsAt,
  };
}
