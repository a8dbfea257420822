import type { Heard } from '../../intake/index.ts';
import { type Finding, type FindingKind, fieldOf, subjectOf } from './findings.ts';
import type { Measure } from './measures.ts';

/** A count to be added. */
export interface Added {
  readonly source: string;
  readonly channel: string;
  readonly measure: Measure;
  readonly count: number;
}

/** Different things remembered between two notes; what is beyond is counted without its name. */
const KEYS_MOST = 2_000;
const BEYOND = '…';

/** Counts what the intake hears, until somebody takes the counts away to keep them. */
export class HeardCounts {
  #counts = new Map<string, Added>();
  #findings = new Map<string, Finding>();

  /** Counts one event; of a clean one nothing is to be counted here. */
  add({ source, channel, ...heard }: Heard): void {
    const { changed, problems, withoutMoment, unclaimed, repeated } = heard;
    const from = source.slice(0, 80) || BEYOND;
    const at = channel ?? '';
    if (problems.length > 0) {
      this.#count(from, at, 'refused');
      for (const problem of problems) this.#find('refused', from, subjectOf(problem));
      return;
    }
    if (repeated) {
      // It was cleaned and counted when it came first.
      this.#count(from, at, 'repeated');
      return;
    }
    if (changed.length > 0) {
      this.#count(from, at, 'cleaned');
      for (const path of changed) this.#find('cleaned', from, fieldOf(path));
    }
    if (withoutMoment) {
      this.#count(from, at, 'without-moment');
      this.#find('without-moment', from, '/happenedAt');
    }
    if (unclaimed) this.#count(from, at, 'unclaimed');
  }

  /** What was counted since the last time. */
  take(): { readonly counts: Added[]; readonly findings: Finding[] } {
    const taken = { counts: [...this.#counts.values()], findings: [...this.#findings.values()] };
    this.#counts = new Map();
    this.#findings = new Map();
    return taken;
  }

  #count(source: string, channel: string, measure: Measure): void {
    const known = this.#counts.has(`${source}\n${channel}\n${measure}`);
    const from = known || this.#counts.size < KEYS_MOST ? source : BEYOND;
    const at = from === BEYOND ? '' : channel;
    const key = `${from}\n${at}\n${measure}`;
    const count = (this.#counts.get(key)?.count ?? 0) + 1;
    this.#counts.set(key, { source: from, channel: at, measure, count });
  }

  #find(kind: FindingKind, source: string, subject: string): void {
    const key = `${kind}\n${source}\n${subject}`;
    const before = this.#findings.get(key);
    if (!before && this.#findings.size >= KEYS_MOST) return;
    const times = (before?.times ?? 0) + 1;
    this.#findings.set(key, { kind, source, subject, times, hint: null });
  }
}
