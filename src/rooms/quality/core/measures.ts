/** What is counted of the events of a day, a source and a channel. */
export const MEASURES = [
  // From the events as they are recorded.
  'events',
  'purchases',
  'claims',
  'with-channel',
  'with-store',
  'with-touchpoint',
  'within-minute',
  'within-hour',
  'within-day',
  // From a sample of the purchases' lines.
  'lines-looked-at',
  'lines-with-category',
  'lines-known-category',
  // From the intake, as it reads.
  'refused',
  'cleaned',
  'without-moment',
  'unclaimed',
  'repeated',
] as const;

export type Measure = (typeof MEASURES)[number];

/** Counts by measure; what is missing is zero. */
export type Counts = Partial<Record<Measure, number>>;

/** The sides of quality that figures are sorted by. */
export type Dimension = 'completeness' | 'validity' | 'uniqueness' | 'timeliness' | 'match';

/** One figure: how many of how many. */
export interface Rate {
  readonly dimension: Dimension;
  readonly figure: string;
  readonly good: number;
  readonly of: number;
  /** `good / of` to four places; null when there is nothing to judge. */
  readonly rate: number | null;
}

type Sum = (counts: Required<Counts>) => number;

interface Terms {
  readonly dimension: Dimension;
  readonly good: Sum;
  readonly of: Sum;
}

/** How each figure is made of the counts. */
export const FIGURES: Readonly<Record<string, Terms>> = {
  channel: {
    dimension: 'completeness',
    good: (c) => c['with-channel'],
    of: (c) => c.events,
  },
  store: { dimension: 'completeness', good: (c) => c['with-store'], of: (c) => c.events },
  touchpoint: {
    dimension: 'completeness',
    good: (c) => c['with-touchpoint'],
    of: (c) => c.events,
  },
  category: {
    dimension: 'completeness',
    good: (c) => c['lines-with-category'],
    of: (c) => c['lines-looked-at'],
  },
  accepted: {
    dimension: 'validity',
    good: (c) => c.events,
    of: (c) => c.events + c.refused,
  },
  'clean as sent': {
    dimension: 'validity',
    good: (c) => Math.max(0, c.events - c.cleaned),
    of: (c) => c.events,
  },
  'category known': {
    dimension: 'validity',
    good: (c) => c['lines-known-category'],
    of: (c) => c['lines-with-category'],
  },
  'told once': {
    dimension: 'uniqueness',
    good: (c) => c.events,
    of: (c) => c.events + c.repeated,
  },
  'said when': {
    dimension: 'timeliness',
    good: (c) => Math.max(0, c.events - c['without-moment']),
    of: (c) => c.events,
  },
  'within a minute': {
    dimension: 'timeliness',
    good: (c) => c['within-minute'],
    of: (c) => c.events,
  },
  'within an hour': { dimension: 'timeliness', good: (c) => c['within-hour'], of: (c) => c.events },
  'within a day': { dimension: 'timeliness', good: (c) => c['within-day'], of: (c) => c.events },
  'purchases of a member': {
    dimension: 'match',
    // A claimed purchase came without a member, and was counted so when it came.
    good: (c) => Math.max(0, c.purchases - c.claims),
    of: (c) => Math.max(0, c.purchases - c.claims) + c.unclaimed,
  },
};

const NOTHING = Object.fromEntries(
  MEASURES.map((measure) => [measure, 0]),
) as unknown as Required<Counts>;

/** The figures of some counts, in their fixed order; those that judge nothing are left out. */
export function ratesOf(counts: Counts): Rate[] {
  const all = { ...NOTHING, ...counts };
  return Object.entries(FIGURES).flatMap(([figure, { dimension, good, of }]) => {
    const most = of(all);
    return most === 0 ? [] : [rateOf(dimension, figure, good(all), most)];
  });
}

/** One figure, rounded. */
export function rateOf(dimension: Dimension, figure: string, good: number, of: number): Rate {
  const rate = of === 0 ? null : Math.round((good / of) * 10_000) / 10_000;
  return { dimension, figure, good, of, rate };
}
