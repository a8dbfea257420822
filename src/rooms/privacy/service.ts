import { Rejection, reject } from '../../kernel/problem.ts';
import type { Instant } from '../../kernel/time.ts';
import { transaction } from '../../platform/db/pool.ts';
import { actorOf, type Caller } from '../../platform/http/caller.ts';
import { formatMemberId, membersById } from '../members/index.ts';
import { programNow, type StatementGround } from '../statements/index.ts';
import { closeProblem, dueAt, type Kind } from './core/request.ts';
import { exportsKeptUntil } from './core/retention.ts';
import { endErased } from './erased-store.ts';
import { exportOf, insertExport } from './export-store.ts';
import { gather } from './gather.ts';
import {
  claimExport,
  insertRequest,
  openRequest,
  type RequestRow,
  requestOf,
  setState,
  warnOverdue,
} from './request-store.ts';
import { openExport, sealExport } from './seal.ts';

/** What the room stands on. */
export interface PrivacyGround extends StatementGround {
  /** An export that could not be made; the task tries again. */
  readonly onError: (error: unknown) => void;
}

/** Requests of people about their data, and the exports that answer them. */
export class Privacy {
  /** What it stands on. */
  readonly ground: PrivacyGround;
  #making: Promise<void> | null = null;

  constructor(ground: PrivacyGround) {
    this.ground = ground;
  }

  /** Opens a request; the one that is open already when it is asked for twice. */
  async ask(
    caller: Caller,
    asked: { readonly memberId: number; readonly kind: Kind; readonly reason: string | null },
  ): Promise<RequestRow> {
    const { pool, clock } = this.ground;
    const { compiled, document } = programNow(this.ground);
    const { memberId, kind, reason } = asked;
    const askedAt = clock.now();
    const row = await transaction(pool, async (client) => {
      const dueBy = dueAt(document, compiled.zone, askedAt);
      const askedBy = actorOf(caller);
      const fresh = { memberId, kind, reason, askedAt, dueAt: dueBy, askedBy };
      const isNew = await insertRequest(client, fresh);
      const open = await openRequest(client, memberId, kind);
      if (open && isNew) await this.#note(client, askedBy, `${kind}-asked`, open);
      return open;
    });
    if (kind === 'export') this.makeSoon();
    // Made by another hub between the two looks: it is asked for again, and is the next one.
    return row ?? this.ask(caller, asked);
  }

  /** Makes what is to be made, soon, in this process; nobody waits for it. */
  makeSoon(): void {
    this.#making ??= this.makeExports(100)
      .then(() => {}, this.ground.onError)
      .finally(() => {
        this.#making = null;
      });
  }

  /** Waits for what this process is making. */
  async close(): Promise<void> {
    await this.#making;
  }

  /** Makes exports that were asked for, at most so many; returns how many. */
  async makeExports(limit: number): Promise<number> {
    let made = 0;
    while (made < limit && (await this.#makeOne())) made += 1;
    return made;
  }

  async #makeOne(): Promise<boolean> {
    const { pool, clock, vault } = this.ground;
    return transaction(pool, async (client) => {
      const asked = await claimExport(client);
      if (!asked) return false;
      const { requestId, memberId } = asked;
      const about = { memberId, request: formatRequestId(requestId) };
      const text = await this.#gathered(about);
      const sealed = await sealExport(client, vault, memberId, text);
      const at = clock.now();
      const by = 'hub';
      if (sealed === null) {
        const reason = 'The member has been erased: nothing about the person is left.';
        await setState(client, requestId, { from: 'open', to: 'refused', at, by, reason });
        return true;
      }
      const until = this.#until(at);
      await insertExport(client, { requestId, memberId, madeAt: at, until, sealed });
      await setState(client, requestId, { from: 'open', to: 'ready', at, by });
      await this.#note(client, by, 'export-made', asked);
      return true;
    });
  }

  /** The data at one moment, seen beside the transaction that holds the request. */
  #gathered(about: Parameters<typeof gather>[2]): Promise<string> {
    return transaction(this.ground.pool, async (client) => {
      await client.query('set transaction isolation level repeatable read, read only');
      return JSON.stringify(await gather(this.ground, client, about));
    });
  }

