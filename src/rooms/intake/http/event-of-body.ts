import type { Problem } from '../../../kernel/problem.ts';
import { memberOfPath } from './member-reference.ts';
import { withoutRehearsal } from './rehearsal.ts';
import type { Write } from './write.ts';

type Loose = Record<string, unknown>;

const ENVELOPE: ReadonlySet<string> = new Set([
  'source',
  'id',
  'happenedAt',
  'channel',
  'store',
  'touchpoint',
]);

/** An event as the intake reads it, or the problem of a body that names another type. */
export type EventOfBody = { readonly event: unknown } | { readonly problem: Problem };

/**
 * The event that a body of this route stands for. What is wrong inside is the intake's to say: a
 * body that is no object goes through as it is.
 * @param id what the event is called when the body does not say.
 */
export function eventOfBody(
  write: Write,
  body: unknown,
  member: string | undefined,
  id: () => string,
): EventOfBody {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) return { event: body };
  const fields = withoutRehearsal(body as Loose);
  if (write.shape === 'flat') return { event: flatEvent(write, fields, member, id) };
  if (fields.type !== undefined && fields.type !== write.type) return { problem: otherType(write) };
  return { event: named({ ...fields, type: write.type }, id) };
}

function flatEvent(
  write: Write,
  fields: Loose,
  member: string | undefined,
  id: () => string,
): Loose {
  const event: Loose = { type: write.type };
  const data: [string, unknown][] = [];
  for (const key of Object.keys(fields)) {
    const ofEvent = ENVELOPE.has(key) || (write.parties as readonly string[]).includes(key);
    if (ofEvent) event[key] = fields[key];
    else data.push([key, fields[key]]);
  }
  if (member !== undefined) event.member = memberOfPath(member);
  event.data = Object.fromEntries(data);
  return named(event, id);
}

function named(event: Loose, id: () => string): Loose {
  if (event.id === undefined || event.id === null) event.id = id();
  return event;
}

function otherType(write: Write): Problem {
  return {
    code: 'type_differs',
    path: '/type',
    detail: `This route takes events of the type ${write.type} only.`,
    fix: 'Leave "type" out, or send the event to POST /v1/events.',
  };
}

/** Problems with their paths as the sender of this route's body sees them. */
export function problemsOfBody(write: Write, problems: readonly Problem[]): readonly Problem[] {
  if (write.shape !== 'flat') return problems;
  const inPath = write.path.includes(':member');
  return problems.map((problem) => ({ ...problem, path: pathOfBody(problem.path, inPath) }));
}

function pathOfBody(path: string, memberInPath: boolean): string {
  if (path === '/data') return '';
  if (path.startsWith('/data/')) return path.slice('/data'.length);
  return memberInPath && /^\/member(\/|$)/.test(path) ? '/path/member' : path;
}
