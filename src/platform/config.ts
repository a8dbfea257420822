import type { Static } from 'typebox';
import { Compile } from 'typebox/compile';
import { nearestName } from '../kernel/nearest-name.ts';
import type { Problem } from '../kernel/problem.ts';
import { configSchema } from './config-schema.ts';

/** The settings of one hub, parsed once and frozen; everyone gets them as an argument. */
export type Config = Readonly<Static<typeof configSchema>>;

type Values = Readonly<Record<string, string | undefined>>;
type Flags = Readonly<Record<string, string | boolean | number | undefined>>;

interface FieldSchema {
  type?: string;
  description: string;
  default?: unknown;
}

/** All mistakes of a configuration at once, so that it is mended in one go. */
export class ConfigMistakes extends Error {
  readonly problems: readonly Problem[];

  constructor(problems: readonly Problem[]) {
    super(problems.map((problem) => `${problem.path}: ${problem.detail}`).join('\n'));
    this.name = 'ConfigMistakes';
    this.problems = problems;
  }
}

const FIELDS = Object.entries(configSchema.properties) as unknown as [keyof Config, FieldSchema][];
/** Read by the command line and the tests, not by a hub. */
const OTHER_VARIABLES = ['HACHI_URL', 'HACHI_KEY', 'HACHI_TEST_URL'];
const validator = Compile(configSchema);

/** The variable of a field: `HACHI_LOG_LEVEL`, and `DATABASE_URL` as everyone has it. */
export function variableOf(name: string): string {
  if (name === 'databaseUrl') return 'DATABASE_URL';
  return `HACHI_${name.replace(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase()}`;
}

/** The flag of a field: `--log-level`. */
export function flagOf(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}

/** The machine's environment; the only place that reads it. */
export function environment(): Values {
  return process.env;
}

/**
 * Flags win over the environment, the environment over the defaults.
 * @throws {ConfigMistakes} with every mistake, each with its fix.
 */
export function readConfig(variables: Values, flags: Flags = {}): Config {
  const problems: Problem[] = unknownVariables(variables);
  const values: Record<string, unknown> = {};
  const sources = new Map<string, string>();
  for (const [name, schema] of FIELDS) {
    const flag = flags[flagOf(name)];
    const variable = variableOf(name);
    const given = flag ?? (variables[variable] || undefined);
    sources.set(name, flag === undefined ? variable : `--${flagOf(name)}`);
    const value = given === undefined ? schema.default : fromText(given, schema.type);
    if (value !== undefined) values[name] = value;
  }
  const seen = new Set<string>();
  for (const error of validator.Errors(values)) {
    const name = error.instancePath.split('/')[1] ?? '';
    if (!seen.has(name)) problems.push(mistake(name, sources.get(name) ?? name, error.message));
    seen.add(name);
  }
  if (problems.length > 0) throw new ConfigMistakes(problems);
  return Object.freeze(values) as Config;
}

function fromText(given: string | boolean | number, type: string | undefined): unknown {
  if (type === 'integer') return /^\d+$/.test(String(given)) ? Number(given) : given;
  if (type === 'boolean') return BOOLEANS[String(given).toLowerCase()] ?? given;
  return given;
}

const BOOLEANS: Record<string, boolean> = {
  ...{ true: true, yes: true, on: true, '1': true },
  ...{ false: false, no: false, off: false, '0': false },
};

function unknownVariables(variables: Values): Problem[] {
  const known = [...FIELDS.map(([name]) => variableOf(name)), ...OTHER_VARIABLES];
  return Object.keys(variables)
    .filter((name) => name.startsWith('HACHI_') && !known.includes(name))
    .map((name) => ({
      code: 'unknown_setting',
      path: name,
      detail: 'is no setting of Hachi',
      fix: `Remove it, or write ${nearestName(name, known) ?? 'one of .env.example'}.`,
    }));
}

function mistake(name: string, source: string, message: string): Problem {
  const schema = FIELDS.find(([field]) => field === name)?.[1];
  const usual = schema?.default === undefined ? '' : ` The default is ${schema.default}.`;
  return {
    code: 'invalid_setting',
    path: source,
    detail: message,
    fix: `It means: ${schema?.description ?? name}.${usual}`,
  };
}

/** The text of `.env.example`: every setting, its meaning and its default. */
export function environmentExample(): string {
  const parts = FIELDS.map(
    ([name, schema]) => `# ${schema.description}\n# ${variableOf(name)}=${schema.default ?? ''}\n`,
  );
  return `# Settings of a hub. Each has a flag too: hachi serve --help\n\n${parts.join('\n')}`;
}
