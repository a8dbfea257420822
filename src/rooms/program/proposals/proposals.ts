import { Rejection } from '../../../kernel/problem.ts';
import type { Instant } from '../../../kernel/time.ts';
import type { Clock } from '../../../platform/clock.ts';
import { type Pool, type PoolClient, transaction } from '../../../platform/db/pool.ts';
import { actorOf, type Caller } from '../../../platform/http/caller.ts';
import type { AuditLog } from '../../audit/index.ts';
import { type Change, planChanges } from '../core/plan.ts';
import { powersToApprove } from '../core/proposals/approving.ts';
import { mergeDocuments } from '../core/proposals/merge.ts';
import { type Power, powersTouched } from '../core/proposals/powers-touched.ts';
import { publish, type Source, soundDocument, writtenAs } from '../publish.ts';
import type { ProgramService } from '../service.ts';
import { refusals } from './refusals.ts';
import {
  type Approval,
  approvalsOf,
  countOpen,
  endProposal,
  insertApprovals,
  insertProposal,
  listProposals,
  type ProposalRow,
  readProposal,
  reviseProposal,
} from './store.ts';

/** Proposals that wait at once; each holds a document. */
const OPEN_MOST = 200;

/** What proposals stand on. */
export interface ProposalGround {
  readonly pool: Pool;
  readonly clock: Clock;
  readonly audit: Pick<AuditLog, 'note'>;
  readonly program: ProgramService<unknown>;
}

/** A proposal with what it changes, and what it waits for. */
export interface Proposal extends ProposalRow {
  readonly changes: readonly Change[];
  /** The powers whose sections it touches. */
  readonly needs: readonly Power[];
  readonly approvals: readonly Approval[];
  /** The powers that have not approved this revision yet. */
  readonly missing: readonly Power[];
  /** Another version was published since it was made: it must be rebased. */
  readonly outdated: boolean;
}

/** Changes of the program that wait for the powers they touch. */
export class Proposals {
  readonly #ground: ProposalGround;

  constructor(ground: ProposalGround) {
    this.#ground = ground;
  }

  /**
   * Proposes a change against the newest version.
   * @throws {Rejection} 422 for a wrong document, or one that changes nothing.
   */
  async propose(
    source: Source,
    said: { readonly note: string | null; readonly effectiveFrom: Instant | null },
    by: Caller,
  ): Promise<Proposal> {
    const { pool, clock, program } = this.#ground;
    const document = soundDocument(source, program.sections);
    await program.refresh();
    const newest = program.version();
    const needs = powersTouched(newest?.document ?? null, document, program.sections);
    if (needs.length === 0) throw refusals.empty();
    const row = await transaction(pool, async (client) => {
      if ((await countOpen(client)) >= OPEN_MOST) throw refusals.tooMany(OPEN_MOST);
      const made = await insertProposal(client, {
        ...{ base: newest?.version ?? 0, document, ...writtenAs(source, document) },
        ...{ ...said, author: actorOf(by), authorFor: by.madeBy ?? null, createdAt: clock.now() },
      });
      await this.#note(client, by, 'program.propose', made, { needs });
      return made;
    });
    return this.#told(row, []);
  }

  /** @throws {Rejection} 404 when there is none. */
  async read(id: number): Promise<Proposal> {
    const row = await readProposal(this.#ground.pool, id);
    if (!row) throw refusals.unknown(id);
    return this.#told(row, (await approvalsOf(this.#ground.pool, [id])).get(id) ?? []);
  }

  /** Newest first. */
  async list(asked: Parameters<typeof listProposals>[1]): Promise<Proposal[]> {
    const { pool } = this.#ground;
    const rows = await listProposals(pool, asked);
    const approvals = await approvalsOf(
      pool,
      rows.map(({ id }) => id),
    );
    return rows.map((row) => this.#told(row, approvals.get(row.id) ?? []));
  }

  /**
   * Approves a revision for every touched power that the caller answers for.
   * @throws {Rejection} 403 for the author, a key, another power; 409 when it has moved.
   */
  approve(id: number, revision: number, by: Caller): Promise<Proposal> {
    return this.#change(id, async (client, before) => {
      if (before.revision !== revision) throw refusals.changed(before);
      if (before.outdated) throw refusals.outdated(before);
      const approver = { kind: by.kind, actor: actorOf(by), may: by.may.bind(by) };
      const powers = powersToApprove(before, approver);
      const at = this.#ground.clock.now();
      await insertApprovals(client, before, { powers, by: approver.actor, at });
      await this.#note(client, by, 'program.approve', before, { powers });
    });
  }

