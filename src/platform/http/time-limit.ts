import type { HttpServer } from './server.ts';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** The answer is a stream that may take as long as its reader. */
    isStream?: boolean;
  }
}

/**
 * Ends reads that take too long with 503. What writes is not cut off in the middle of its work: its
 * queue is bounded, and its sender must hear what was done.
 */
export function limitReads(app: HttpServer, milliseconds: number): void {
  app.addHook('onRoute', (route) => {
    const reads = [route.method].flat().every((method) => method === 'GET' || method === 'HEAD');
    if (reads && !route.config?.isStream) route.handlerTimeout ??= milliseconds;
  });
}