  #until(at: Instant): Instant {
    const { compiled, document } = programNow(this.ground);
    return exportsKeptUntil(document, compiled.zone, at);
  }

  /**
   * The JSON of the export that answers a request; that it was fetched is noted.
   * @throws {Rejection} 404, 409 while it is being made, 410 when it is gone.
   */
  async fetch(caller: Caller, requestId: number): Promise<string> {
    const { pool, clock, vault } = this.ground;
    return transaction(pool, async (client) => {
      const asked = await this.find(requestId, client);
      if (asked.kind !== 'export' || asked.state === 'open') throw notReady(asked);
      const row = await exportOf(client, requestId, clock.now());
      const open = row && (await openExport(client, vault, row.memberId, row.sealed));
      if (open === null) throw gone();
      await this.#note(client, actorOf(caller), 'export-fetched', asked);
      return open;
    });
  }

  /** @throws {Rejection} 404 `data_request_unknown`. */
  async find(requestId: number, client = this.ground.pool as Parameters<typeof requestOf>[0]) {
    const row = await requestOf(client, requestId);
    if (row) return row;
    throw reject(404, {
      code: 'data_request_unknown',
      path: '/path/request',
      detail: 'There is no such request.',
      fix: 'List them: GET /v1/data-requests.',
    });
  }

  /**
   * Closes a request, with words for a refusal.
   * @throws {Rejection} 409 when it is closed, or not done.
   */
  async settle(
    caller: Caller,
    requestId: number,
    { outcome, reason }: { readonly outcome: 'done' | 'refused'; readonly reason: string | null },
  ): Promise<RequestRow> {
    const { pool, clock } = this.ground;
    return transaction(pool, async (client) => {
      const asked = await this.find(requestId, client);
      const member = (await membersById(client, [asked.memberId])).get(asked.memberId);
      const problem = closeProblem(asked, outcome, member);
      if (problem) throw new Rejection(409, [problem]);
      const by = actorOf(caller);
      const change = { from: asked.state, to: outcome, at: clock.now(), by, reason };
      await setState(client, requestId, change);
      await this.#note(client, by, `${asked.kind}-${outcome}`, asked, reason);
      return this.find(requestId, client);
    });
  }

  /** Ends the requests and exports of members who have been erased; returns how many. */
  endErased(limit: number): Promise<number> {
    const { pool, clock } = this.ground;
    return transaction(pool, (client) => endErased(client, clock.now(), limit));
  }

  /** Raises an alert for each request whose time is over; returns how many. */
  async warnOverdue(limit: number): Promise<number> {
    const { pool, clock, audit } = this.ground;
    return transaction(pool, async (client) => {
      const late = await warnOverdue(client, clock.now(), limit);
      for (const { requestId, memberId, kind } of late) {
        await audit.raiseAlert(client, {
          actor: 'hub',
          kind: 'data-request-overdue',
          subject: formatMemberId(memberId),
          detail: { request: formatRequestId(requestId), kind },
        });
      }
      return late.length;
    });
  }

  #note(
    client: Parameters<typeof requestOf>[0],
    actor: string,
    what: string,
    { memberId, requestId }: Pick<RequestRow, 'memberId' | 'requestId'>,
    reason: string | null = null,
  ): Promise<void> {
    const detail = { what, request: formatRequestId(requestId) };
    const entry = {
      actor,
      action: 'privacy.request',
      subject: formatMemberId(memberId),
      detail,
      ...(reason === null ? {} : { reason }),
    };
    return this.ground.audit.note(client, [entry]);
  }
}

/** How a request is called outside: `req_12`. */
export function formatRequestId(requestId: number): string {
  return `req_${requestId}`;
}

/** The number of a request; null for what names none. */
export function parseRequestId(text: string): number | null {
  const [, digits] = /^req_(\d{1,15})$/.exec(text) ?? [];
  return digits === undefined ? null : Number(digits);
}

function notReady({ kind, state }: RequestRow): Rejection {
  return reject(409, {
    code: 'export_not_ready',
    path: '',
    detail: kind === 'export' ? `The export is ${state}.` : `This is a request to ${kind}.`,
    fix: kind === 'export' ? 'Ask again in a minute.' : 'POST /v1/members/{member}/export.',
  });
}

function gone(): Rejection {
  return reject(410, {
    code: 'export_gone',
    path: '',
    detail: 'This export is no longer kept.',
    fix: 'Make a new one: POST /v1/members/{member}/export.',
  });
}
