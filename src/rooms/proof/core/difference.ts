/** Something stored that is not what the entries and events say it must be. */
export interface Difference {
  /** `mem_12`; null for what is about no single member. */
  readonly member: string | null;
  /** A stable snake_case code, such as `lots`. */
  readonly what: string;
  /** Where exactly: `event 12`, `star e.mf3k`, … */
  readonly where: string;
  readonly expected: string;
  readonly found: string;
}

/** Tells of one difference; the values are written as JSON. */
export type Report = (what: string, where: string, expected: unknown, found: unknown) => void;

/** Characters of a value that are shown. */
const VALUE_SHOWN = 400;

/** Differences in the order in which they were found: all are counted, the first are kept. */
export class Differences {
  readonly first: Difference[] = [];
  count = 0;
  readonly #kept: number;

  constructor(kept: number) {
    this.#kept = kept;
  }

  /** How a check about one member (or with null about none) reports. */
  about(member: string | null): Report {
    return (what, where, expected, found) => {
      this.count += 1;
      if (this.first.length >= this.#kept) return;
      this.first.push({ member, what, where, expected: text(expected), found: text(found) });
    };
  }
}

function text(value: unknown): string {
  const whole = typeof value === 'string' ? value : (JSON.stringify(value) ?? 'nothing');
  return whole.length > VALUE_SHOWN ? `${whole.slice(0, VALUE_SHOWN)}…` : whole;
}