  /** Ends it without publishing: a power that it touches says no, or its author takes it back. */
  reject(id: number, reason: string, by: Caller): Promise<Proposal> {
    return this.#change(id, async (client, before) => {
      const actor = actorOf(by);
      const own = [before.author, before.authorFor].includes(actor);
      if (!own) powersToApprove(before, { kind: by.kind, actor, may: by.may.bind(by) });
      const at = this.#ground.clock.now();
      await endProposal(client, id, { state: 'rejected', version: null, at, by: actor, reason });
      await this.#note(client, by, 'program.reject', before, {});
    });
  }

  /**
   * Brings it up to the newest version: merged, or as `source` says. Approvals begin anew.
   * @throws {Rejection} 409 with every path that both sides have changed differently.
   */
  rebase(id: number, source: Source | null, by: Caller): Promise<Proposal> {
    const { program } = this.#ground;
    return this.#change(id, async (client, before) => {
      const newest = program.version();
      const next: Source = source ?? { document: this.#merged(before) };
      const document = soundDocument(next, program.sections);
      const needs = powersTouched(newest?.document ?? null, document, program.sections);
      if (needs.length === 0) throw refusals.empty();
      const base = newest?.version ?? 0;
      await reviseProposal(client, id, { base, document, ...writtenAs(next, document) });
      await this.#note(client, by, 'program.rebase', before, { base, needs });
    });
  }

  /**
   * Publishes what was approved.
   * @throws {Rejection} 409 `approvals_missing`, `proposal_outdated`, `proposal_over`.
   */
  async publish(id: number, by: Caller): Promise<Proposal> {
    const { program, clock } = this.#ground;
    const published = await this.#change(id, async (client, before) => {
      if (before.outdated) throw refusals.outdated(before);
      if (before.missing.length > 0) throw refusals.approvalsMissing(before.missing);
      const actor = actorOf(by);
      const now = clock.now();
      const { text, format, base } = before;
      const publication = {
        ...{ text, format, by: actor, expectVersion: base },
        ...(before.note === null ? {} : { note: before.note }),
        ...(before.effectiveFrom === null ? {} : { effectiveFrom: before.effectiveFrom }),
      };
      const ground = { client, newest: program.version(), sections: program.sections, now };
      const { version } = await publish(publication, ground).catch((error: unknown) => {
        const moved = error instanceof Rejection && error.code === 'program_changed';
        throw moved ? refusals.outdated(before) : error;
      });
      const end = { state: 'published' as const, version, at: now, by: actor, reason: null };
      await endProposal(client, id, end);
      await this.#note(client, by, 'program.publish', before, { version });
    });
    await program.refresh();
    return published;
  }

  /** Changes an open proposal, alone with it; tells it as it is afterwards. */
  async #change(
    id: number,
    work: (client: PoolClient, before: Proposal) => Promise<void>,
  ): Promise<Proposal> {
    const { pool, program } = this.#ground;
    // Before the transaction: who waits for the row must not need a second connection.
    await program.refresh();
    return transaction(pool, async (client) => {
      const row = await readProposal(client, id, true);
      if (!row) throw refusals.unknown(id);
      if (row.state !== 'open') throw refusals.over(row);
      const approvals = (await approvalsOf(client, [id])).get(id) ?? [];
      await work(client, this.#told(row, approvals));
      const after = (await readProposal(client, id)) as ProposalRow;
      return this.#told(after, (await approvalsOf(client, [id])).get(id) ?? []);
    });
  }

  #merged(before: Proposal): object {
    const { program } = this.#ground;
    const base = program.version(before.base)?.document;
    const theirs = program.version()?.document;
    const { value, conflicts } = mergeDocuments(base, before.document, theirs);
    if (conflicts.length > 0) throw refusals.conflicts(conflicts);
    return value as object;
  }

  #told(row: ProposalRow, approvals: readonly Approval[]): Proposal {
    const { program } = this.#ground;
    const base = row.base === 0 ? null : (program.version(row.base)?.document ?? null);
    const needs = powersTouched(base, row.document, program.sections);
    const given = new Set(approvals.map(({ power }) => power));
    return {
      ...row,
      approvals,
      needs,
      changes: planChanges(base, row.document, program.sections),
      missing: row.state === 'open' ? needs.filter((power) => !given.has(power)) : [],
      outdated: row.state === 'open' && row.base !== (program.version()?.version ?? 0),
    };
  }

  async #note(
    client: PoolClient,
    by: Caller,
    action: string,
    { id, revision }: Pick<ProposalRow, 'id' | 'revision'>,
    detail: Readonly<Record<string, unknown>>,
  ): Promise<void> {
    const subject = `proposal:${id}`;
    const told = { revision, ...detail };
    await this.#ground.audit.note(client, [{ actor: actorOf(by), action, subject, detail: told }]);
  }
}
