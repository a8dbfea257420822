import { Zone } from '../../../kernel/time.ts';
import type { Clock } from '../../../platform/clock.ts';
import { CheckpointFile } from './checkpoint-file.ts';
import { BadRow } from './core/bad-row.ts';
import type { Mapping } from './core/mapping-schema.ts';
import { memberKey, Openings } from './core/openings.ts';
import { type Item, makeRowMapper, type RowMapper } from './core/row-mapper.ts';
import { type Delivery, deliver } from './delivery.ts';
import { fileSize, fingerprintFile, shortDigest } from './file-bytes.ts';
import { Lanes, type Work } from './lanes.ts';
import { readCsv } from './read-csv.ts';
import { type RowGroup, readGroups } from './read-groups.ts';
import { RejectsFile } from './rejects-file.ts';
import { type ImportSummary, Tally } from './tally.ts';

/** Batches on their way at once. */
const LANES = 4;
/** How often, in batches, the progress is written down. */
const BATCHES_PER_CHECKPOINT = 8;

/** How far a running import is; bytes are of the file as it lies there. */
export interface ImportProgress {
  readonly phase: 'opening' | 'importing';
  readonly rows: number;
  readonly bytes: number;
  readonly bytesTotal: number;
}

/** What to import, and where to. */
export interface ImportRequest {
  readonly file: string;
  readonly mapping: Mapping;
  /** The program's time zone, for bare dates of a mapping without one. */
  readonly zone: Zone;
  readonly delivery: Delivery;
  /** Names the hub: progress towards one hub says nothing about another. */
  readonly hub: string;
  /** Where the progress is kept until the end; `null` for a dry run. */
  readonly checkpointPath: string | null;
  /** Where the rows go that could not be used; the file is made with the first one. */
  readonly rejectsPath: string;
  readonly clock: Clock;
  readonly onProgress?: (progress: ImportProgress) => void;
  /** Stops at the next row; what was read is finished and remembered. */
  readonly signal?: AbortSignal;
}

/**
 * Imports a file. The ids of its events depend on file and mapping only, so that it may be
 * repeated, or go on after a kill, without doubling anything.
 * @throws {ImportFailure} when the file cannot be read, {Rejection} when the mapping does not
 * fit it, and what the delivery throws; rows that went in before stay in and are remembered.
 */
export async function runImport(request: ImportRequest): Promise<ImportSummary> {
  const bytesTotal = await fileSize(request.file);
  const fingerprint = await fingerprintFile(request.file);
  return new ImportRun(request, fingerprint, bytesTotal).run();
}

class ImportRun {
  readonly #request: ImportRequest;
  readonly #fingerprint: string;
  readonly #importKey: string;
  readonly #bytesTotal: number;
  readonly #rejects: RejectsFile;
  readonly #lanes = new Lanes(LANES, (works) => this.#send(works));
  readonly #tally: Tally;
  readonly #checkpoint: CheckpointFile | null;
  readonly #openings: Openings | null;
  /** Rows up to this one were finished by a stopped run. */
  #doneBefore = 0;
  #probed = false;
  #batches = 0;
  #batchesRemembered = 0;
  #bytes = 0;

  constructor(request: ImportRequest, fingerprint: string, bytesTotal: number) {
    const { mapping, hub, checkpointPath } = request;
    this.#request = request;
    this.#fingerprint = fingerprint;
    this.#importKey = shortDigest(JSON.stringify([fingerprint, hub, mapping]));
    this.#checkpoint = checkpointPath === null ? null : new CheckpointFile(checkpointPath);
    this.#bytesTotal = bytesTotal;
    this.#rejects = new RejectsFile(request.rejectsPath);
    this.#tally = new Tally(request.clock.now());
    const opening = mapping.opening === 'auto';
    this.#openings = opening ? new Openings(mapping.source, shortDigest) : null;
  }

