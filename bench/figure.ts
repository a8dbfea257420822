/** One figure of a run. `ratio` is `value / baseline`, both measured in the same run. */
export interface Figure {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  readonly baseline: number | null;
  readonly ratio: number | null;
  /** What else was seen: percentiles, sizes, parts. */
  readonly details?: Readonly<Record<string, number | string>>;
}

/** A figure against a baseline of the same run. */
export function figure(
  name: string,
  value: number,
  unit: string,
  baseline: number | null = null,
  details: Figure['details'] = {},
): Figure {
  const ratio = baseline === null ? null : value / baseline;
  return { name, value, unit, baseline, ratio, details };
}

/** The value below which the share `p` of sorted samples lies. */
export function percentile(sorted: readonly number[], p: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * p))] ?? 0;
}
