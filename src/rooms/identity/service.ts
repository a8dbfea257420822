import { reject } from '../../kernel/problem.ts';
import type { Instant } from '../../kernel/time.ts';
import type { Clock } from '../../platform/clock.ts';
import { type Pool, transaction } from '../../platform/db/pool.ts';
import type { Vault } from '../../platform/vault/index.ts';
import type { AuditLog } from '../audit/index.ts';
import { normalizeIdentifier } from '../events/index.ts';
import type { Intake } from '../intake/index.ts';
import { formatMemberId, membersById } from '../members/index.ts';
import { BLOCK_MOST, blockKeys } from './core/blocks.ts';
import { compare } from './core/compare.ts';
import { togetherWith } from './core/groups.ts';
import { judge, type MatchTerms } from './core/rules.ts';
import { type IdentityDocument, termsOf } from './core/section.ts';
import { joined, type Known, type Sketch, sketchOf } from './core/sketch.ts';
import {
  type DuplicateRow,
  decideDuplicate,
  listDuplicates,
  noteDuplicate,
  readDuplicate,
  saveSketch,
  sketchesOfPerson,
  sketchesSharing,
  sketchOfMember,
} from './store.ts';

export interface IdentityParts {
  readonly pool: Pool;
  readonly clock: Clock;
  readonly vault: Vault;
  readonly intake: Pick<Intake, 'submit'>;
  readonly audit: AuditLog;
  readonly programs: IdentityPrograms;
}

/** The program in force: its section, and how it writes identifiers. */
export interface IdentityPrograms {
  inForce(at: Instant): {
    readonly document: object;
    readonly compiled: {
      readonly intake: { readonly identify: readonly string[]; readonly country: string | null };
    };
  } | null;
}

/** The matching's own name as a source of events. */
const SOURCE = 'matching';

/** Finds who may be one person, merges whom the rules unify, and remembers what people decide. */
export class Identity {
  readonly #parts: IdentityParts;

  constructor(parts: IdentityParts) {
    this.#parts = parts;
  }

  /**
   * Learns something of a member: keeps a sketch, nothing else, and judges who shares a token.
   * Saying less the next time takes nothing away; saying something else replaces it.
   */
  async learn(memberId: number, said: Known, actor: string): Promise<DuplicateRow[]> {
    const { pool, clock, vault, audit } = this.#parts;
    const known = { ...said, identifiers: this.#readable(said.identifiers) };
    const subject = formatMemberId(memberId);
    const hash = (text: string): number => vault.blind('match', text).readUIntBE(0, 6);
    const sketch = await transaction(pool, async (client) => {
      if (!(await membersById(client, [memberId])).has(memberId)) throw unknownMember();
      await audit.note(client, [{ actor, action: 'members.learnt', subject }]);
      const before = await sketchOfMember(client, memberId);
      const now = joined(before, sketchOf(memberId, known, hash));
      await saveSketch(client, now, blockKeys(now), clock.now());
      return now;
    });
    // Looked for behind the commit: of two who are learnt at once, at least one sees the other.
    const others = await sketchesSharing(pool, memberId, blockKeys(sketch), BLOCK_MOST);
    const found: { row: DuplicateRow; merge: boolean }[] = [];
    for (const other of others) {
      const one = await this.#judge(sketch, other);
      if (one) found.push(one);
    }
    return Promise.all(found.map(({ row, merge }) => (merge ? this.#unify(row) : row)));
  }

  /** Identifiers as the hub writes them: a phone is the same phone in every spelling. */
  #readable(identifiers: Known['identifiers']): Known['identifiers'] {
    const { clock, programs } = this.#parts;
    const intake = programs.inForce(clock.now())?.compiled.intake;
    const settings = {
      identify: intake?.identify ?? [],
      ...(intake?.country ? { defaultCountry: intake.country } : {}),
    };
    return identifiers.map((one, index) => {
      const known = settings.identify.includes(one.kind);
      const value = known ? normalizeIdentifier(one.kind, one.value, settings) : one.value.trim();
      if (value === null) throw unreadable(index, one.kind);
      return { ...one, value };
    });
  }

  #terms(): MatchTerms {
    const { clock, programs } = this.#parts;
    const document = programs.inForce(clock.now())?.document as
      | { readonly identity?: IdentityDocument }
      | undefined;
    return termsOf(document?.identity ?? null);
  }

  async #judge(one: Sketch, other: Sketch) {
    const { pool, clock } = this.#parts;
    const evidence = compare(one, other);
    const { verdict, rule, score } = judge(this.#terms(), evidence);
    if (verdict === 'different') return null;
    const [low, high] = one.id < other.id ? [one.id, other.id] : [other.id, one.id];
    const about = { low, high, rule, evidence, foundAt: clock.now(), score: Math.round(score) };
    const row = await noteDuplicate(pool, about);
    return { row, merge: verdict === 'merge' && row.state === 'open' };
  }

  /** Merges two by a rule, unless somebody of the one contradicts somebody of the other. */
  async #unify(row: DuplicateRow): Promise<DuplicateRow> {
    const { pool } = this.#parts;
    const [some, others] = await Promise.all([
      sketchesOfPerson(pool, row.low),
      sketchesOfPerson(pool, row.high),
    ]);
    if (!togetherWith(some, others)) return row;
    return this.#merge(row, row.low, `rule:${row.rule}`, null).catch(() => row);
  }

  /** What a person decides of two: one person, or two for ever. */
  async decide(
    [low, high]: readonly [number, number],
    { decision, into, by, reason }: Decision,
  ): Promise<DuplicateRow> {
    const { pool, clock } = this.#parts;
    const row = await readDuplicate(pool, low, high);
    if (!row) throw unknownPair();
    if (row.state !== 'open') throw decided(row);
    if (decision === 'merge') return this.#merge(row, into ?? low, by, reason);
    return (await decideDuplicate(pool, row, 'different', by, clock.now())) ?? row;
  }

  async #merge(row: DuplicateRow, into: number, by: string, reason: string | null) {
    const { pool, clock, intake } = this.#parts;
    const from = into === row.low ? row.high : row.low;
    const [result] = await intake.submit([
      {
        source: SOURCE,
        id: `${formatMemberId(row.low)}/${formatMemberId(row.high)}/${row.foundAt}`,
        type: 'member.merged',
        member: { id: formatMemberId(from) },
        to: { id: formatMemberId(into) },
        data: { evidence: told(row), operator: by, ...(reason !== null && { reason }) },
      },
    ]);
    if (result && !result.ok && result.problems[0]?.code !== 'merge_self') {
      throw reject(result.status, result.problems[0] as Parameters<typeof reject>[1]);
    }
    return (await decideDuplicate(pool, row, 'merged', by, clock.now())) ?? row;
  }

