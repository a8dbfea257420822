import type { Instant } from '../../../kernel/time.ts';
import type { Assignment, Part, Run, Slice } from './slice.ts';

/** A part as its row keeps it; what is not there is left out at the end. */
type StoredPart = readonly [
  no: number,
  amount: number,
  left?: number,
  what?: number | string | null,
  lines?: readonly number[],
];

/** An assignment as its row keeps it: what every one has, and by letter what few have. */
type StoredAssignment = readonly [
  id: string,
  challenge: string,
  version: number,
  since: Instant,
  end: Instant | null,
  target: number,
  progress: number,
  more?: {
    readonly s?: 'offered' | 'waiting';
    readonly r?: number;
    readonly g?: number;
    readonly p?: readonly StoredPart[];
    readonly d?: readonly Run[];
    readonly u?: number;
    readonly i?: readonly string[];
    readonly c?: Instant;
  },
];

/** A slice as the member's row keeps it. */
export interface StoredSlice {
  readonly o?: readonly StoredAssignment[];
  readonly c?: readonly StoredAssignment[];
  readonly n?: Readonly<Record<string, number>>;
  readonly s?: Slice['scores'];
}

/** The JSON value of a slice: what is empty is left out. */
export function storeSlice(slice: Slice): StoredSlice {
  return {
    ...(slice.open.length > 0 ? { o: slice.open.map(storeAssignment) } : {}),
    ...(slice.closed.length > 0 ? { c: slice.closed.map(storeAssignment) } : {}),
    ...(isEmpty(slice.done) ? {} : { n: slice.done }),
    ...(isEmpty(slice.scores) ? {} : { s: slice.scores }),
  };
}

/** A slice from its JSON value. */
export function readSlice(stored: StoredSlice): Slice {
  return {
    open: (stored.o ?? []).map(readAssignment),
    closed: (stored.c ?? []).map(readAssignment),
    done: stored.n ?? {},
    scores: stored.s ?? {},
  };
}

function storeAssignment(from: Assignment): StoredAssignment {
  const more = {
    ...(from.status === 'open' ? {} : { s: from.status }),
    ...(from.rounds === 0 ? {} : { r: from.rounds }),
    ...(from.stage === 0 ? {} : { g: from.stage }),
    ...(from.parts.length === 0 ? {} : { p: from.parts.map(storePart) }),
    ...(from.runs.length === 0 ? {} : { d: from.runs }),
    ...(from.used === null ? {} : { u: from.used }),
    ...(from.items.length === 0 ? {} : { i: from.items }),
    ...(from.closedAt === null ? {} : { c: from.closedAt }),
  };
  const { id, challenge, version, since, end, target, progress } = from;
  const all = [id, challenge, version, since, end, target, progress] as const;
  return isEmpty(more) ? all : [...all, more];
}

function readAssignment(stored: StoredAssignment): Assignment {
  const [id, challenge, version, since, end, target, progress, more = {}] = stored;
  return {
    id,
    challenge,
    version,
    status: more.s ?? 'open',
    since,
    end,
    target,
    progress,
    rounds: more.r ?? 0,
    stage: more.g ?? 0,
    parts: (more.p ?? []).map(readPart),
    runs: more.d ?? [],
    used: more.u ?? null,
    items: more.i ?? [],
    closedAt: more.c ?? null,
  };
}

function storePart({ no, amount, left, what, lines }: Part): StoredPart {
  if (lines) return [no, amount, left, what ?? null, lines];
  if (what !== undefined) return [no, amount, left, what];
  return left === amount ? [no, amount] : [no, amount, left];
}

function readPart([no, amount, left = amount, what, lines]: StoredPart): Part {
  return {
    no,
    amount,
    left,
    ...(what === undefined || what === null ? {} : { what }),
    ...(lines ? { lines } : {}),
  };
}

function isEmpty(value: object): boolean {
  for (const _ in value) return false;
  return true;
}
