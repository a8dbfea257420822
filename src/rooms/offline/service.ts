import { hash } from 'node:crypto';
import { type Problem, Rejection, reject } from '../../kernel/problem.ts';
import type { Instant } from '../../kernel/time.ts';
import type { Clock } from '../../platform/clock.ts';
import { type Pool, transaction } from '../../platform/db/pool.ts';
import type { Vault } from '../../platform/vault/index.ts';
import type { AuditLog } from '../audit/index.ts';
import { DESK_SENDER, deskOf, type Sender } from '../catalog/index.ts';
import type { Intake, Result } from '../intake/index.ts';
import type { ProgramDocument } from '../program/index.ts';
import { byOrder, type Operation, readOperation } from './core/operation.ts';
import { policyFor } from './core/policy.ts';
import type { OfflineDocument } from './core/section.ts';
import { openEvent, sealEvents } from './sealed-event.ts';
import {
  conflictsOf,
  decideOperation,
  insertOperations,
  knownOperations,
  lockOpen,
  lockTill,
  type OperationRow,
} from './store.ts';
import { Turns } from './turns.ts';

/** What the offline room needs. */
export interface OfflineOptions {
  readonly pool: Pool;
  readonly clock: Clock;
  readonly vault: Vault;
  readonly intake: Pick<Intake, 'submit' | 'admit'>;
  readonly programs: { inForce(at: Instant): { readonly document: ProgramDocument } | null };
  /** Where it is noted who looked at conflicts and decided them. */
  readonly audit?: AuditLog;
}

/** What became of one operation of an upload. */
export interface Reported {
  readonly op: string | null;
  readonly state: OperationRow['state'];
  /** It was known from an earlier upload, or from an earlier place in this one. */
  readonly repeated: boolean;
  readonly conflict: string | null;
  readonly problems: readonly Problem[];
}

/** Events that are given to the intake together: they keep their order in one batch. */
const TOGETHER = 100;

/** Takes in what tills did while they were away: each operation once, in the order of the till. */
export class Offline {
  readonly #options: OfflineOptions;
  readonly #turns = new Turns();

  constructor(options: OfflineOptions) {
    this.#options = options;
  }

  /**
   * Applies an upload. The result of an operation is final: whoever uploads it again, in whatever
   * order, hears the same. The reports come in the order of the upload.
   *
   * @param from whose upload it is; the hub's own people by default.
   * @throws {Rejection} 429 when many tills upload at once, 403 or 422 when the hub does not know
   * the till or has shut it out. Nothing is noted then: uploading again is safe.
   */
  async upload(
    till: string,
    inputs: readonly unknown[],
    from: Sender = DESK_SENDER,
  ): Promise<Reported[]> {
    await this.#options.intake.admit(till, from);
    const read = inputs.map((input) => readOperation(till, input));
    const operations = read.flatMap((one) => ('operation' in one ? [one.operation] : []));
    const known = await this.#turns.of(till, () =>
      transaction(this.#options.pool, async (client) => {
        await lockTill(client, till);
        const rows = await knownOperations(client, till, [
          ...new Set(operations.map(({ op }) => op)),
        ]);
        const before = new Set(rows.map(keyOf));
        const fresh = await this.#apply(till, from, operations.toSorted(byOrder), rows);
        if (fresh.length > 0) {
          const sealed = sealEvents(this.#options.vault, fresh);
          await insertOperations(client, sealed, this.#options.clock.now());
        }
        return { before, rows: new Map([...rows, ...fresh].map((row) => [keyOf(row), row])) };
      }),
    );
    return reportsOf(read, known.rows, known.before);
  }

  /** Conflicts, oldest first. */
  conflicts(asked: Parameters<typeof conflictsOf>[1], by = 'hub'): Promise<OperationRow[]> {
    const { pool, audit, vault } = this.#options;
    return transaction(pool, async (client) => {
      const rows = await conflictsOf(client, asked);
      const detail = { conflicts: rows.length };
      const entry = { actor: by, action: 'offline.read', subject: asked.till, detail };
      await audit?.note(client, [entry]);
      return rows.map((row) => openEvent(vault, row));
    });
  }

