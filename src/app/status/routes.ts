import { readFileSync } from 'node:fs';
import type { HttpServer } from '../../platform/http/server.ts';
import { StatusBody } from './schema.ts';
import type { Status } from './status.ts';

/** The page's files: public, because there is no data in them. */
const FILES = {
  '/': ['page.html', 'text/html'],
  '/status/page.css': ['page.css', 'text/css'],
  '/status/page.js': ['page.js', 'text/javascript'],
  '/status/stream.js': ['stream.js', 'text/javascript'],
  '/status/format.js': ['format.js', 'text/javascript'],
  '/status/words-en.js': ['words-en.js', 'text/javascript'],
  '/status/words-zh.js': ['words-zh.js', 'text/javascript'],
} as const;

/** Nothing from elsewhere, nothing inline, in no frame. */
const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "connect-src 'self'",
  'img-src data:',
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** `GET /v1/status`, and at `/` the page that shows it. */
export function statusRoutes(app: HttpServer, status: Status): void {
  app.get(
    '/v1/status',
    {
      config: { permission: 'hub.status' },
      schema: {
        operationId: 'getStatus',
        tags: ['status'],
        summary: 'The hub at a glance: program, totals, the newest events, queue, database',
        response: { 200: StatusBody },
      },
    },
    async (_request, reply) => {
      reply.header('cache-control', 'no-store');
      return status.read();
    },
  );
  for (const [path, [file, type]] of Object.entries(FILES)) {
    const text = readFileSync(new URL(`./page/${file}`, import.meta.url), 'utf8');
    const open = { config: { public: true }, schema: { hide: true } };
    app.get(path, open, async (_request, reply) => {
      reply.headers({
        'content-type': `${type}; charset=utf-8`,
        'content-security-policy': POLICY,
        'x-content-type-options': 'nosniff',
        'referrer-policy': 'no-referrer',
        'cache-control': 'no-cache',
      });
      return text;
    });
  }
}
