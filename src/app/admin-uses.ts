import type { FastifyRequest } from 'fastify';
import { type Pool, transaction } from '../platform/db/pool.ts';
import type { Log } from '../platform/log.ts';
import { repeat } from '../platform/repeat.ts';
import type { AuditLog } from '../rooms/audit/index.ts';

const NOTE_EVERY_MS = 60_000;
/** Different routes counted at once; there are not that many. */
const ROUTES_MOST = 1_000;

/**
 * Counts what the administrator's key is used for, and notes it in the log each minute, one row
 * for each route: a row for each use would be most of the log of a hub that a till uses it at.
 * What a use reads or changes has its own row, as for every caller.
 */
export class AdminUses {
  readonly #parts: { readonly pool: Pool; readonly audit: AuditLog; readonly log: Log };
  readonly #stop: () => Promise<void>;
  #uses = new Map<string, number>();

  constructor(parts: { readonly pool: Pool; readonly audit: AuditLog; readonly log: Log }) {
    this.#parts = parts;
    // What cannot be noted says so itself, and is kept for the next minute.
    this.#stop = repeat(
      () => this.#note(),
      NOTE_EVERY_MS,
      () => {},
    );
  }

  /** Counts one use. */
  used({ method, routeOptions }: FastifyRequest): void {
    const route = `${method} ${routeOptions.url ?? 'nothing'}`;
    if (this.#uses.size >= ROUTES_MOST && !this.#uses.has(route)) return;
    this.#uses.set(route, (this.#uses.get(route) ?? 0) + 1);
  }

  /** Notes what is left. */
  async close(): Promise<void> {
    await this.#stop();
    await this.#note();
  }

  async #note(): Promise<void> {
    if (this.#uses.size === 0) return;
    const uses = this.#uses;
    this.#uses = new Map();
    const { pool, audit, log } = this.#parts;
    const entries = [...uses].map(([route, count]) => ({
      ...{ actor: 'admin', action: 'admin.use', subject: null, detail: { route, count } },
    }));
    try {
      await transaction(pool, (client) => audit.note(client, entries));
    } catch (error) {
      for (const [route, count] of uses) {
        this.#uses.set(route, (this.#uses.get(route) ?? 0) + count);
      }
      log.warn({ err: error }, 'cannot note what the administrator key was used for');
    }
  }
}
