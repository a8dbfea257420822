import { type Rejection, reject } from '../../kernel/problem.ts';
import type { Instant } from '../../kernel/time.ts';
import type { Clock } from '../../platform/clock.ts';
import type { Pool, Queryable } from '../../platform/db/pool.ts';
import type { Vault } from '../../platform/vault/index.ts';
import type { AuditLog } from '../audit/index.ts';
import type { Program } from '../engine/index.ts';
import type { ProgramDocument } from '../program/index.ts';

/** A published program as reads need it: what runs, and what it says. */
export interface PublishedProgram {
  readonly compiled: Program;
  readonly document: ProgramDocument;
}

/** What every read stands on. */
export interface Statements {
  /** What the read asks: any connection, or the one of its transaction. */
  readonly pool: Queryable;
  readonly clock: Clock;
  readonly vault: Vault;
  readonly programs: {
    inForce(at: Instant): PublishedProgram | null;
    version(version: number): PublishedProgram | null;
  };
}

/** What the routes stand on: a read of a member is noted in its own transaction. */
export interface StatementGround extends Statements {
  readonly pool: Pool;
  readonly audit: AuditLog;
}

/**
 * The program in force now.
 * @throws {Rejection} 503 while nothing is published.
 */
export function programNow({ programs, clock }: Statements): PublishedProgram {
  const program = programs.inForce(clock.now());
  if (!program) throw noProgram();
  return program;
}

function noProgram(): Rejection {
  return reject(503, {
    code: 'program_missing',
    path: '',
    detail: 'No loyalty program has been published yet.',
    fix: 'Publish one with: hachi program apply FILE',
  });
}
