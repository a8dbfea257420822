/** What kinds of lines a timeline has, and which types of events each holds. */
export const KINDS = {
  purchase: '^purchase$|^purchase\\.',
  return: '^return$',
  points: '^points\\.',
  coupon: '^coupon\\.',
  reward: '^reward\\.',
  benefit: '^benefit\\.',
  challenge: '^challenge\\.',
  referral: '^referral\\.',
  member: '^(member|card|household)\\.',
  consent: '^consent\\.',
  settled: '^hachi\\.',
  visit: '^(visit|visited|store|check-?in)($|[._-])',
  browsing: '^(browse|browsed|browsing|page|product|category|search|cart|app|web)($|[._-])',
  feedback: '^(feedback|review|rating|survey|nps|complaint)($|[._-])',
  message: '^(message|push|sms|email|mail|notice)($|[._-])',
} as const;

export type Kind = keyof typeof KINDS | 'other';

/** Every kind by name, in the order in which they are tried. */
export const KIND_NAMES: readonly Kind[] = [...(Object.keys(KINDS) as Kind[]), 'other'];

const TRIED = Object.entries(KINDS).map(
  ([kind, pattern]) => [kind as Kind, new RegExp(pattern)] as const,
);
const known = new Map<string, Kind>();
/** Types are few; a sender that invents one for each event must not fill the memory. */
const REMEMBERED = 2_000;

/** The kind of an event by its type. Custom types are known by their first word. */
export function kindOf(type: string): Kind {
  const before = known.get(type);
  if (before) return before;
  const kind = TRIED.find(([, pattern]) => pattern.test(type))?.[0] ?? 'other';
  if (known.size < REMEMBERED) known.set(type, kind);
  return kind;
}

/** How a database tells the types of some kinds: a pattern, and whether it must match. */
export interface TypeFilter {
  readonly pattern: string;
  readonly matches: boolean;
}

/** The filter by type for these kinds; null for all of them. */
export function typesOf(kinds: readonly Kind[]): TypeFilter | null {
  if (kinds.length === 0 || KIND_NAMES.every((kind) => kinds.includes(kind))) return null;
  const patterns = (names: readonly Kind[]): string =>
    names.flatMap((kind) => (kind === 'other' ? [] : [`(${KINDS[kind]})`])).join('|');
  if (!kinds.includes('other')) return { pattern: patterns(kinds), matches: true };
  return { pattern: patterns(KIND_NAMES.filter((kind) => !kinds.includes(kind))), matches: false };
}