  async run(): Promise<ImportSummary> {
    this.#doneBefore = (await this.#checkpoint?.load(this.#importKey)) ?? 0;
    await this.#rejects.begin(this.#doneBefore > 0);
    if (this.#openings) await this.#countOpenings(this.#openings);
    const stopped = await this.#importRows();
    if (stopped) await this.#remember();
    else await this.#checkpoint?.clear();
    return this.#tally.summary(this.#request.clock.now(), this.#rejects, stopped);
  }

  /** The first reading of a file whose opening balances are not known. */
  async #countOpenings(openings: Openings): Promise<void> {
    for await (const { group, mapper } of this.#groups('opening')) {
      if (this.#request.signal?.aborted) return;
      const items = group.problem ? null : tryMap(mapper, group);
      if (Array.isArray(items)) openings.count(items);
    }
  }

  async #importRows(): Promise<boolean> {
    try {
      for await (const { group, mapper } of this.#groups('importing')) {
        if (this.#request.signal?.aborted) break;
        await this.#take(group, mapper);
        if (this.#batches - this.#batchesRemembered >= BATCHES_PER_CHECKPOINT) {
          await this.#remember();
        }
      }
      await this.#lanes.finish();
    } catch (error) {
      await this.#remember().catch(() => {});
      throw error;
    }
    return this.#request.signal?.aborted === true;
  }

  async #take(group: RowGroup, mapper: RowMapper): Promise<void> {
    const { number, line, rows: raw } = group;
    const isDone = number > 0 && number <= this.#doneBefore;
    if (isDone && this.#probed && !this.#openings) {
      this.#tally.skip(raw.length);
      return;
    }
    const mapped = group.problem ?? tryMap(mapper, group);
    const items = Array.isArray(mapped) ? this.#withOpenings(mapped) : [];
    const work: Work = { number, line, raw, rows: raw.length, items };
    if (isDone && !this.#probed && items.length > 0) {
      await this.#probe(work);
    } else if (isDone) {
      this.#tally.skip(work.rows);
    } else if (!Array.isArray(mapped)) {
      this.#tally.refuse(work.rows);
      await this.#rejects.add(work, mapped.code, mapped.reason);
    } else if (items.length === 0) {
      this.#tally.skip(work.rows);
    } else {
      const first = items[0]!;
      // Entries of the catalogue stay in order too: the last one of a name must win.
      const alone = first.target === 'events' ? String(number) : first.target;
      await this.#lanes.add(memberKey(first.input) ?? alone, work);
    }
  }

  /** Believes the progress of a stopped run only if the hub knows the first row of it. */
  async #probe(work: Work): Promise<void> {
    this.#probed = true;
    const known = await this.#send([work]);
    if (!known) this.#doneBefore = 0;
  }

  #withOpenings(items: Item[]): Item[] {
    return this.#openings ? [...this.#openings.before(items), ...items] : items;
  }

  /** Sends one batch and counts its rows. @returns whether all of it was in already. */
  async #send(works: readonly Work[]): Promise<boolean> {
    const results = await deliver(
      this.#request.delivery,
      works.flatMap((work) => work.items),
    );
    let from = 0;
    for (const work of works) {
      const own = results.slice(from, from + work.items.length);
      from += work.items.length;
      const refused = own.find((result) => result.status === 'refused');
      if (refused) {
        const problem = refused.problems?.[0];
        const reason = `${problem?.path ?? ''} ${problem?.detail ?? ''} ${problem?.fix ?? ''}`;
        this.#tally.refuse(work.rows);
        await this.#rejects.add(work, problem?.code ?? 'refused', reason.trim());
      } else if (own.every((result) => result.status === 'duplicate')) {
        this.#tally.duplicate(work.rows);
      } else {
        this.#tally.accept(work.rows);
        for (const { changed } of own) if (changed) this.#tally.clean(changed);
      }
    }
    this.#batches += 1;
    return results.every((result) => result.status === 'duplicate');
  }

  async #remember(): Promise<void> {
    this.#batchesRemembered = this.#batches;
    // A stopped run that was stopped again before it got that far must not fall back.
    const rowsDone = Math.max(this.#lanes.doneThrough, this.#doneBefore);
    await this.#checkpoint?.save(this.#importKey, rowsDone);
  }

  /** Reads the file once, with its columns matched to the mapping. */
  async *#groups(
    phase: ImportProgress['phase'],
  ): AsyncGenerator<{ group: RowGroup; mapper: RowMapper }> {
    const { mapping, file, onProgress } = this.#request;
    let mapper: RowMapper | undefined;
    let rows = 0;
    this.#bytes = 0;
    const lines = readCsv(
      file,
      mapping.csv ?? {},
      (header) => {
        this.#rejects.header = header;
        mapper = this.#makeMapper(header);
      },
      (count) => {
        this.#bytes += count;
        onProgress?.({ phase, rows, bytes: this.#bytes, bytesTotal: this.#bytesTotal });
      },
    );
    for await (const group of readGroups(lines, () => mapper!)) {
      rows += group.rows.length;
      yield { group, mapper: mapper! };
    }
    onProgress?.({ phase, rows, bytes: this.#bytesTotal, bytesTotal: this.#bytesTotal });
  }

  #makeMapper(header: readonly string[]): RowMapper {
    const { mapping, zone } = this.#request;
    return makeRowMapper({
      mapping,
      header,
      zone: mapping.zone === undefined ? zone : new Zone(mapping.zone),
      fingerprint: this.#fingerprint,
      digest: shortDigest,
    });
  }
}

/** What a group gives, or why it gives nothing. */
function tryMap(mapper: RowMapper, group: RowGroup): Item[] | { code: string; reason: string } {
  try {
    return mapper.map(group.rows, group.number);
  } catch (error) {
    if (!(error instanceof BadRow)) throw error;
    return { code: error.code, reason: error.message };
  }
}
