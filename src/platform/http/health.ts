import type { Queryable } from '../db/pool.ts';
import type { HttpServer } from './server.ts';

export interface Readiness {
  pool: Queryable;
  /** What else must be true, as a name for the one who looks; empty when ready. */
  waitingFor(): string[];
}

/** `/healthz`: the process answers. `/readyz`: it can do its work, or says what it waits for. */
export function addHealth(app: HttpServer, readiness: Readiness): void {
  const open = { config: { public: true }, schema: { hide: true } };
  app.get('/healthz', open, async () => ({ status: 'ok' }));
  app.get('/readyz', open, async (_request, reply) => {
    const waiting = [...readiness.waitingFor(), ...(await databaseWaiting(readiness.pool))];
    if (waiting.length === 0) return { status: 'ready' };
    return reply.code(503).header('retry-after', '1').send({ status: 'waiting', for: waiting });
  });
}

async function databaseWaiting(pool: Queryable): Promise<string[]> {
  try {
    await pool.query('select 1');
    return [];
  } catch {
    return ['database'];
  }
}
