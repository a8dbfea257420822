import Type from 'typebox';
import type { Section } from '../section.ts';
import { Id } from '../vocabulary-schema.ts';

/** A part of a JSON Schema, as far as the sections use it. */
export interface SchemaNode {
  readonly type?: string;
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly anyOf?: readonly SchemaNode[];
  readonly properties?: Readonly<Record<string, SchemaNode>>;
  readonly patternProperties?: Readonly<Record<string, SchemaNode>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: boolean;
  readonly minProperties?: number;
  readonly maxProperties?: number;
  readonly items?: SchemaNode;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly pattern?: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly description?: string;
}

const HEAD = {
  program: Type.Unsafe<string>({ ...Id, description: 'The name of the program, an id.' }),
  timezone: Type.String({
    minLength: 1,
    maxLength: 60,
    description: 'The IANA time zone in which days begin and end, such as Asia/Shanghai.',
  }),
  currency: Type.String({
    pattern: '^[A-Z]{3}$',
    description: 'The ISO 4217 currency of all money, such as CNY.',
  }),
  taxIncluded: Type.Optional(
    Type.Boolean({ description: 'Whether prices contain the tax; true when left out.' }),
  ),
};

/** The one JSON Schema of the whole document, with every section in it. */
export function documentSchema(sections: readonly Section[]): SchemaNode {
  const parts = sections.map(({ name, schema, required }) => [
    name,
    required ? schema : Type.Optional(schema),
  ]);
  const whole = Type.Object(
    { ...HEAD, ...Object.fromEntries(parts) },
    { additionalProperties: false },
  );
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: 'Hachi program',
    ...closed(JSON.parse(JSON.stringify(whole)) as SchemaNode),
  } as SchemaNode;
}

/** Objects whose keys follow a pattern take no other keys: a mistyped id is told, not ignored. */
function closed(node: SchemaNode): SchemaNode {
  const entries = Object.entries(node).map(([key, value]: [string, unknown]) => {
    if (Array.isArray(value)) return [key, value.map(closedPart)];
    return [key, closedPart(value)];
  });
  const result = Object.fromEntries(entries) as SchemaNode;
  return node.patternProperties ? { ...result, additionalProperties: false } : result;
}

function closedPart(value: unknown): unknown {
  return typeof value === 'object' && value !== null ? closed(value as SchemaNode) : value;
}
