import type { TLocalizedValidationError } from 'typebox/error';
import type { Problem } from '../../kernel/problem.ts';

type SchemaError = TLocalizedValidationError;

/** A name of a field comes from the client, so its length is bounded here. */
const PATH_CHARACTERS_MAX = 200;

/**
 * The validator's findings in words for a client: one problem per wrong place, with the path of
 * that place. Of a choice (`anyOf`) only the branch that fits best speaks.
 */
export function schemaProblems(errors: readonly SchemaError[], place: string): Problem[] {
  const problems = new Map<string, Problem>();
  for (const error of withoutEchoes(errors)) {
    for (const [path, detail, fix] of tellings(error)) {
      const at = shortened(place + path);
      const key = `${at} ${error.keyword}`;
      if (!problems.has(key)) problems.set(key, { code: 'invalid_input', path: at, detail, fix });
    }
  }
  return [...problems.values()];
}

/** Leaves out what repeats another finding: a closed object's inside, and the other branches. */
function withoutEchoes(errors: readonly SchemaError[]): SchemaError[] {
  let left: SchemaError[] = errors.filter((error) => error.keyword !== 'boolean');
  const choices: SchemaError[] = left.filter(
    (error) => error.keyword === 'anyOf' || error.keyword === 'oneOf',
  );
  for (const choice of choices) {
    const inside = `${choice.schemaPath}/${choice.keyword}/`;
    const isInside = (error: SchemaError) =>
      error.schemaPath.startsWith(inside) && error.instancePath.startsWith(choice.instancePath);
    const branches = Map.groupBy(left.filter(isInside), (error) =>
      Number.parseInt(error.schemaPath.slice(inside.length), 10),
    );
    const rest = left.filter((error) => !isInside(error));
    const best = bestBranch([...branches.values()], choice.instancePath);
    if (best === undefined)
      left = [...rest.filter((error) => error !== choice), valuesOf(choice, branches)];
    else left = [...rest.filter((error) => error !== choice), ...best];
  }
  return left;
}

/** The branch that got furthest: it is wrong inside, not at its own tag. */
function bestBranch(branches: SchemaError[][], at: string): SchemaError[] | undefined {
  const deep = branches.filter((errors) =>
    errors.every((error) => error.instancePath !== at || error.keyword === 'required'),
  );
  const tagged = deep.filter((errors) => errors.every((error) => error.keyword !== 'const'));
  const candidates = tagged.length > 0 ? tagged : deep;
  return candidates.toSorted((one, other) => one.length - other.length)[0];
}

/** When every branch is one constant, the choice is a list of allowed values. */
function valuesOf(choice: SchemaError, branches: Map<number, SchemaError[]>): SchemaError {
  const allowed = [...branches.values()].flat().map((error) => {
    return error.keyword === 'const' ? error.params.allowedValue : undefined;
  });
  if (allowed.length === 0 || allowed.includes(undefined)) return choice;
  return { ...choice, keyword: 'enum', params: { allowedValues: allowed } } as SchemaError;
}

type Telling = [path: string, detail: string, fix: string];

function tellings(error: SchemaError): Telling[] {
  const at = error.instancePath;
  switch (error.keyword) {
    case 'required':
      return error.params.requiredProperties.map((name) => [
        `${at}/${escaped(name)}`,
        'is missing',
        'Add it; /docs shows what it means.',
      ]);
    case 'additionalProperties':
      return error.params.additionalProperties.map((name) => [
        `${at}/${escaped(name)}`,
        'is not a known field here',
        'Remove it, or correct its spelling; /docs lists the fields.',
      ]);
    case 'type':
      return [[at, error.message, `Send a JSON ${[error.params.type].flat().join(' or ')}.`]];
    case 'enum': {
      const allowed = error.params.allowedValues.map((value) => JSON.stringify(value)).join(', ');
      return [[at, `must be one of ${allowed}`, `Send one of ${allowed}.`]];
    }
    default:
      return [[at, error.message, `Change the value so that it ${error.message}.`]];
  }
}

function escaped(name: string): string {
  return name.replaceAll('~', '~0').replaceAll('/', '~1');
}

function shortened(path: string): string {
  if (path.length <= PATH_CHARACTERS_MAX) return path;
  return `${path.slice(0, PATH_CHARACTERS_MAX)}…`;
}
