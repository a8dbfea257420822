import type { FastifyRequest } from 'fastify';
import { type Rejection, reject } from '../../kernel/problem.ts';

/** Methods that change nothing, and so need no proof of where they come from. */
const SAFE = new Set(['GET', 'HEAD', 'OPTIONS']);

/** Whether a request may change something. */
export function isUnsafe({ method }: Pick<FastifyRequest, 'method'>): boolean {
  return !SAFE.has(method);
}

/** The origin that browsers know this hub by: as configured, else as this request names it. */
export function ownOrigin(
  request: Pick<FastifyRequest, 'headers' | 'protocol'>,
  publicUrl: string | undefined,
): string {
  return publicUrl ? new URL(publicUrl).origin : `${request.protocol}://${request.headers.host}`;
}

/** Whether the browser says that a page of this hub has sent the request. */
export function isFromOwnPage(
  request: Pick<FastifyRequest, 'headers' | 'protocol'>,
  publicUrl: string | undefined,
): boolean {
  const { origin, 'sec-fetch-site': site } = request.headers;
  if (site !== undefined && site !== 'same-origin') return false;
  return origin === ownOrigin(request, publicUrl);
}

/**
 * Whether a browser says that a page of another site has sent the request. Clients that are no
 * browsers say nothing.
 */
export function isFromOtherSite({ headers }: Pick<FastifyRequest, 'headers'>): boolean {
  const { origin, 'sec-fetch-site': site, host } = headers;
  if (site !== undefined) return site !== 'same-origin' && site !== 'none';
  return origin !== undefined && !origin.endsWith(`//${host}`);
}

/** A browser was made to send this, or a client forgot the headers that prove it was not. */
export function otherSite(): Rejection {
  return reject(403, {
    code: 'csrf_refused',
    path: '/headers/x-csrf-token',
    detail: 'It is not certain that a page of this hub has sent this.',
    fix: 'Send the header x-csrf-token with the csrfToken of GET /v1/session, from the own origin.',
  });
}
