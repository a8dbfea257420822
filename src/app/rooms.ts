import type { Clock } from '../platform/clock.ts';
import type { Config } from '../platform/config.ts';
import { openHubKey } from '../platform/db/hub-key.ts';
import type { Pool } from '../platform/db/pool.ts';
import type { Log } from '../platform/log.ts';
import type { AskHuman } from '../platform/siteverify.ts';
import type { Vault } from '../platform/vault/index.ts';
import { ApiKeys } from '../rooms/access/index.ts';
import { AuditLog } from '../rooms/audit/index.ts';
import { Catalog } from '../rooms/catalog/index.ts';
import { compileProgram, type Program } from '../rooms/engine/index.ts';
import { Intake, type Programs } from '../rooms/intake/index.ts';
import { Privacy } from '../rooms/privacy/index.ts';
import {
  createExpressions,
  createProgram,
  currencyDecimals,
  type Past,
  type ProgramDocument,
  type ProgramService,
} from '../rooms/program/index.ts';
import { HeardCounts } from '../rooms/quality/index.ts';
import { SECTIONS } from '../sections.ts';

/** A corner shop needs no register of devices; who wanted one should know that it is empty. */
const UNASKED = 'no touchpoints are registered: events are taken from anywhere';

/** The services of a hub, put together. */
export interface Rooms {
  /** Who read or changed what: every route that does notes it here. */
  readonly audit: AuditLog;
  /** What the intake hears that says something about the quality of the data. */
  readonly heard: HeardCounts;
  /** The keys of tills, apps and partners. */
  readonly keys: ApiKeys;
  readonly program: ProgramService<Program>;
  readonly catalog: Catalog;
  readonly intake: Intake;
  /** The secret from which cards and signatures come. */
  readonly hubKey: Uint8Array;
  /** Requests of people about their data. */
  readonly privacy: Privacy;
  /** What opens what is sealed. */
  readonly vault: Vault;
  /** The programs by which background work settles; null while nothing is published. */
  readonly programs: () => Programs | null;
  /** Finishes what was taken in, then lets go of the database. */
  close(): Promise<void>;
}

export interface RoomParts {
  readonly url: string;
  readonly pool: Pool;
  readonly clock: Clock;
  readonly log: Log;
  readonly vault: Vault;
  readonly limits: Pick<Config, 'queueMax' | 'batchMax'>;
  /** Asks whether a token proves a person; null: nobody can be asked. */
  readonly human?: AskHuman | null;
  readonly onBatch?: (events: number, milliseconds: number) => void;
  readonly onRefused?: (code: string) => void;
}

/** Opens every room on a migrated database. */
export async function openRooms(parts: RoomParts): Promise<Rooms> {
  const { url, pool, clock, log, vault, limits, human = null } = parts;
  const program = createProgram<Program>({ pool, clock, sections: SECTIONS, compile });
  await program.refresh();
  const stopWatching = program.watch((error) =>
    log.warn({ err: error }, 'cannot look for programs'),
  );
  const catalog = new Catalog(pool, clock);
  await catalog.touchpoints.refresh();
  if (!catalog.touchpoints.asked) log.info(UNASKED);
  const stopLooking = catalog.touchpoints.watch((error) =>
    log.warn({ err: error }, 'cannot look for touchpoints'),
  );
  const audit = new AuditLog(clock);
  const hubKey = await openHubKey(pool);
  const keys = new ApiKeys({ pool, clock, audit });
  await keys.ring.watch((error) => log.warn({ err: error }, 'cannot look for keys'));
  const heard = new HeardCounts();
  const intake = new Intake({
    url,
    pool,
    clock,
    catalog,
    vault,
    audit,
    programs: program,
    referrals: { hubKey, human },
    queueMost: limits.queueMax,
    batchMost: limits.batchMax,
    onError: (error, size) => log.error({ err: error, size }, 'a batch failed'),
    onHeard: (one) => heard.add(one),
    ...(parts.onBatch ? { onBatch: parts.onBatch } : {}),
    ...(parts.onRefused ? { onRefused: parts.onRefused } : {}),
  });
  const privacy = new Privacy({
    ...{ pool, clock, audit, vault, programs: program },
    onError: (error) => log.error({ err: error }, 'an export could not be made'),
  });
  return {
    privacy,
    audit,
    program,
    catalog,
    intake,
    hubKey,
    heard,
    keys,
    vault,
    programs: () => programsNow(program, clock.now()),
    close: async () => {
      await stopWatching();
      await keys.ring.close();
      await privacy.close();
      await intake.close();
      await stopLooking();
    },
  };
}

function compile(document: ProgramDocument, version: number, past: Past<Program>): Program {
  const decimals = currencyDecimals(document.currency) ?? 2;
  return compileProgram(document, version, createExpressions(document), decimals, past);
}

function programsNow(program: ProgramService<Program>, now: number): Programs | null {
  const current = program.inForce(now)?.compiled;
  if (!current) return null;
  return { current, at: (instant) => program.inForce(instant)?.compiled ?? current };
}
