import type { FastifySchemaCompiler } from 'fastify';
import type { TSchema } from 'typebox';
import { Compile } from 'typebox/compile';
import System from 'typebox/system';
import { SchemaRefusal } from './problem-document.ts';
import { schemaProblems } from './schema-problems.ts';

const PROBLEMS_MAX = 100;
System.Settings.Set({ maxErrors: PROBLEMS_MAX });

/** Where a part of the request stands in the `path` of a problem; the body is the root. */
const PLACES: Record<string, string> = {
  querystring: '/query',
  params: '/path',
  headers: '/headers',
};

type Checked = { value: unknown } | { error: Error };

/**
 * Compiles a route's schema. Bodies are taken as they are: `"5"` is no number. What stands in a URL
 * is text, so there numbers and booleans are read from it, and defaults filled in.
 */
export const compileSchema: FastifySchemaCompiler<TSchema> = ({ schema, httpPart }) => {
  const part = httpPart ?? 'body';
  const validator = Compile(schema);
  const isText = part !== 'body';
  return (data: unknown): Checked => {
    const value = isText ? validator.Default(validator.Convert({ ...(data as object) })) : data;
    if (validator.Check(value)) return { value };
    const problems = schemaProblems(validator.Errors(value), PLACES[part] ?? '');
    return { error: new SchemaRefusal(problems.slice(0, PROBLEMS_MAX)) };
  };
};
