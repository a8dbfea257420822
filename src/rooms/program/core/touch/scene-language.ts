import {
  TypeError as CheckError,
  Environment,
  ParseError,
  type ParseResult,
} from '@marcbachmann/cel-js';
import type { Problem } from '../../../../kernel/problem.ts';
import type { Instant } from '../../../../kernel/time.ts';
import { failure } from '../cel/failure.ts';
import { elapsedOf } from './elapsed.ts';
import { SCENE_VOCABULARY } from './scene-vocabulary.ts';
import { literalProblems, selectorsOf } from './selectors.ts';
import {
  followedBy,
  Moments,
  type Selector,
  Touches,
  type TouchMemory,
  within,
} from './touches.ts';

/** What a scene's condition is made of; it has no lists, so its steps are its terms. */
const LIMITS = { maxAstNodes: 120, maxDepth: 20, maxListElements: 1, maxCallArguments: 2 };
const SYNC = { async: false };

/** A checked condition over touches, ready to be asked. */
export interface SceneCondition {
  /** What its chains look for: only such touches need to be remembered. */
  readonly selectors: readonly Selector[];
  /** Whether it holds at `now` for what is remembered from `from` on. */
  holds(memory: TouchMemory, from: Instant, now: Instant): boolean;
}

/** Everything that is wrong with a condition over touches; empty when it is sound. */
export function checkScene(source: string, path: string): Problem[] {
  let program: ParseResult;
  try {
    program = environment.parse(source);
  } catch (error) {
    return [failure(error instanceof ParseError ? error : new ParseError(''), source, path)];
  }
  const found = literalProblems(program.ast, source, path);
  if (found.length > 0) return found;
  const checked = program.check();
  if (checked.error) {
    const error: Error = checked.error;
    const known = error instanceof ParseError || error instanceof CheckError;
    return [failure(known ? error : new CheckError(error.message), source, path)];
  }
  if (checked.type === 'bool') return [];
  return [
    {
      code: 'expression_type',
      path,
      detail: `The expression gives ${checked.type ?? 'nothing'}, where true or false is needed.`,
      fix: 'End with .any, or compare .count with a number.',
    },
  ];
}

/** Compiles a sound condition. */
export function compileScene(source: string): SceneCondition {
  const program = environment.parse(source);
  const selectors = selectorsOf(program.ast);
  const context: { touches: Touches | null } = { touches: null };
  return {
    selectors,
    holds: (memory, from, now) => {
      context.touches = new Touches(memory, from, now);
      return program(context) === true;
    },
  };
}

const spans = new Map<string, number>();

/** The literals of published programs: few, and each is read once. */
function span(text: string): number {
  let ms = spans.get(text);
  if (ms === undefined) {
    ms = elapsedOf(text) ?? 0;
    spans.set(text, ms);
  }
  return ms;
}

const environment = createSceneEnvironment();

function createSceneEnvironment(): Environment {
  const made = new Environment({ limits: LIMITS });
  for (const [type, ctor] of Object.entries({ Touches, Moments })) {
    const fields = (SCENE_VOCABULARY[type] ?? []).filter((word) => !word.takes);
    made.registerType(type, {
      ctor,
      fields: Object.fromEntries(fields.map((word) => [word.name, word.type])),
    });
  }
  made.registerVariable('touches', 'Touches');
  made.registerFunction(
    'Touches.type(string): Touches',
    (of: Touches, type: string) => of.ofType(type),
    SYNC,
  );
  made.registerFunction(
    'Touches.kind(string): Touches',
    (of: Touches, kind: string) => of.ofKind(kind),
    SYNC,
  );
  for (const type of ['Touches', 'Moments']) {
    made.registerFunction(
      `${type}.within(string): Moments`,
      (of: Moments, text: string) => within(of, span(text)),
      SYNC,
    );
    made.registerFunction(
      `${type}.followedBy(Touches, string): Moments`,
      (of: Moments, later: Touches, text: string) => followedBy(of, later, span(text)),
      SYNC,
    );
  }
  return made;
}
