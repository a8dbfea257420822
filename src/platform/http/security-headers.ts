import type { HttpServer } from './server.ts';

const YEAR_SECONDS = 31_536_000;

/** What an answer is by default: data, in no frame, for no script of another site. */
const HEADERS = {
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'cross-origin-resource-policy': 'same-origin',
} as const;

/** Says with every answer what browsers may do with it; a page may say otherwise for itself. */
export function addSecurityHeaders(app: HttpServer, publicUrl: string | undefined): void {
  const isSecure = publicUrl?.startsWith('https:') ?? false;
  const all = isSecure
    ? { ...HEADERS, 'strict-transport-security': `max-age=${YEAR_SECONDS}; includeSubDomains` }
    : HEADERS;
  app.addHook('onRequest', (_request, reply, done) => {
    reply.headers(all);
    done();
  });
}
