import {
  asObject,
  KnownFields,
  type Loose,
  readOptionalText,
  readText,
  refuseUnknown,
} from '../../../kernel/input/fields.ts';
import { type ProblemList, pointer } from '../../../kernel/input/problem-list.ts';
import type { FactData, MergeSaid } from './fact.ts';

const FIELDS = new KnownFields('evidence', 'operator', 'reason');
const EVIDENCE_FIELDS = new KnownFields('kind', 'says');
const EVIDENCE_MOST = 20;

/** Two members are one person, or are not after all: why, and who says so. */
export function readMerge(out: ProblemList, from: Loose, path: string): FactData['member.merged'] {
  refuseUnknown(out, from, FIELDS, path);
  const operator = readOptionalText(out, from, 'operator', path);
  const reason = readOptionalText(out, from, 'reason', path);
  // The numbers are set when the members have been found.
  return { evidence: readEvidence(out, from, path), operator, reason, merged: 0, survivor: 0 };
}

function readEvidence(out: ProblemList, from: Loose, path: string): MergeSaid['evidence'] {
  const at = pointer(path, 'evidence');
  const { evidence } = from;
  if (evidence === undefined || evidence === null) return [];
  if (!Array.isArray(evidence) || evidence.length > EVIDENCE_MOST) {
    out.add('not_a_list', at, 'This is no list of evidence.', 'Send at most 20 objects.');
    return [];
  }
  return evidence.flatMap((one, index) => {
    const place = pointer(at, `${index}`);
    const row = asObject(out, one, place);
    if (!row) return [];
    refuseUnknown(out, row, EVIDENCE_FIELDS, place);
    return [{ kind: readText(out, row, 'kind', place), says: readText(out, row, 'says', place) }];
  });
}
