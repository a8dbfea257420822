import type { Static } from 'typebox';
import { reject } from '../../kernel/problem.ts';
import { type Instant, parseInstant } from '../../kernel/time.ts';
import type { Source } from './publish.ts';
import type { SourceBody } from './routes-schema.ts';

/** The document of a body. @throws {Rejection} 400 when there is none, or there are two. */
export function sourceOf({ document, text, format }: Static<typeof SourceBody>): Source {
  if (document !== undefined && text === undefined) return { document };
  if (text !== undefined && document === undefined) return { text, format };
  throw reject(400, {
    code: 'invalid_input',
    path: document === undefined ? '/text' : '/document',
    detail: 'Send the program as `document` or as `text`, one of the two.',
    fix: 'Send `text` with what is in the file, or `document` with an object.',
  });
}

/** `effectiveFrom` of a body. @throws {Rejection} 400 when it is no moment. */
export function momentOf(text: string | undefined): Instant | undefined {
  if (text === undefined) return undefined;
  const moment = parseInstant(text);
  if (moment !== null) return moment;
  throw reject(400, {
    code: 'invalid_input',
    path: '/effectiveFrom',
    detail: `"${text}" is not a moment with a time zone.`,
    fix: 'Write an ISO 8601 instant, such as 2026-11-01T00:00:00+08:00.',
  });
}
