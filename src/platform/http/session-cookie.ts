import type { FastifyReply, FastifyRequest } from 'fastify';

/** How the hub hands out cookies: depends on whether browsers reach it by https. */
export interface CookieOptions {
  /** Only sent over https; the name then says so, and no other host can set it. */
  readonly isSecure: boolean;
}

/** A cookie of the hub, set or read. */
export interface HubCookie {
  readonly name: string;
  /** Strict: no other site's link or form brings it along. Lax: links do. */
  readonly sameSite: 'Strict' | 'Lax';
}

/** The session of an operator. */
export const SESSION_COOKIE: HubCookie = { name: 'hachi_session', sameSite: 'Strict' };
/** What binds a way to the identity provider to this browser; it comes back by another's link. */
export const SSO_COOKIE: HubCookie = { name: 'hachi_sso', sameSite: 'Lax' };

/** The value of a cookie; undefined when the request does not bring exactly one. */
export function readCookie(
  request: Pick<FastifyRequest, 'headers'>,
  cookie: HubCookie,
  options: CookieOptions,
): string | undefined {
  const given = request.headers.cookie;
  if (given === undefined) return undefined;
  const name = `${nameOf(cookie, options)}=`;
  const found = given.split(/; */).filter((pair) => pair.startsWith(name));
  return found.length === 1 ? found[0]?.slice(name.length) : undefined;
}

/** Sets a cookie that no script can read; with 0 seconds it is taken away. */
export function setCookie(
  reply: FastifyReply,
  cookie: HubCookie,
  value: { readonly text: string; readonly seconds: number },
  options: CookieOptions,
): void {
  const parts = [
    `${nameOf(cookie, options)}=${value.text}`,
    'Path=/',
    `Max-Age=${Math.max(0, Math.floor(value.seconds))}`,
    'HttpOnly',
    `SameSite=${cookie.sameSite}`,
    ...(options.isSecure ? ['Secure'] : []),
  ];
  reply.header('set-cookie', parts.join('; '));
}

function nameOf({ name }: HubCookie, { isSecure }: CookieOptions): string {
  return isSecure ? `__Host-${name}` : name;
}
