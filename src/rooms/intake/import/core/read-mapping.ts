import { Compile } from 'typebox/compile';
import { parseDocument } from 'yaml';
import { ProblemList, quoted } from '../../../../kernel/input/problem-list.ts';
import { nearestName } from '../../../../kernel/nearest-name.ts';
import { Rejection } from '../../../../kernel/problem.ts';
import { type Mapping, MappingSchema } from './mapping-schema.ts';

const LONGEST = 100_000;
/** Enough for anchors that save typing, far from a bomb. */
const ALIASES = 20;

const validator = Compile(MappingSchema);

/**
 * Reads a mapping from YAML or JSON.
 * @throws {Rejection} 422 with everything that is wrong with it.
 */
export function readMapping(text: string): Mapping {
  const value = parse(text);
  const out = new ProblemList();
  if (!validator.Check(value)) {
    for (const error of validator.Errors(value)) {
      // An unknown field is told once more as "not additional", there with its name.
      if (error.keyword === 'boolean') continue;
      const fix = fixFor(error.keyword, error.params);
      out.add('mapping_invalid', error.instancePath, `It ${error.message}.`, fix);
    }
    throw new Rejection(422, out.problems);
  }
  const mapping = value as Mapping;
  checkKeys(out, mapping);
  checkZone(out, mapping.zone);
  if (out.problems.length > 0) throw new Rejection(422, out.problems);
  return mapping;
}

function parse(text: string): unknown {
  const unreadable = (detail: string): Rejection =>
    new Rejection(422, [
      {
        code: 'mapping_unreadable',
        path: '',
        detail,
        fix: 'Write the mapping as one YAML or JSON document; see docs/guides/import.md.',
      },
    ]);
  if (text.length > LONGEST) throw unreadable('The mapping is too long.');
  const document = parseDocument(text, { prettyErrors: true });
  const first = document.errors[0];
  if (first) throw unreadable(first.message);
  try {
    return document.toJS({ maxAliasCount: ALIASES });
  } catch (error) {
    throw unreadable(error instanceof Error ? error.message : 'The mapping is not YAML.');
  }
}

function fixFor(keyword: string, params: object): string {
  const extra = (params as { additionalProperties?: readonly string[] }).additionalProperties;
  if (keyword !== 'additionalProperties' || !extra?.[0]) {
    return 'See docs/guides/import.md for what may stand here.';
  }
  const near = nearestName(extra[0], Object.keys(MappingSchema.properties));
  return near ? `Did you mean "${near}"?` : `Leave ${quoted(extra[0])} out.`;
}

/** The part of an event's id that tells the events of one row apart. */
export function keyOf(emit: { readonly type: string; readonly key?: string | undefined }): string {
  return emit.key ?? (emit.type === 'purchase' ? '' : emit.type);
}

function checkKeys(out: ProblemList, mapping: Mapping): void {
  const seen = new Set<string>();
  for (const [index, emit] of mapping.emit.entries()) {
    const key = keyOf(emit);
    if (seen.has(key)) {
      const detail = 'Two events of one row would have the same id.';
      const fix = 'Give this one a "key" of its own, such as spent-express.';
      out.add('key_repeated', `/emit/${index}`, detail, fix);
    }
    seen.add(key);
  }
}

function checkZone(out: ProblemList, zone: string | undefined): void {
  if (zone === undefined) return;
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone });
  } catch {
    const fix = 'Name an IANA time zone, such as Asia/Shanghai.';
    out.add('zone_unknown', '/zone', `${quoted(zone)} is not a time zone.`, fix);
  }
}
