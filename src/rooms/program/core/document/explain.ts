import type { Problem } from '../../../../kernel/problem.ts';
import { suggest } from '../suggest.ts';
import { closest, inWords } from './alternatives.ts';
import { below } from './guard.ts';
import type { SchemaNode } from './schema.ts';

/**
 * Everything in which `value` does not fit `schema`, one problem per mistake. A choice between
 * shapes is explained by the shape that was most likely meant.
 */
export function explain(schema: SchemaNode, value: unknown, path: string): Problem[] {
  if (schema.anyOf) return explainChoice(schema, value, path);
  if (schema.const !== undefined) return oneOf([schema.const], value, path, schema);
  if (schema.enum) return oneOf(schema.enum, value, path, schema);
  switch (schema.type) {
    case 'object':
      return isObject(value)
        ? explainObject(schema, value, path)
        : [wrongType(schema, value, path)];
    case 'array':
      return Array.isArray(value)
        ? explainList(schema, value, path)
        : [wrongType(schema, value, path)];
    case 'string':
      return typeof value === 'string'
        ? explainText(schema, value, path)
        : [wrongType(schema, value, path)];
    case 'integer':
    case 'number':
      return typeof value === 'number'
        ? explainNumber(schema, value, path)
        : [wrongType(schema, value, path)];
    case 'boolean':
      return typeof value === 'boolean' ? [] : [wrongType(schema, value, path)];
    default:
      return [];
  }
}

/** Whether a value is an object with keys. */
export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function explainChoice(schema: SchemaNode, value: unknown, path: string): Problem[] {
  const shapes = schema.anyOf ?? [];
  if (shapes.some((shape) => explain(shape, value, path).length === 0)) return [];
  const meant = closest(shapes, value);
  if (meant) return explain(meant, value, path);
  return [
    {
      code: isObject(value) ? 'document_bad_value' : 'document_wrong_type',
      path,
      detail: `${shown(value)} is none of the things that can stand here.`,
      fix: `Write ${inWords(schema)}.`,
    },
  ];
}

function explainObject(
  schema: SchemaNode,
  value: Record<string, unknown>,
  path: string,
): Problem[] {
  const problems: Problem[] = [];
  const properties = schema.properties ?? {};
  const patterns = Object.entries(schema.patternProperties ?? {});
  for (const name of schema.required ?? []) {
    if (!Object.hasOwn(value, name)) problems.push(missing(name, properties[name], path));
  }
  for (const [key, one] of Object.entries(value)) {
    const at = below(path, key);
    const own = Object.hasOwn(properties, key) ? properties[key] : undefined;
    const part = own ?? patterns.find(([pattern]) => new RegExp(pattern).test(key))?.[1];
    if (part) problems.push(...explain(part, one, at));
    else if (patterns.length > 0) problems.push(badKey(key, at));
    else if (schema.additionalProperties === false) {
      problems.push(unknownProperty(key, Object.keys(properties), at));
    }
  }
  const count = Object.keys(value).length;
  const size = sizeProblem(count, schema.minProperties, schema.maxProperties, 'entries', path);
  return size ? [...problems, size] : problems;
}

function explainList(schema: SchemaNode, value: readonly unknown[], path: string): Problem[] {
  const { items } = schema;
  const problems = items
    ? value.flatMap((one, index) => explain(items, one, below(path, index)))
    : [];
  const size = sizeProblem(value.length, schema.minItems, schema.maxItems, 'items', path);
  return size ? [...problems, size] : problems;
}

function explainText(schema: SchemaNode, value: string, path: string): Problem[] {
  const size = sizeProblem(value.length, schema.minLength, schema.maxLength, 'characters', path);
  if (size) return [size];
  if (schema.pattern === undefined || new RegExp(schema.pattern).test(value)) return [];
  return [badValue(schema, value, path)];
}

function explainNumber(schema: SchemaNode, value: number, path: string): Problem[] {
  const whole = schema.type !== 'integer' || Number.isInteger(value);
  const low = schema.minimum !== undefined && value < schema.minimum;
  const high = schema.maximum !== undefined && value > schema.maximum;
  return whole && !low && !high ? [] : [badValue(schema, value, path)];
}

function oneOf(
  allowed: readonly unknown[],
  value: unknown,
  path: string,
  schema: SchemaNode,
): Problem[] {
  if (allowed.includes(value)) return [];
  const texts = allowed.filter((one) => typeof one === 'string');
  const fix =
    typeof value === 'string' && texts.length > 0
      ? suggest(value, texts)
      : `Write ${inWords(schema)}.`;
  return [
    { code: 'document_bad_value', path, detail: `${shown(value)} is not allowed here.`, fix },
  ];
}

function missing(name: string, schema: SchemaNode | undefined, path: string): Problem {
  return {
    code: 'document_missing_property',
    path,
    detail: `\`${name}\` is missing.`,
    fix: `Add \`${name}\`${schema ? `: ${inWords(schema)}` : ''}.`,
  };
}

function unknownProperty(key: string, known: readonly string[], path: string): Problem {
  return {
    code: 'document_unknown_property',
    path,
    detail: `There is no property \`${key.slice(0, 80)}\` here.`,
    fix: suggest(key, known),
  };
}

function badKey(key: string, path: string): Problem {
  return {
    code: 'document_bad_value',
    path,
    detail: `"${key.slice(0, 80)}" cannot be an id.`,
    fix: 'Use lower-case letters, digits and hyphens, beginning with a letter, at most 40.',
  };
}

function badValue(schema: SchemaNode, value: unknown, path: string): Problem {
  return {
    code: 'document_bad_value',
    path,
    detail: `${shown(value)} is not allowed here.`,
    fix: `Write ${inWords(schema)}.`,
  };
}

function wrongType(schema: SchemaNode, value: unknown, path: string): Problem {
  const quote = schema.type === 'string' && ['number', 'boolean'].includes(typeof value);
  return {
    code: 'document_wrong_type',
    path,
    detail: `${shown(value)} is not ${inWords({ ...schema, description: '' })}.`,
    fix: quote ? `Put it in quotes: "${String(value)}".` : `Write ${inWords(schema)}.`,
  };
}

function sizeProblem(
  count: number,
  least: number | undefined,
  most: number | undefined,
  what: string,
  path: string,
): Problem | null {
  const few = least !== undefined && count < least;
  const many = most !== undefined && count > most;
  if (!few && !many) return null;
  return {
    code: 'document_bad_size',
    path,
    detail: `It has ${count} ${what}, ${few ? `fewer than ${least}` : `more than ${most}`}.`,
    fix: few ? `Give at least ${least}.` : `Give at most ${most}.`,
  };
}

/** A value as far as it is worth showing. */
function shown(value: unknown): string {
  if (Array.isArray(value)) return 'A list';
  if (isObject(value)) return 'An object';
  if (value === null) return 'Nothing';
  const text = JSON.stringify(value) ?? 'This';
  return text.length > 60 ? `${text.slice(0, 57)}…` : text;
}
