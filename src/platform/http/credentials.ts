import type { FastifyRequest } from 'fastify';
import type { Authenticator } from './authentication.ts';
import type { Caller } from './caller.ts';

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

/** The authenticator of those who show a key. */
export function byKey(holderOf: (key: string) => ReturnType<Authenticator>): Authenticator {
  return (request): Caller | undefined | Promise<Caller | undefined> => {
    const key = keyOf(request);
    return key === undefined ? undefined : holderOf(key);
  };
}