  /**
   * A person decides an operation that waits: it is applied after all, or let go.
   * @throws {Rejection} 409 when it does not wait; with the hub's problems when it still cannot be.
   */
  review(
    till: string,
    op: string,
    said: { readonly decision: 'accept' | 'dismiss'; readonly reason: string },
    by?: string,
  ): Promise<OperationRow> {
    return this.#turns.of(till, () =>
      transaction(this.#options.pool, async (client) => {
        const kept = await lockOpen(client, till, op);
        if (!kept) throw notOpen();
        const row = openEvent(this.#options.vault, kept);
        if (said.decision === 'accept') await this.#applyAfterAll(row, by);
        const state = said.decision === 'accept' ? 'accepted' : 'dismissed';
        await decideOperation(client, row, { state, reason: said.reason });
        const deed = { actor: by ?? 'hub', action: 'offline.review', subject: `${till}/${op}` };
        const detail = { decision: said.decision };
        await this.#options.audit?.note(client, [{ ...deed, reason: said.reason, detail }]);
        return { ...row, state };
      }),
    );
  }

  async #applyAfterAll({ event, type }: OperationRow, by?: string): Promise<void> {
    // What a person has looked at may name a till that is gone by now.
    const [result] = await this.#options.intake.submit([belowZero(event, type)], {
      ...deskOf(by),
      as: 'history',
    });
    if (result && !result.ok) throw new Rejection(result.status, result.problems);
  }

  /** Applies what is not known yet; an operation under another's name is refused. */
  async #apply(
    till: string,
    from: Sender,
    operations: readonly Operation[],
    known: readonly OperationRow[],
  ): Promise<OperationRow[]> {
    const names = new Map(known.map((row) => [row.op, row.hash]));
    const seen = new Set(known.map(keyOf));
    const fresh: OperationRow[] = [];
    const open: { readonly operation: Operation; readonly hash: string }[] = [];
    for (const operation of operations) {
      const one = { operation, hash: hashOf(operation) };
      const key = keyOf({ op: operation.op, hash: one.hash });
      if (seen.has(key)) continue;
      seen.add(key);
      if (names.has(operation.op)) fresh.push(rowOf(till, one, REUSED));
      else open.push(one);
      names.set(operation.op, one.hash);
    }
    for (let start = 0; start < open.length; start += TOGETHER) {
      fresh.push(...(await this.#submit(till, from, open.slice(start, start + TOGETHER))));
    }
    return fresh;
  }

  async #submit(
    till: string,
    from: Sender,
    some: readonly { readonly operation: Operation; readonly hash: string }[],
  ): Promise<OperationRow[]> {
    const document = this.#document();
    const policies = some.map(({ operation }) => policyFor(document, operation.type));
    const results = await this.#options.intake.submit(
      some.map(({ operation: { event, type } }, index) =>
        policies[index] === 'accept' ? belowZero(event, type) : event,
      ),
      from,
    );
    return some.map((one, index) => {
      const result = results[index] as Result;
      // The hub's own mistakes are no result: the till uploads again.
      if (!result.ok && result.status >= 500) throw new Rejection(result.status, result.problems);
      return rowOf(till, one, verdictOf(result, policies[index] === 'review'));
    });
  }

  #document(): OfflineDocument | undefined {
    const { programs, clock } = this.#options;
    return programs.inForce(clock.now())?.document.offline as OfflineDocument | undefined;
  }
}

type Verdict = Pick<OperationRow, 'state' | 'conflict' | 'problems'>;

const REUSED: Verdict = {
  state: 'refused',
  conflict: 'operation_reused',
  problems: [
    {
      code: 'operation_reused',
      path: '/op',
      detail: 'Another operation of this till has the same name.',
      fix: 'Give each operation a name of its own; the first one stands.',
    },
  ],
};

function verdictOf(result: Result, review: boolean): Verdict {
  if (result.ok) {
    const below = result.answer.flags.some((flag) => flag.startsWith('overdrawn:'));
    return { state: 'applied', conflict: below ? 'overdrawn' : null, problems: [] };
  }
  const { problems } = result;
  const conflict = problems[0]?.code ?? 'refused';
  return { state: review ? 'review' : 'refused', conflict, problems };
}

/** The points are gone at the till: the spend stands, and the balance goes below zero. */
function belowZero(event: Operation['event'], type: string): Operation['event'] {
  if (type !== 'points.spend') return event;
  return { ...event, data: { ...(event.data as object), overdraft: true } };
}

function rowOf(
  till: string,
  { operation, hash: digest }: { readonly operation: Operation; readonly hash: string },
  verdict: Verdict,
): OperationRow {
  const { op, type, event, order } = operation;
  return { till, op, hash: digest, type, event, happenedAt: order[0], ...verdict };
}

function reportsOf(
  read: readonly ReturnType<typeof readOperation>[],
  rows: ReadonlyMap<string, OperationRow>,
  before: ReadonlySet<string>,
): Reported[] {
  const told = new Set(before);
  return read.map((one) => {
    if ('problems' in one) {
      const { problems } = one;
      const conflict = problems[0]?.code ?? null;
      return { op: null, state: 'refused', repeated: false, conflict, problems };
    }
    const { op } = one.operation;
    const key = keyOf({ op, hash: hashOf(one.operation) });
    const { state, conflict, problems } = rows.get(key) as OperationRow;
    const repeated = told.has(key);
    told.add(key);
    return { op, state, repeated, conflict, problems };
  });
}

function keyOf({ op, hash: digest }: Pick<OperationRow, 'op' | 'hash'>): string {
  return `${op}\n${digest}`;
}

function hashOf({ content }: Operation): string {
  return hash('sha256', content, 'base64url').slice(0, 22);
}

function notOpen(): Rejection {
  return reject(409, {
    code: 'conflict_not_open',
    path: '/path/op',
    detail: 'No operation of this name waits for a person.',
    fix: 'See GET /v1/offline/conflicts.',
  });
}
