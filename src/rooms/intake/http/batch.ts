import { LIMITS } from '../../../kernel/limits.ts';
import { type Problem, Rejection } from '../../../kernel/problem.ts';
import type { Result } from '../ticket.ts';
import { withoutRehearsal } from './rehearsal.ts';

/** One event's outcome among many: its own status, with the answer or with what is wrong. */
export type BatchItem =
  | { readonly status: number; readonly answer: unknown }
  | { readonly status: number; readonly problems: readonly Problem[] };

/**
 * The events of a body that holds many, `[…]` or `{ events: […] }`; null for a single one.
 * Without an `id` of their own they are called after the Idempotency-Key and their place. With
 * neither they are refused one by one: part of a batch may be taken in before the queue is full,
 * and only names make it safe to send all of it again.
 * @throws {Rejection} 422 when there are too many, or the list is none.
 */
export function eventsOfBody(body: unknown, key: string | undefined): unknown[] | null {
  const list = listOf(body);
  if (list === null) return null;
  if (list.length > LIMITS.eventsPerRequest) throw tooMany(list.length);
  if (key === undefined) return list;
  return list.map((event: unknown, index) => {
    if (typeof event !== 'object' || event === null || Array.isArray(event)) return event;
    const { id } = event as { id?: unknown };
    return id === undefined || id === null ? { ...event, id: `${key}/${index}` } : event;
  });
}

function listOf(body: unknown): unknown[] | null {
  if (Array.isArray(body)) return body;
  if (typeof body !== 'object' || body === null || !Object.hasOwn(body, 'events')) return null;
  const { events, ...rest } = withoutRehearsal(body as Record<string, unknown>);
  const problems: Problem[] = Object.keys(rest).map((name) => ({
    code: 'unknown_field',
    path: `/${name.slice(0, 60)}`,
    detail: 'Beside "events" this field has no meaning.',
    fix: 'Leave it out; known here: events, dryRun, at.',
  }));
  if (Array.isArray(events) && problems.length === 0) return events;
  if (!Array.isArray(events)) {
    const fix = `Send a JSON array of 0 to ${LIMITS.eventsPerRequest} events.`;
    problems.unshift({ code: 'not_a_list', path: '/events', detail: 'This is no list.', fix });
  }
  throw new Rejection(422, problems.slice(0, 50));
}

function tooMany(count: number): Rejection {
  return new Rejection(422, [
    {
      code: 'too_many_events',
      path: '',
      detail: `There are ${count} events.`,
      fix: `Send at most ${LIMITS.eventsPerRequest} at once.`,
    },
  ]);
}

/** The status of a result, as a single post would have had it. */
export function statusOfResult(result: Result, dryRun: boolean): number {
  if (!result.ok) return result.status;
  return dryRun || result.answer.duplicate ? 200 : 201;
}

/** A result as one item of the answer to many. */
export function itemOf(result: Result, dryRun: boolean): BatchItem {
  const status = statusOfResult(result, dryRun);
  if (result.ok) return { status, answer: result.answer };
  return { status, problems: result.problems };
}
