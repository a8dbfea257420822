import type { Instant } from '../../../kernel/time.ts';
import type { Queryable } from '../../../platform/db/pool.ts';
import type { Format } from '../core/document/read.ts';
import type { Power } from '../core/proposals/powers-touched.ts';
import type { ProgramDocument } from '../core/section.ts';

/** A proposed change as it is kept. */
export interface ProposalRow {
  readonly id: number;
  /** Counts the rebases: an approval is of one revision. */
  readonly revision: number;
  readonly base: number;
  readonly document: ProgramDocument;
  readonly text: string;
  readonly format: Format;
  readonly note: string | null;
  readonly effectiveFrom: Instant | null;
  readonly author: string;
  readonly authorFor: string | null;
  readonly createdAt: Instant;
  readonly state: 'open' | 'published' | 'rejected';
  readonly version: number | null;
  readonly endedAt: Instant | null;
  readonly endedBy: string | null;
  readonly reason: string | null;
}

/** One power's yes to one revision. */
export interface Approval {
  readonly power: Power;
  readonly by: string;
  readonly at: Instant;
}

const COLUMNS = `id, revision, base_version as base, document, text, format, note, author,
  author_for as "authorFor", state, version, ended_by as "endedBy", reason,
  (extract(epoch from effective_from) * 1000)::float8 as "effectiveFrom",
  (extract(epoch from created_at) * 1000)::float8 as "createdAt",
  (extract(epoch from ended_at) * 1000)::float8 as "endedAt"`;

/** What a new proposal is made of. */
export type NewProposal = Omit<
  ProposalRow,
  'id' | 'revision' | 'state' | 'version' | 'endedAt' | 'endedBy' | 'reason'
>;

/** Adds a proposal. */
export async function insertProposal(db: Queryable, row: NewProposal): Promise<ProposalRow> {
  const { rows } = await db.query<ProposalRow>(
    `insert into program_proposals (base_version, document, text, format, note, effective_from,
        author, author_for, created_at)
      values ($1::int, $2::json, $3::text, $4::text, $5::text,
        to_timestamp($6::float8 / 1000), $7::text, $8::text, to_timestamp($9::float8 / 1000))
      returning ${COLUMNS}`,
    [
      ...[row.base, JSON.stringify(row.document), row.text, row.format, row.note],
      ...[row.effectiveFrom, row.author, row.authorFor, row.createdAt],
    ],
  );
  return rows[0] as ProposalRow;
}

/** One proposal; with `lock`, nobody else changes it until the transaction ends. */
export async function readProposal(
  db: Queryable,
  id: number,
  lock = false,
): Promise<ProposalRow | null> {
  const { rows } = await db.query<ProposalRow>(
    `select ${COLUMNS} from program_proposals where id = $1::bigint${lock ? ' for update' : ''}`,
    [id],
  );
  return rows[0] ?? null;
}

/** Proposals, newest first, those below `before`. */
export async function listProposals(
  db: Queryable,
  asked: { readonly open: boolean; readonly before: number; readonly limit: number },
): Promise<ProposalRow[]> {
  const { rows } = await db.query<ProposalRow>(
    `select ${COLUMNS} from program_proposals
      where id < $2::bigint and (state = 'open' or not $1::boolean)
      order by id desc limit $3::integer`,
    [asked.open, asked.before, asked.limit],
  );
  return rows;
}

/** How many proposals are open. */
export async function countOpen(db: Queryable): Promise<number> {
  const { rows } = await db.query<{ count: number }>(
    `select count(*)::integer as count from program_proposals where state = 'open'`,
  );
  return rows[0]?.count ?? 0;
}

/** Gives a proposal another content on another base; its approvals were of the one before. */
export async function reviseProposal(
  db: Queryable,
  id: number,
  next: Pick<ProposalRow, 'base' | 'document' | 'text' | 'format'>,
): Promise<void> {
  await db.query(
    `update program_proposals
        set revision = revision + 1, base_version = $2::int, document = $3::json,
          text = $4::text, format = $5::text
      where id = $1::bigint`,
    [id, next.base, JSON.stringify(next.document), next.text, next.format],
  );
}

/** Ends a proposal for good. */
export async function endProposal(
  db: Queryable,
  id: number,
  end: {
    readonly state: 'published' | 'rejected';
    readonly version: number | null;
    readonly at: Instant;
    readonly by: string;
    readonly reason: string | null;
  },
): Promise<void> {
  await db.query(
    `update program_proposals
        set state = $2::text, version = $3::int, ended_at = to_timestamp($4::float8 / 1000),
          ended_by = $5::text, reason = $6::text
      where id = $1::bigint`,
    [id, end.state, end.version, end.at, end.by, end.reason],
  );
}

/** The approvals of the current revision of each proposal, by its id. */
export async function approvalsOf(
  db: Queryable,
  ids: readonly number[],
): Promise<Map<number, Approval[]>> {
  const { rows } = await db.query<Approval & { id: number }>(
    `select a.proposal_id as id, a.power, a.approved_by as by,
        (extract(epoch from a.approved_at) * 1000)::float8 as at
      from program_approvals a
      join program_proposals p on p.id = a.proposal_id and p.revision = a.revision
      where a.proposal_id = any ($1::bigint[])
      order by a.approved_at, a.power`,
    [ids],
  );
  const found = new Map<number, Approval[]>();
  for (const { id, ...approval } of rows) found.set(id, [...(found.get(id) ?? []), approval]);
  return found;
}

/** Writes approvals down; those that were there stay. */
export async function insertApprovals(
  db: Queryable,
  { id, revision }: Pick<ProposalRow, 'id' | 'revision'>,
  approval: { readonly powers: readonly Power[]; readonly by: string; readonly at: Instant },
): Promise<void> {
  await db.query(
    `insert into program_approvals (proposal_id, revision, power, approved_by, approved_at)
      select $1::bigint, $2::int, power, $4::text, to_timestamp($5::float8 / 1000)
        from unnest($3::text[]) as given (power)
      on conflict do nothing`,
    [id, revision, approval.powers, approval.by, approval.at],
  );
}
