import {
  asObject,
  KnownFields,
  type Loose,
  readInteger,
  readOptionalText,
  readText,
  refuseUnknown,
} from '../../../kernel/input/fields.ts';
import { type ProblemList, pointer, quoted } from '../../../kernel/input/problem-list.ts';
import { LIMITS } from '../../../kernel/limits.ts';
import type { ConfirmedFigures, FactData } from './fact.ts';

const LEAVE_FIELDS = new KnownFields('confirm', 'reason');
const RECALL_FIELDS = new KnownFields('reason');
const CONFIRM_FIELDS = new KnownFields('points', 'coupons', 'tiers');
/** A member may owe points, and confirms that too. */
const FIGURE = { least: -LIMITS.amount, most: LIMITS.amount };
const COUNT = { least: 0, most: LIMITS.amount };
const NAME = /^[a-z][a-z0-9-]{0,39}$/;
const NAMES = 50;

/** A member asks to leave and confirms the figures that were shown. */
export function readLeave(out: ProblemList, from: Loose, path: string): FactData['member.leave'] {
  refuseUnknown(out, from, LEAVE_FIELDS, path);
  const at = pointer(path, 'confirm');
  const given = from.confirm === undefined ? {} : asObject(out, from.confirm, at);
  return {
    confirm: given ? readConfirmed(out, given, at) : {},
    reason: readOptionalText(out, from, 'reason', path),
  };
}

/** The member has thought again, or is erased: there is nothing to say but why. */
export function readLeaveRecalled(
  out: ProblemList,
  from: Loose,
  path: string,
): FactData['member.leave.recalled'] {
  refuseUnknown(out, from, RECALL_FIELDS, path);
  return { reason: readOptionalText(out, from, 'reason', path) };
}

function readConfirmed(out: ProblemList, from: Loose, path: string): ConfirmedFigures {
  refuseUnknown(out, from, CONFIRM_FIELDS, path);
  const points = byName(out, from, 'points', path, (row, name, at) =>
    readInteger(out, row, name, at, FIGURE),
  );
  const tiers = byName(out, from, 'tiers', path, (row, name, at) => readText(out, row, name, at));
  return {
    ...(points && { points }),
    ...(from.coupons === undefined
      ? {}
      : { coupons: readInteger(out, from, 'coupons', path, COUNT) }),
    ...(tiers && { tiers }),
  };
}

function byName<T>(
  out: ProblemList,
  from: Loose,
  key: string,
  path: string,
  read: (row: Loose, name: string, at: string) => T,
): Record<string, T> | null {
  if (from[key] === undefined) return null;
  const at = pointer(path, key);
  const row = asObject(out, from[key], at);
  if (!row) return null;
  const names = Object.keys(row).sort();
  const found: [string, T][] = [];
  for (const name of names.slice(0, NAMES)) {
    if (NAME.test(name)) found.push([name, read(row, name, at)]);
    else
      out.add('unknown_field', pointer(at, name), `${quoted(name)} is not known.`, 'Leave it out.');
  }
  if (names.length > NAMES) {
    out.add('data_too_large', at, `There are ${names.length} figures.`, `Send at most ${NAMES}.`);
  }
  return Object.fromEntries(found);
}
