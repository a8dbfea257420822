import {
  KnownFields,
  type Loose,
  readOptionalText,
  refuseUnknown,
} from '../../../kernel/input/fields.ts';
import type { ProblemList } from '../../../kernel/input/problem-list.ts';
import type { FactData } from './fact.ts';

const FIELDS = new KnownFields('reason');

/** A new card for a member: the one before shows nothing more that counts. */
export function readCardReplaced(
  out: ProblemList,
  from: Loose,
  path: string,
): FactData['card.replaced'] {
  refuseUnknown(out, from, FIELDS, path);
  return { reason: readOptionalText(out, from, 'reason', path) };
}
