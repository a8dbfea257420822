import type { Problem } from '../../../kernel/problem.ts';
import type { Instant } from '../../../kernel/time.ts';
import { suggest } from '../../program/index.ts';
import { type ConsentSlice, type Said, saidKey } from './slice.ts';
import type { ConsentTerms, Purpose } from './terms.ts';

/** What a decision did: told to the sender, and kept with the event. */
export interface ConsentEffect {
  readonly kind: 'given' | 'withdrawn';
  readonly purpose: string;
  /** Null for a purpose without channels. */
  readonly channel: string | null;
  /** The version that was agreed to; null for a withdrawal. */
  readonly version: string | null;
  /** Something later had been said already: this one is history, and changes nothing. */
  readonly superseded: boolean;
}

/** A step, or a no that changes nothing. */
export type Step =
  | { readonly ok: true; readonly slice: ConsentSlice; readonly effects: readonly ConsentEffect[] }
  | { readonly ok: false; readonly refusal: Problem };

/** A member says yes to a version of a purpose's text, on one of its channels. */
export function give(
  terms: ConsentTerms,
  slice: ConsentSlice | undefined,
  said: { readonly purpose: string; readonly by: string | null; readonly version: string },
  at: Instant,
): Step {
  const purpose = terms.purposes.get(said.purpose);
  if (!purpose) return unknownPurpose(said.purpose, [...terms.purposes.keys()]);
  const wrong = channelProblem(purpose, said.by, true);
  if (wrong) return wrong;
  const version = purpose.versions.find(({ id }) => id === said.version);
  if (!version) {
    const detail = `There is no version "${said.version}" of ${said.purpose}.`;
    const ids = purpose.versions.map(({ id }) => id);
    return refuse('consent_version_unknown', 'version', detail, suggest(said.version, ids));
  }
  if (version.from > at) {
    const detail = `Version "${said.version}" was not shown yet at that moment.`;
    const fix = 'Name the version that the member has read.';
    return refuse('consent_version_unknown', 'version', detail, fix);
  }
  return say(slice, said.purpose, [said.by], [at, version.id]);
}

/**
 * A member says no: it takes no version, no proof and no reason. Without a channel it is a no to
 * all of them. A purpose that the program has dropped can still be withdrawn.
 */
export function withdraw(
  terms: ConsentTerms,
  slice: ConsentSlice | undefined,
  said: { readonly purpose: string; readonly by: string | null },
  at: Instant,
): Step {
  const purpose = terms.purposes.get(said.purpose);
  const channels = channelsSaid(slice, said.purpose);
  if (!purpose && channels.length === 0) {
    return unknownPurpose(said.purpose, [...terms.purposes.keys()]);
  }
  const wrong = purpose && channelProblem(purpose, said.by, false);
  if (wrong && !channels.includes(said.by)) return wrong;
  const all = new Set([...(purpose ? channelsOf(purpose) : []), ...channels]);
  return say(slice, said.purpose, said.by === null ? [...all] : [said.by], [at, null]);
}

/** Every channel on which a purpose is asked; null stands for a purpose without channels. */
function channelsOf({ channels }: Purpose): readonly (string | null)[] {
  return channels.length === 0 ? [null] : channels;
}

/** The channels on which something was said of a purpose. */
function channelsSaid(slice: ConsentSlice | undefined, purpose: string): (string | null)[] {
  return Object.keys(slice ?? {}).flatMap((key) => {
    const [of, channel = null] = key.split(' ');
    return of === purpose ? [channel] : [];
  });
}

function say(
  slice: ConsentSlice | undefined,
  purpose: string,
  channels: readonly (string | null)[],
  said: Said,
): Step {
  const next: Record<string, Said> = { ...slice };
  const effects = channels.map((channel): ConsentEffect => {
    const key = saidKey(purpose, channel);
    const before = next[key];
    const superseded = before !== undefined && isLater(before, said);
    if (!superseded) next[key] = said;
    const kind = said[1] === null ? 'withdrawn' : 'given';
    return { kind, purpose, channel, version: said[1], superseded };
  });
  return { ok: true, slice: next, effects };
}

/**
 * Which of two words is the later one, whatever the order in which they came in. At the same
 * moment a no is the last word; of two yeses the later name of the version.
 */
export function isLater([at, version]: Said, [otherAt, other]: Said): boolean {
  if (at !== otherAt) return at > otherAt;
  if (version === null || other === null) return version === null && other !== null;
  return version > other;
}

function channelProblem(
  { id, channels }: Purpose,
  channel: string | null,
  needed: boolean,
): (Step & { ok: false }) | null {
  if (channel === null) {
    if (channels.length === 0 || !needed) return null;
    const detail = `Consent to ${id} is given channel by channel.`;
    const fix = `Send "by", one of: ${channels.join(', ')}.`;
    return refuse('consent_channel_unknown', 'by', detail, fix);
  }
  if (channels.includes(channel)) return null;
  const detail = `${id} has no channel "${channel}".`;
  const fix = channels.length === 0 ? 'Leave "by" out.' : suggest(channel, channels);
  return refuse('consent_channel_unknown', 'by', detail, fix);
}

function unknownPurpose(purpose: string, known: readonly string[]): Step {
  const detail = `The program has no purpose "${purpose}".`;
  return refuse('consent_purpose_unknown', 'purpose', detail, suggest(purpose, known));
}

function refuse(code: string, field: string, detail: string, fix: string): Step & { ok: false } {
  return { ok: false, refusal: { code, path: `/data/${field}`, detail, fix } };
}
