import { readFileSync } from 'node:fs';
import { formatInstant } from '../../kernel/time.ts';
import type { Clock } from '../../platform/clock.ts';
import type { Pool } from '../../platform/db/pool.ts';
import { currencyDecimals, type ProgramService } from '../../rooms/program/index.ts';
import type { DemoProgress } from '../demo.ts';
import { type Labels, labelsOf, namesOf } from './names.ts';
import { pointFigures } from './point-figures.ts';
import { recentOf } from './recent.ts';
import { databaseFigures, recentEvents } from './recent-store.ts';
import type { StatusAnswer } from './schema.ts';
import { Totals } from './totals.ts';
import { readTotals } from './totals-store.ts';

/** What the status is read from. */
export interface StatusParts {
  readonly pool: Pool;
  readonly clock: Clock;
  readonly program: ProgramService<unknown>;
  readonly queue: () => StatusAnswer['queue'];
  /** How far the demo has come, when this process loads it or has loaded it. */
  readonly demo: () => DemoProgress | null;
}

const RECENT = 20;
/** Any number of pages looking at once cost as much as one. */
const ANSWER_MS = 500;
const DATABASE_MS = 30_000;

/** The state of the hub at a glance; its cost does not grow with the books. */
export class Status {
  readonly #parts: StatusParts;
  readonly totals: Totals;
  #answer: { readonly at: number; readonly value: Promise<StatusAnswer> } | null = null;
  #database: { readonly at: number; readonly value: StatusAnswer['database'] } | null = null;
  #labels: { readonly version: number; readonly value: Labels } | null = null;

  constructor(parts: StatusParts) {
    this.#parts = parts;
    this.totals = new Totals(parts.pool, parts.clock);
  }

  /** The state now, or as it was half a second ago. */
  read(): Promise<StatusAnswer> {
    const at = performance.now();
    if (this.#answer && at - this.#answer.at < ANSWER_MS) return this.#answer.value;
    const value = this.#read();
    this.#answer = { at, value };
    value.catch(() => {
      this.#answer = null;
    });
    return value;
  }

  async #read(): Promise<StatusAnswer> {
    const { pool, clock, program, queue, demo } = this.#parts;
    await this.totals.look();
    const now = clock.now();
    const inForce = program.inForce(now);
    const labels = this.#labelsOf(inForce);
    const { until, counts, movements, pending } = await readTotals(pool, now);
    const recent = await recentEvents(pool, RECENT);
    const currencies = [...labels.currencies.keys()];
    return {
      version: PACKAGE.version,
      program: inForce && headOf(inForce),
      countedUntil: until === null ? null : formatInstant(until),
      members: counts.members ?? 0,
      events: counts.events ?? 0,
      purchases: counts.purchase ?? 0,
      returns: counts.return ?? 0,
      points: pointFigures(currencies, movements, pending).map((figures) => ({
        ...figures,
        names: namesOf(labels.currencies.get(figures.currency), figures.currency),
      })),
      recent: recent.map((row) => recentOf(row, labels)),
      demo: demo(),
      queue: queue(),
      database: await this.#databaseFigures(),
    };
  }

  #labelsOf(program: ReturnType<ProgramService<unknown>['inForce']>): Labels {
    const version = program?.version ?? 0;
    if (this.#labels?.version !== version) {
      this.#labels = { version, value: labelsOf(program?.document ?? null) };
    }
    return this.#labels.value;
  }

  async #databaseFigures(): Promise<StatusAnswer['database']> {
    const at = performance.now();
    if (!this.#database || at - this.#database.at > DATABASE_MS) {
      this.#database = { at, value: await databaseFigures(this.#parts.pool) };
    }
    return this.#database.value;
  }
}

function headOf({
  version,
  document,
}: NonNullable<ReturnType<ProgramService<unknown>['inForce']>>): StatusAnswer['program'] {
  const { program: name, timezone, currency } = document;
  const decimals = currencyDecimals(currency) ?? 2;
  return { name, version, timezone, currency, decimals };
}

const PACKAGE = JSON.parse(
  readFileSync(new URL('../../../package.json', import.meta.url), 'utf8'),
) as { readonly version: string };
