type Json = Record<string, unknown>;

const METHODS = new Set(['get', 'post', 'put', 'patch', 'delete']);

const PROBLEM = {
  type: 'object',
  required: ['code', 'path', 'detail', 'fix'],
  properties: {
    code: { type: 'string', description: 'Stable; docs/reference/errors.md lists all.' },
    path: { type: 'string', description: 'JSON pointer to the place.' },
    detail: { type: 'string' },
    fix: { type: 'string', description: 'What to do about it.' },
  },
};

const REFUSAL = {
  type: 'object',
  description: 'RFC 9457; the first problem stands at the top too.',
  required: ['type', 'title', 'status', 'requestId', 'problems', ...PROBLEM.required],
  properties: {
    type: { type: 'string' },
    title: { type: 'string' },
    status: { type: 'integer' },
    ...PROBLEM.properties,
    requestId: { type: 'string' },
    problems: { type: 'array', items: { $ref: '#/components/schemas/Problem' } },
  },
};

const REFUSED = {
  description: 'A refusal; nothing was changed.',
  content: {
    'application/problem+json': { schema: { $ref: '#/components/schemas/Refusal' } },
  },
};

/**
 * Completes the OpenAPI document: every operation says its key and its refusals; a schema with a
 * title stands once under its name, so that a generated client has one type for it.
 */
export function describeApi(document: Json): Json {
  const schemas: Json = { Problem: PROBLEM, Refusal: REFUSAL };
  const paths: Record<string, Json> = {};
  for (const [path, operations] of Object.entries((document.paths ?? {}) as Record<string, Json>)) {
    paths[path] = Object.fromEntries(
      Object.entries(operations).map(([method, operation]) => [
        method,
        METHODS.has(method) ? operationOf(operation as Json, schemas) : operation,
      ]),
    );
  }
  const sorted = Object.fromEntries(Object.entries(schemas).sort(([a], [b]) => (a < b ? -1 : 1)));
  return { ...document, paths, components: { ...(document.components as Json), schemas: sorted } };
}

function operationOf(operation: Json, schemas: Json): Json {
  const shared = share(operation, schemas) as Json;
  const responses = { ...(shared.responses as Json), default: REFUSED };
  return { ...shared, security: shared.security ?? [{ key: [] }], responses };
}

/** Moves what has a title to the schemas, from the inside out, and leaves a reference. */
function share(value: unknown, schemas: Json): unknown {
  if (Array.isArray(value)) return value.map((one) => share(one, schemas));
  if (typeof value !== 'object' || value === null) return value;
  const copy: Json = {};
  for (const [key, inner] of Object.entries(value)) copy[key] = share(inner, schemas);
  const { title } = copy;
  if (typeof title !== 'string' || !/^[A-Z]\w*$/.test(title)) return copy;
  const known = schemas[title];
  if (known !== undefined && JSON.stringify(known) !== JSON.stringify(copy)) return copy;
  schemas[title] = copy;
  return { $ref: `#/components/schemas/${title}` };
}
