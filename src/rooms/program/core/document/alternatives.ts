import { nearestName } from '../../../../kernel/nearest-name.ts';
import type { SchemaNode } from './schema.ts';

/** What a schema takes, in a few words. */
export function inWords(schema: SchemaNode, nested = false): string {
  if (schema.anyOf)
    return flat(schema.anyOf)
      .map((one) => inWords(one, nested))
      .join(', or ');
  if (schema.const !== undefined) return JSON.stringify(schema.const);
  if (schema.enum) return schema.enum.map((one) => JSON.stringify(one)).join(' or ');
  switch (schema.type) {
    case 'object':
      return nested ? 'an object' : objectInWords(schema);
    case 'array':
      return `a list${schema.items ? ` of ${inWords(schema.items, true)}` : ''}`;
    case 'string':
      return schema.description ? `a text: ${lower(schema.description)}` : textInWords(schema);
    case 'integer':
      return `a whole number${rangeInWords(schema)}`;
    case 'number':
      return `a number${rangeInWords(schema)}`;
    case 'boolean':
      return 'true or false';
    default:
      return 'a value';
  }
}

function objectInWords({ properties, required = [] }: SchemaNode): string {
  const names = Object.keys(properties ?? {});
  if (names.length === 0) return 'an object with an entry for each id';
  const shown = names.slice(0, 8).map((name) => (required.includes(name) ? name : `${name}?`));
  return `an object { ${shown.join(', ')}${names.length > 8 ? ', …' : ''} }`;
}

function textInWords({ pattern }: SchemaNode): string {
  const known = pattern && SHAPES[pattern];
  return known ? `a text: ${known}` : 'a text';
}

/** Patterns that recur in the sections, in words. */
const SHAPES: Readonly<Record<string, string>> = {
  '^\\d{4}-\\d{2}-\\d{2}$': 'a day such as 2026-11-01',
  '^([01]\\d|2[0-3]):[0-5]\\d$|^24:00$': 'a time of day such as 09:30',
  '^\\d{1,10}(\\.\\d{1,4})?$': 'an amount such as 12.50',
  '^\\d{2}-\\d{2}$': 'a day of the year such as 12-31',
  '^[a-z][a-z0-9-]{0,39}$': 'lower-case letters, digits and hyphens, at most 40',
};

function rangeInWords({ minimum, maximum }: SchemaNode): string {
  if (minimum !== undefined && maximum !== undefined) return ` from ${minimum} to ${maximum}`;
  if (minimum !== undefined) return `, at least ${minimum}`;
  return maximum === undefined ? '' : `, at most ${maximum}`;
}

function lower(text: string): string {
  return (text[0]?.toLowerCase() ?? '') + text.slice(1).replace(/\.$/, '');
}

/** The shapes of a choice, with choices inside it opened. */
function flat(shapes: readonly SchemaNode[]): readonly SchemaNode[] {
  return shapes.flatMap((shape) => (shape.anyOf ? flat(shape.anyOf) : [shape]));
}

/** The shape that the writer most likely meant; `null` when there is nothing to go by. */
export function closest(shapes: readonly SchemaNode[], value: unknown): SchemaNode | null {
  const kind = kindOf(value);
  const same = flat(shapes).filter((shape) => kindOfSchema(shape) === kind);
  const fixed = same[0]?.const !== undefined || same[0]?.enum !== undefined;
  if (same.length === 1 && same[0] && kind !== 'object' && !fixed) return same[0];
  if (kind === 'string')
    return wordChoice(same, String(value), same.length === flat(shapes).length);
  if (kind !== 'object') return null;
  const keys = Object.keys(value as object);
  let best: SchemaNode | null = null;
  let most = 0;
  for (const shape of same) {
    const likeness = likenessTo(shape, keys);
    if (likeness > most) {
      most = likeness;
      best = shape;
    }
  }
  return best;
}

/** Several fixed words are one choice between words, if it was one of them or nothing else fits. */
function wordChoice(
  shapes: readonly SchemaNode[],
  value: string,
  only: boolean,
): SchemaNode | null {
  const words = shapes.flatMap((shape) => shape.enum ?? [shape.const]);
  const onlyWords = words.length > 0 && words.every((word) => typeof word === 'string');
  if (!onlyWords) return null;
  return only || nearestName(value, words.map(String)) ? { enum: words } : null;
}

/** Keys that the shape knows count for it; a required one that is there most of all. */
function likenessTo(shape: SchemaNode, keys: readonly string[]): number {
  const required = shape.required ?? [];
  const known = shape.properties ?? {};
  let likeness = 0;
  for (const key of keys) {
    if (required.includes(key)) likeness += 3;
    else if (Object.hasOwn(known, key)) likeness += 2;
    else likeness += nearestName(key, Object.keys(known)) ? 2 : -1;
  }
  return likeness - required.filter((key) => !keys.includes(key)).length;
}

function kindOf(value: unknown): string {
  if (Array.isArray(value)) return 'array';
  return value === null ? 'null' : typeof value;
}

function kindOfSchema(schema: SchemaNode): string {
  if (schema.const !== undefined) return typeof schema.const;
  if (schema.enum) return typeof schema.enum[0];
  return schema.type === 'integer' ? 'number' : (schema.type ?? '');
}
