import {
  TypeError as CheckError,
  type Environment,
  ParseError,
  type ParseResult,
} from '@marcbachmann/cel-js';
import type { Problem } from '../../../kernel/problem.ts';
import { Zone } from '../../../kernel/time.ts';
import { createEnvironment } from './cel/environment.ts';
import { failure, place } from './cel/failure.ts';
import { mentionsOf } from './cel/mentions.ts';
import { type Known, refusals } from './cel/refusals.ts';
import { View } from './cel/views.ts';
import { currencyDecimals } from './currency.ts';
import type { Facts } from './facts.ts';
import type { CompiledExpression, Expressions, Mentions, ProgramDocument } from './section.ts';

const NOTHING: Mentions = {
  line: false,
  purchase: false,
  event: false,
  tiers: [],
  currencies: [],
  events: [],
  months: 0,
};

/**
 * The expression language of one document: its currency, tier sets and point currencies are what
 * expressions may name. The head must be right; sections are read as far as they make sense.
 */
export function createExpressions(document: ProgramDocument): Expressions {
  const known = knownOf(document);
  const view = new View(new Zone(document.timezone));
  const environment = createEnvironment(known.decimals, (id) => view.scene(id));
  const parsed = new Map<string, Parsed>();

  const parse = (source: string): Parsed => {
    let result = parsed.get(source);
    if (!result) {
      result = parseWith(environment, source);
      parsed.set(source, result);
    }
    return result;
  };
  const run = (source: string, type: 'bool' | 'int'): ((facts: Facts) => unknown) => {
    const { program } = parse(source);
    if (!program || program.check().type !== type) return () => null;
    return (facts) => evaluate(view, program, facts);
  };

  return {
    check: (source, as, path) => problemsOf(parse(source), source, as, path, known),
    mentionsLine: (source) => mentions(parse(source)).line,
    mentions: (source) => mentions(parse(source)),
    bool: (source): CompiledExpression<boolean> => {
      const ask = run(source, 'bool');
      return (facts) => {
        const answer = ask(facts);
        return typeof answer === 'boolean' ? answer : null;
      };
    },
    int: (source): CompiledExpression<number> => {
      const ask = run(source, 'int');
      return (facts) => whole(ask(facts));
    },
  };
}

type Parsed =
  | { readonly program: ParseResult; readonly error: null }
  | { readonly program: null; readonly error: ParseError };

function parseWith(environment: Environment, source: string): Parsed {
  try {
    return { program: environment.parse(source), error: null };
  } catch (error) {
    if (error instanceof ParseError) return { program: null, error };
    return { program: null, error: new ParseError(error instanceof Error ? error.message : '') };
  }
}

function mentions({ program }: Parsed): Mentions {
  return program ? mentionsOf(program.ast) : NOTHING;
}

/** Points the view at the facts and runs; whatever goes wrong inside, the answer is `null`. */
function evaluate(view: View, program: ParseResult, facts: Facts): unknown {
  try {
    return view.on(facts, program);
  } catch {
    return null;
  }
}

function whole(answer: unknown): number | null {
  if (typeof answer !== 'bigint') return null;
  const number = Number(answer);
  return Number.isSafeInteger(number) ? number : null;
}

function problemsOf(
  { program, error }: Parsed,
  source: string,
  as: 'bool' | 'int',
  path: string,
  known: Known,
): Problem[] {
  if (!program) return [failure(error, source, path)];
  const found = refusals(program.ast, known).map(
    ({ code, detail, fix, at }): Problem => ({
      code,
      path,
      detail: at > 0 ? `${detail.slice(0, -1)}${place(at, source)}.` : detail,
      fix,
    }),
  );
  const checked = program.check();
  if (checked.error && found.length === 0) return [failure(asCel(checked.error), source, path)];
  if (checked.error || checked.type === as) return found;
  return [...found, wrongResult(checked.type ?? 'nothing', as, path)];
}

function asCel(error: Error): ParseError | CheckError {
  if (error instanceof ParseError || error instanceof CheckError) return error;
  return new CheckError(error.message);
}

function wrongResult(type: string, as: 'bool' | 'int', path: string): Problem {
  const wanted = as === 'bool' ? 'true or false (bool)' : 'a whole number (int)';
  const open = as === 'bool' ? 'Compare it with something: … == true.' : 'Wrap it in int(…).';
  return {
    code: 'expression_type',
    path,
    detail: `The expression gives ${type}, where ${wanted} is needed.`,
    fix: type === 'dyn' || as === 'int' ? open : 'Compare it with something, such as … >= 3.',
  };
}

/** What expressions may name, read from a document whose sections may still be wrong. */
function knownOf(document: ProgramDocument): Known {
  const { points, tiers, scenes, consent } = document;
  const sets = Array.isArray(tiers) ? tiers.map((one: { set?: unknown } | null) => one?.set) : [];
  return {
    currencies: points && typeof points === 'object' ? Object.keys(points) : [],
    scenes: idsOf(scenes),
    tierSets: sets.filter((set) => typeof set === 'string'),
    purposes: purposesOf(consent),
    decimals: currencyDecimals(document.currency) ?? 2,
  };
}

function idsOf(items: unknown): string[] {
  const all: unknown[] = Array.isArray(items) ? items : [];
  return all.flatMap((one) => {
    const { id } = (one ?? {}) as { id?: unknown };
    return typeof id === 'string' ? [id] : [];
  });
}

function purposesOf(consent: unknown): Known['purposes'] {
  const { purposes } = (consent ?? {}) as { purposes?: unknown };
  const all = Array.isArray(purposes) ? (purposes as unknown[]) : [];
  return Object.fromEntries(
    all.flatMap((one) => {
      const { id, channels } = (one ?? {}) as { id?: unknown; channels?: unknown };
      return typeof id === 'string' ? [[id, Array.isArray(channels) ? channels : []]] : [];
    }),
  );
}
