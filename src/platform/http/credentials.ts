import type { FastifyRequest } from 'fastify';
import type { Authenticator } from './authentication.ts';
import type { Caller } from './caller.ts';
import { isFromOtherSite, isUnsafe, otherSite } from './own-origin.ts';

/**
 * The key that a request shows: `Authorization: Bearer`, `x-api-key`, or as a browser asks for it,
 * the password of `Authorization: Basic`.
 */
export function keyOf({ headers }: Pick<FastifyRequest, 'headers'>): string | undefined {
  const { authorization, 'x-api-key': apiKey } = headers;
  if (typeof apiKey === 'string') return apiKey;
  if (authorization === undefined) return undefined;
  const space = authorization.indexOf(' ');
  const scheme = authorization.slice(0, space).toLowerCase();
  const rest = authorization.slice(space + 1).trim();
  if (scheme === 'bearer') return rest;
  if (scheme !== 'basic') return undefined;
  const pair = Buffer.from(rest, 'base64').toString('utf8');
  return pair.slice(pair.indexOf(':') + 1);
}

function isBasic({ headers }: Pick<FastifyRequest, 'headers'>): boolean {
  return headers['x-api-key'] === undefined && /^basic /i.test(headers.authorization ?? '');
}

/** The authenticator of those who show a key. */
export function byKey(
  holderOf: (key: string, request: FastifyRequest) => ReturnType<Authenticator>,
): Authenticator {
  return (request): Caller | undefined | Promise<Caller | undefined> => {
    const key = keyOf(request);
    // Browsers send a password that they have kept by themselves, like a cookie.
    if (isBasic(request) && isUnsafe(request) && isFromOtherSite(request)) throw otherSite();
    return key === undefined ? undefined : holderOf(key, request);
  };
}
