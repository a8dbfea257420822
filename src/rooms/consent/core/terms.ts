import { type Instant, parseDay, type Zone } from '../../../kernel/time.ts';
import type { ConsentDocument, PurposeDocument } from './section.ts';

/** A text that members agree to. */
export interface TextVersion {
  readonly id: string;
  readonly from: Instant;
  /** Earlier versions no longer count once this one is shown. */
  readonly renew: boolean;
}

/** A purpose of the document, compiled. */
export interface Purpose {
  readonly id: string;
  /** Empty: one question for all channels. */
  readonly channels: readonly string[];
  /** Oldest first. */
  readonly versions: readonly TextVersion[];
}

/** What may rest on a consent beside attributes. */
export type Use = 'rules' | 'challenges' | 'referrals' | 'preferences';

/** The name under which referrals are asked for: there is one of them in a program. */
export const REFERRALS = 'referrals';
/** The same for what a member prefers. */
export const PREFERENCES = 'preferences';

/** The `consent` section, compiled. */
export interface ConsentTerms {
  readonly purposes: ReadonlyMap<string, Purpose>;
  /** The purposes on which an attribute rests: each of them must be agreed to. */
  readonly attributes: ReadonlyMap<string, readonly string[]>;
  /** The same for other uses, by their id. */
  readonly uses: Readonly<Record<Use, ReadonlyMap<string, readonly string[]>>>;
}

/** A program without the section: nothing is asked, and nothing rests on an answer. */
export const NO_CONSENT: ConsentTerms = compileConsent(undefined, { startOf: () => 0 });

/** Compiles a checked section. */
export function compileConsent(
  document: ConsentDocument | undefined,
  zone: Pick<Zone, 'startOf'>,
): ConsentTerms {
  const all = document?.purposes ?? [];
  const rests = (of: (one: NonNullable<PurposeDocument['rests']>) => readonly string[]) => {
    const found = new Map<string, string[]>();
    for (const { id, rests: one } of all) {
      for (const name of one ? of(one) : []) found.set(name, [...(found.get(name) ?? []), id]);
    }
    return found;
  };
  return {
    purposes: new Map(all.map((one) => [one.id, compilePurpose(one, zone)])),
    attributes: rests((one) => one.attributes ?? []),
    uses: {
      rules: rests((one) => one.rules ?? []),
      challenges: rests((one) => one.challenges ?? []),
      referrals: rests((one) => (one.referrals ? [REFERRALS] : [])),
      preferences: rests((one) => (one.preferences ? [PREFERENCES] : [])),
    },
  };
}

function compilePurpose(document: PurposeDocument, zone: Pick<Zone, 'startOf'>): Purpose {
  return {
    id: document.id,
    channels: document.channels ?? [],
    versions: document.versions.map(({ id, from, renew = false }) => ({
      id,
      from: zone.startOf(parseDay(from) as number),
      renew,
    })),
  };
}
