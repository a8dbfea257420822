import {
  KnownFields,
  type Loose,
  readOptionalText,
  readText,
  refuseUnknown,
} from '../../../kernel/input/fields.ts';
import type { ProblemList } from '../../../kernel/input/problem-list.ts';
import { type ReadRows, readRows } from './read-rows.ts';
import { DESK, TOUCHPOINT_KINDS, type Touchpoint, type WrittenTouchpoint } from './touchpoint.ts';

const FIELDS = new KnownFields('id', 'kind', 'name', 'nameZh', 'store', 'channel', 'state');
const STATES: readonly Touchpoint['state'][] = ['active', 'revoked'];

/** Reads a list of touchpoints. */
export function readTouchpoints(input: unknown): ReadRows<WrittenTouchpoint> {
  return readRows(input, 'id', (out, from, path) => {
    refuseUnknown(out, from, FIELDS, path);
    const id = readText(out, from, 'id', path);
    if (id === DESK) {
      const detail = `"${DESK}" is the hub's own desk.`;
      out.add('touchpoint_reserved', `${path}/id`, detail, 'Call the touchpoint something else.');
    }
    return {
      id,
      kind: readWord(out, from, 'kind', path, TOUCHPOINT_KINDS) ?? 'other',
      name: readOptionalText(out, from, 'name', path) ?? String(from.id),
      nameZh: readOptionalText(out, from, 'nameZh', path),
      store: readOptionalText(out, from, 'store', path),
      channel: readOptionalText(out, from, 'channel', path),
      state: from.state === undefined ? null : readWord(out, from, 'state', path, STATES),
    };
  });
}

/** One of a few words; anything else, nothing included, is a problem. */
function readWord<Word extends string>(
  out: ProblemList,
  from: Loose,
  field: string,
  path: string,
  words: readonly Word[],
): Word | null {
  const said = from[field];
  const word = words.find((one) => one === said);
  if (word !== undefined) return word;
  const detail = `${field} is none of the words it may be.`;
  out.add('word_unknown', `${path}/${field}`, detail, `Write one of: ${words.join(', ')}.`);
  return null;
}
