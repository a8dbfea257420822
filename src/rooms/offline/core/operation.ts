import { KnownFields, type Loose, refuseUnknown } from '../../../kernel/input/fields.ts';
import { ProblemList } from '../../../kernel/input/problem-list.ts';
import type { Problem } from '../../../kernel/problem.ts';
import { parseInstant } from '../../../kernel/time.ts';

/** One thing that a till did while it was away. */
export interface Operation {
  /** Its name at the till, for ever. */
  readonly op: string;
  readonly type: string;
  /** The event that it becomes. */
  readonly event: Loose;
  /** Its content in one form, so that the same again is recognised. */
  readonly content: string;
  /** Where it stands among the others: when it happened, then its number, then its name. */
  readonly order: readonly [at: number, number: number, op: string];
}

const FIELDS = new KnownFields(
  ...['op', 'number', 'type', 'member', 'to', 'happenedAt', 'channel', 'store', 'data'],
);
const NAME = /^[!-~]{1,100}$/;

/** The source under which a till's operations are known to the hub. */
export function sourceOf(till: string): string {
  return `till:${till}`;
}

/**
 * Reads one operation. Only its name, number and moment are judged here: the rest is an event, and
 * the intake's to judge.
 */
export function readOperation(
  till: string,
  input: unknown,
): { readonly operation: Operation } | { readonly problems: readonly Problem[] } {
  const out = new ProblemList();
  if (typeof input !== 'object' || input === null || Array.isArray(input)) {
    out.add('not_an_object', '', 'An operation is an object.', 'Send op, type, happenedAt, data.');
    return { problems: out.problems };
  }
  const from = input as Loose;
  refuseUnknown(out, from, FIELDS, '');
  const { op, number: given, happenedAt, type, ...event } = from;
  if (typeof op !== 'string' || !NAME.test(op)) {
    const fix = 'Give each operation a name of its own, 1 to 100 printable characters.';
    out.add('operation_unnamed', '/op', 'The operation has no name.', fix);
  }
  const number = given ?? 0;
  if (!Number.isSafeInteger(number) || (number as number) < 0) {
    const fix = 'Count the operations of the till: 1, 2, 3, …';
    out.add('out_of_range', '/number', 'This is no running number.', fix);
  }
  const at = typeof happenedAt === 'string' ? parseInstant(happenedAt) : null;
  if (at === null) {
    const fix = 'Send when the till did it, such as 2026-06-19T14:30:00+08:00.';
    out.add('not_an_instant', '/happenedAt', 'An offline operation needs its moment.', fix);
  }
  if (out.problems.length > 0 || at === null) return { problems: out.problems };
  const told = { type, happenedAt, ...event };
  return {
    operation: {
      op: op as string,
      type: String(type),
      event: { ...told, source: sourceOf(till), id: op, touchpoint: till },
      content: inOneForm(told),
      order: [at, number as number, op as string],
    },
  };
}

/** The order in which operations are applied, however they came: as the till did them. */
export function byOrder(one: Operation, other: Operation): number {
  const [at, number, op] = one.order;
  const [otherAt, otherNumber, otherOp] = other.order;
  if (at !== otherAt) return at - otherAt;
  if (number !== otherNumber) return number - otherNumber;
  if (op !== otherOp) return op < otherOp ? -1 : 1;
  return one.content < other.content ? -1 : one.content > other.content ? 1 : 0;
}

/** JSON with its keys in one order. */
function inOneForm(value: unknown): string {
  return JSON.stringify(value, (_, part: unknown) => {
    if (typeof part !== 'object' || part === null || Array.isArray(part)) return part;
    return Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)));
  });
}
