import { type Duration, parseDuration } from '../../../kernel/duration.ts';
import type { Instant, Zone } from '../../../kernel/time.ts';
import type { RetentionDocument } from './retention-section.ts';

/** A kind of data that is kept for a time, and no longer. */
export interface KeptKind {
  /** Its name in the section. */
  readonly name: keyof RetentionDocument;
  readonly about: string;
  /** How long it is kept when the program does not say, and what the program may say. */
  readonly otherwise: string;
  readonly least: string;
  readonly most: string;
}

/** What is kept for a time. The books (events, entries, states) are not among it. */
export const KEPT: readonly KeptKind[] = [
  {
    name: 'exports',
    about: 'Exports that lie ready, sealed, from the moment they were made.',
    otherwise: 'P7D',
    least: 'PT1H',
    most: 'P30D',
  },
  {
    name: 'dataRequests',
    about: 'Requests about data, from the moment they were closed.',
    otherwise: 'P3Y',
    least: 'P1Y',
    most: 'P10Y',
  },
  {
    name: 'idempotency',
    about: 'Answers kept for senders that ask again with the same Idempotency-Key.',
    otherwise: 'P7D',
    least: 'P1D',
    most: 'P30D',
  },
  {
    name: 'uploads',
    about: 'What tills uploaded after they were away, once it is decided.',
    otherwise: 'P180D',
    least: 'P30D',
    most: 'P3Y',
  },
  {
    name: 'waiting',
    about: 'Returns that waited for a purchase and were refused in the end.',
    otherwise: 'P180D',
    least: 'P30D',
    most: 'P3Y',
  },
];

type Named = Readonly<Record<string, unknown>> | null;

/** How long a kind is kept, as the program says. */
export function keptFor(document: Named, name: KeptKind['name']): Duration {
  const kind = KEPT.find((one) => one.name === name) as KeptKind;
  const said = (document?.retention ?? {}) as RetentionDocument;
  return parseDuration(said[name] ?? kind.otherwise) as Duration;
}

/** Until when an export that was made at a moment can be fetched. */
export function exportsKeptUntil(document: Named, zone: Pick<Zone, 'plus'>, at: Instant): Instant {
  return zone.plus(at, keptFor(document, 'exports'));
}
