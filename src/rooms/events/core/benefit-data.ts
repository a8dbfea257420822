import {
  checkText,
  KnownFields,
  type Loose,
  readOptionalText,
  readText,
  refuseUnknown,
} from '../../../kernel/input/fields.ts';
import { type ProblemList, pointer } from '../../../kernel/input/problem-list.ts';
import type { FactData } from './fact.ts';

const USE_FIELDS = new KnownFields('benefit', 'window', 'operator');
const SEE_FIELDS = new KnownFields('windows');
const WITHDRAW_FIELDS = new KnownFields('window', 'reason');
/** As many as one member may have open. */
const WINDOWS = 100;

/** Which benefit is used, and by whom it was let in. */
export function readBenefitUse(
  out: ProblemList,
  from: Loose,
  path: string,
): FactData['benefit.use'] {
  refuseUnknown(out, from, USE_FIELDS, path);
  return {
    benefit: readText(out, from, 'benefit', path),
    window: readOptionalText(out, from, 'window', path),
    operator: readOptionalText(out, from, 'operator', path),
  };
}

/** Windows that a member was shown; none named means all that are open. */
export function readBenefitSeen(
  out: ProblemList,
  from: Loose,
  path: string,
): FactData['benefit.see'] {
  refuseUnknown(out, from, SEE_FIELDS, path);
  const { windows } = from;
  if (windows === undefined || windows === null) return { windows: null };
  const at = pointer(path, 'windows');
  if (!Array.isArray(windows) || windows.length > WINDOWS) {
    const fix = `Send a list of at most ${WINDOWS} ids, or leave it out for all.`;
    out.add('not_a_list', at, 'The windows are not a short list of texts.', fix);
    return { windows: null };
  }
  const ids = windows.filter((id, index): id is string => checkText(out, id, at, index));
  return { windows: [...new Set(ids)] };
}

/** A window that a person takes away, with the reason. */
export function readBenefitWithdrawal(
  out: ProblemList,
  from: Loose,
  path: string,
): FactData['benefit.withdraw'] {
  refuseUnknown(out, from, WITHDRAW_FIELDS, path);
  return {
    window: readText(out, from, 'window', path),
    reason: readText(out, from, 'reason', path),
  };
}
