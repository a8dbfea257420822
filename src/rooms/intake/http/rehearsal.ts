import type { FastifyRequest } from 'fastify';
import type { Problem } from '../../../kernel/problem.ts';
import { Rejection } from '../../../kernel/problem.ts';
import { type Instant, parseInstant } from '../../../kernel/time.ts';

/** A dry run, and the moment from which it looks. */
export interface Rehearsal {
  readonly at?: Instant;
}

type Loose = Record<string, unknown>;

/** Moments that a dry run may look from: anything the calendar of every zone can hold. */
const LATEST = Date.UTC(9000, 0, 1);

/**
 * Whether a write is only tried, as its query or its body says; null for a real one.
 * @param flags what else the route's query may say, yes or no.
 * @throws {Rejection} 400 when that cannot be read: what was meant as a trial must not be real.
 */
export function rehearsalOf(
  request: FastifyRequest,
  body: unknown,
  flags: readonly string[] = [],
): Rehearsal | null {
  const query = request.query as Loose;
  const inBody = isObject(body) && (Object.hasOwn(body, 'dryRun') || Object.hasOwn(body, 'at'));
  if (!inBody && Object.keys(query).length === 0) return null;
  const problems: Problem[] = [];
  refuseUnknown(query, ['dryRun', 'at', ...flags], problems);
  for (const name of flags) readFlag(query[name], `/query/${name}`, problems);
  const fields = inBody ? (body as Loose) : {};
  const trials = [
    readFlag(query.dryRun, '/query/dryRun', problems),
    readFlag(fields.dryRun, '/dryRun', problems),
  ];
  const given = query.at === undefined ? fields.at : query.at;
  const at = readMoment(given, query.at === undefined ? '/at' : '/query/at', problems);
  const dryRun = trials.includes(true);
  if (!dryRun && given !== undefined && problems.length === 0) problems.push(AT_ALONE);
  if (problems.length > 0) throw new Rejection(400, problems);
  if (!dryRun) return null;
  return at === undefined ? {} : { at };
}

/** The body without what is said about the dry run. */
export function withoutRehearsal(body: Loose): Loose {
  if (!Object.hasOwn(body, 'dryRun') && !Object.hasOwn(body, 'at')) return body;
  const { dryRun: _, at: __, ...rest } = body;
  return rest;
}

function isObject(value: unknown): value is Loose {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function refuseUnknown(query: Loose, known: readonly string[], problems: Problem[]): void {
  for (const name of Object.keys(query)) {
    if (known.includes(name)) continue;
    problems.push({
      code: 'unknown_field',
      path: `/query/${name.slice(0, 60)}`,
      detail: 'This route does not know the parameter.',
      fix: `Leave it out; known here: ${known.join(', ')}.`,
    });
  }
}

function readFlag(value: unknown, path: string, problems: Problem[]): boolean {
  if (value === undefined || value === false || value === 'false') return false;
  if (value === true || value === 'true') return true;
  problems.push({
    code: 'not_a_boolean',
    path,
    detail: 'dryRun is neither true nor false.',
    fix: 'Send true, or leave it out to have it done.',
  });
  return false;
}

function readMoment(value: unknown, path: string, problems: Problem[]): Instant | undefined {
  if (value === undefined) return undefined;
  const at = typeof value === 'string' && value.length <= 40 ? parseInstant(value) : null;
  if (at !== null && at >= 0 && at <= LATEST) return at;
  problems.push({
    code: 'not_an_instant',
    path,
    detail: 'This is not a moment with an offset, from 1970 on.',
    fix: 'Send an ISO 8601 moment such as 2026-06-19T14:30:00+08:00; in a URL, + is %2B.',
  });
  return undefined;
}

const AT_ALONE: Problem = {
  code: 'at_without_dry_run',
  path: '/at',
  detail: 'Only a dry run can look from another moment.',
  fix: 'Add dryRun, or leave "at" out; when something happened is "happenedAt".',
};
