import { formatInstant } from '../../kernel/time.ts';
import type { MemberRow } from '../members/index.ts';
import { programNow, type Statements } from '../statements/index.ts';
import { type Basis, basisOfField, basisOfPreferences, MEMBERSHIP } from './core/basis.ts';
import type { Mark, Portrait } from './core/portrait.ts';
import { type EventName, namedEvents } from './named-events.ts';

/** Where a part of a view comes from: the event that said it last, when, and what it rests on. */
export interface Source {
  /** Null where it was counted from many events, or before events were counted. */
  readonly event: { readonly source: string; readonly id: string; readonly no: number } | null;
  readonly at: string;
  readonly basis: Basis;
}

/** What readers see of a member beyond what is counted: attributes by name, and tags. */
interface Shown {
  readonly attributes: Readonly<Record<string, unknown>>;
  readonly tags: readonly string[];
  readonly profile: Readonly<Record<string, { readonly at: string }>>;
}

/** The source of each part of a view, by its path in the answer. */
export async function sourcesOf(
  ground: Statements,
  member: MemberRow,
  portrait: Portrait,
  { attributes, tags, profile }: Shown,
): Promise<Record<string, Source>> {
  const { document } = programNow(ground);
  const names = [
    ...Object.keys(attributes).map((name) => `attributes/${name}`),
    ...tags.map((tag) => `tags/${tag}`),
  ];
  const lasts = lastOf(portrait);
  const marks = [...names.flatMap((name) => markOf(portrait, name)), ...lasts.values()];
  const events = await namedEvents(
    ground.pool,
    member.memberId,
    marks.flatMap(([, no, other]) => (other === undefined ? [no] : [])),
  );
  const joined = formatInstant(member.joinedAt);
  const sources: Record<string, Source> = {
    status: {
      event: { source: member.enrolledSource, id: member.enrolledId, no: 0 },
      at: joined,
      basis: MEMBERSHIP,
    },
  };
  for (const [path, mark] of lasts) sources[path] = saidBy(events, mark, MEMBERSHIP);
  const preferences = sources.preferences;
  if (preferences) {
    sources.preferences = { ...preferences, basis: basisOfPreferences(document) };
  }
  for (const name of names) {
    const basis = name.startsWith('tags/')
      ? MEMBERSHIP
      : basisOfField(document, name.slice('attributes/'.length));
    const [mark] = markOf(portrait, name);
    sources[name] = mark ? saidBy(events, mark, basis) : { event: null, at: joined, basis };
  }
  for (const [name, { at }] of Object.entries(profile)) {
    sources[`profile/${name}`] = { event: null, at, basis: basisOfField(document, name) };
  }
  return sources;
}

/** The last events behind what is counted: of all, of purchases, and of each channel. */
function lastOf({ kinds, channels }: Portrait): Map<string, Mark> {
  const lasts = new Map<string, Mark>();
  const [newest] = Object.values(kinds)
    .map(({ first, last }) => last[0] ?? first)
    .sort((a, b) => b[1] - a[1]);
  if (newest) {
    for (const path of ['balances', 'tiers', 'coupons', 'benefits', 'challenges', 'activity']) {
      lasts.set(path, newest);
    }
  }
  const bought = kinds.purchase?.last[0];
  if (bought) for (const path of ['purchases', 'preferences']) lasts.set(path, bought);
  for (const [channel, { last }] of Object.entries(channels)) {
    if (last[0]) lasts.set(`channels/${channel}`, last[0]);
  }
  return lasts;
}

function markOf({ said }: Portrait, name: string): Mark[] {
  const mark = Object.hasOwn(said, name) ? said[name] : undefined;
  return mark ? [mark] : [];
}

function saidBy(
  events: ReadonlyMap<number, EventName>,
  [at, no, other]: Mark,
  basis: Basis,
): Source {
  // What a merged member brought along is told with its time; its event is in the timeline.
  const name = other === undefined ? events.get(no) : undefined;
  const event = name ? { source: name.source, id: name.id, no } : null;
  return { event, at: formatInstant(at), basis };
}