  list(state: DuplicateRow['state'] | null, limit: number): Promise<DuplicateRow[]> {
    return listDuplicates(this.#parts.pool, state, limit);
  }
}

/** What a person decides, and who it is. */
export interface Decision {
  readonly decision: 'merge' | 'different';
  /** Who answers for both; null for the older of the two. */
  readonly into: number | null;
  readonly by: string;
  readonly reason: string | null;
}

/** The evidence as the event keeps it: what agrees and how, never a value. */
function told({ evidence }: DuplicateRow): { kind: string; says: string }[] {
  const { shared, given, surname, birthday, address } = evidence;
  const agreements = Object.entries({ given, surname, birthday, address });
  return [
    ...shared.map(({ kind, verified }) => ({ kind, says: verified ? 'both proved' : 'both said' })),
    ...agreements.flatMap(([kind, says]) => (says === 'unknown' ? [] : [{ kind, says }])),
  ].slice(0, 20);
}

function unknownMember() {
  return reject(404, {
    code: 'member_unknown',
    path: '/path/member',
    detail: 'The hub does not know this member.',
    fix: 'Check the id, or enrol the member: POST /v1/members.',
  });
}

function unreadable(index: number, kind: string) {
  return reject(400, {
    code: 'identifier_unreadable',
    path: `/identifiers/${index}/value`,
    detail: `This cannot be read as "${kind.slice(0, 40)}".`,
    fix: 'Write it as it was given at enrolment; a phone with its country code.',
  });
}

function unknownPair() {
  return reject(404, {
    code: 'duplicate_unknown',
    path: '/path/pair',
    detail: 'Nothing was found that these two members have in common.',
    fix: 'Take a pair from GET /v1/members/duplicates, or merge them: POST /v1/members/{id}/merge.',
  });
}

function decided({ state }: DuplicateRow) {
  return reject(409, {
    code: 'duplicate_decided',
    path: '/path/pair',
    detail: `It was decided already: ${state}.`,
    fix: 'To take it back: POST /v1/members/{id}/unmerge, or /merge.',
  });
}
