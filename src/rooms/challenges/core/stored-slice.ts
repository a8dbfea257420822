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
  more?: More,
];

interface More {
  readonly s?: 'offered' | 'waiting' | undefined;
  readonly r?: number | undefined;
  readonly g?: number | undefined;
  readonly p?: readonly StoredPart[] | undefined;
  readonly d?: readonly Run[] | undefined;
  readonly u?: number | undefined;
  readonly i?: readonly string[] | undefined;
  readonly c?: Instant | undefined;
}

const NOTHING_MORE: More = {};

/** A slice as the member's row keeps it. */
export interface StoredSlice {
  readonly o?: readonly StoredAssignment[] | undefined;
  readonly c?: readonly StoredAssignment[] | undefined;
  readonly n?: Readonly<Record<string, number>> | undefined;
  readonly s?: Slice['scores'] | undefined;
}

/** The JSON value of a slice: what is empty is left out. */
export function storeSlice(slice: Slice): StoredSlice {
  const { open, closed, done, scores } = slice;
  return {
    o: open.length > 0 ? open.map(storeAssignment) : undefined,
    c: closed.length > 0 ? closed.map(storeAssignment) : undefined,
    n: isEmpty(done) ? undefined : done,
    s: isEmpty(scores) ? undefined : scores,
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
  const { id, challenge, version, since, end, target, progress } = from;
  const more = storeMore(from);
  const all = [id, challenge, version, since, end, target, progress] as const;
  return more === undefined ? all : [...all, more];
}

function storeMore(from: Assignment): More | undefined {
  const more = {
    s: from.status === 'open' ? undefined : from.status,
    r: from.rounds || undefined,
    g: from.stage || undefined,
    p: from.parts.length === 0 ? undefined : from.parts.map(storePart),
    d: from.runs.length === 0 ? undefined : from.runs,
    u: from.used ?? undefined,
    i: from.items.length === 0 ? undefined : from.items,
    c: from.closedAt ?? undefined,
  };
  return isEmpty(more) ? undefined : more;
}

function readAssignment(stored: StoredAssignment): Assignment {
  const [id, challenge, version, since, end, target, progress, more = NOTHING_MORE] = stored;
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
  for (const key in value) if (value[key as keyof typeof value] !== undefined) return false;
  return true;
}
