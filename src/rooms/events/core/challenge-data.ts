import { KnownFields, type Loose, readText, refuseUnknown } from '../../../kernel/input/fields.ts';
import type { ProblemList } from '../../../kernel/input/problem-list.ts';

const FIELDS = new KnownFields('challenge');

/** Reads which challenge a member joins or leaves. */
export function readChallengeNamed(
  out: ProblemList,
  from: Loose,
  path: string,
): { readonly challenge: string } {
  refuseUnknown(out, from, FIELDS, path);
  return { challenge: readText(out, from, 'challenge', path) };
}
