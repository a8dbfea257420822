import type { Instant } from '../../../kernel/time.ts';
import type { Program } from '../../engine/index.ts';

/** A published version, as far as a proof asks for it. */
export interface PublishedProgram {
  readonly version: number;
  readonly effectiveFrom: Instant;
  readonly publishedAt: Instant;
  readonly compiled: Program;
}

/** Another process may have decided by the version before for so long after a publication. */
const NEWS_TAKES_MS = 10_000;

/** Which program decided at which moment. */
export class ProgramHistory {
  readonly #versions: readonly PublishedProgram[];

  /** @param versions oldest first, without gaps from version 1 on. */
  constructor(versions: readonly PublishedProgram[]) {
    this.#versions = versions;
  }

  get all(): Program[] {
    return this.#versions.map((one) => one.compiled);
  }

  version(version: number): Program | null {
    return this.#versions[version - 1]?.compiled ?? null;
  }

  /** The programs that may have settled what fell due by then, the likeliest first. */
  settling(recordedAt: Instant): Program[] {
    const known = this.#versions.filter((one) => one.effectiveFrom <= recordedAt);
    const published = known.filter((one) => one.publishedAt <= recordedAt);
    const before = published.filter((one) => one.publishedAt <= recordedAt - NEWS_TAKES_MS);
    const likely = [published, before, known, this.#versions.slice(0, 1)];
    return [...new Set(likely.flatMap((list) => list.at(-1)?.compiled ?? []))];
  }
}
