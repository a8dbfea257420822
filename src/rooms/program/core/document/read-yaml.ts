import { isAlias, isMap, isScalar, isSeq, LineCounter, type Pair, parseDocument } from 'yaml';
import type { Problem } from '../../../../kernel/problem.ts';
import { below, DEPTH, duplicateKey, keyProblem, tooDeep } from './guard.ts';
import type { Read } from './read.ts';

/**
 * Reads YAML 1.2 with the core schema: no aliases (what bombs are made of), no tags, no merge
 * keys. The tree is turned into values here and not by the library, so that each key is looked
 * at once: its own check for keys given twice takes quadratic time.
 */
export function readYaml(text: string): Read {
  const deep = deepFlow(text);
  if (deep) return { value: null, problems: [deep] };
  try {
    return convert(text);
  } catch (error) {
    const detail = error instanceof Error ? error.message.split('\n')[0]! : 'It cannot be read';
    return { value: null, problems: [syntax(detail)] };
  }
}

function convert(text: string): Read {
  const lines = new LineCounter();
  const parsed = parseDocument(text, {
    version: '1.2',
    schema: 'core',
    merge: false,
    uniqueKeys: false,
    prettyErrors: false,
    logLevel: 'error',
    lineCounter: lines,
  });
  const errors = [...parsed.errors, ...parsed.warnings];
  if (errors.length > 0) {
    const problems = errors.map((error) => {
      if (error.message.includes('call stack')) return tooDeep('');
      const { line, col } = lines.linePos(error.pos[0]);
      return syntax(`${error.message} at line ${line}, column ${col}`);
    });
    return { value: null, problems };
  }
  const problems: Problem[] = [];
  return { value: toValue(parsed.contents, '', 0, problems), problems };
}

function toValue(node: unknown, path: string, depth: number, problems: Problem[]): unknown {
  if (node === null) return null;
  if (isAlias(node)) {
    problems.push(noAlias(node.source, path));
    return null;
  }
  if (isScalar(node)) {
    if (typeof node.value === 'bigint') return Number(node.value);
    return node.value ?? null;
  }
  if (depth >= DEPTH) {
    problems.push(tooDeep(path));
    return null;
  }
  if (isSeq(node)) {
    return node.items.map((one, i) => toValue(one, below(path, i), depth + 1, problems));
  }
  if (isMap(node)) return objectOf(node.items, path, depth, problems);
  problems.push(syntax('There is something here that is neither a value, a list nor an object'));
  return null;
}

function objectOf(pairs: Pair[], path: string, depth: number, problems: Problem[]): object {
  const result: Record<string, unknown> = {};
  for (const { key: node, value } of pairs) {
    const key = isScalar(node) ? String(node.value) : '?';
    const wrong = isScalar(node) ? keyProblem(key, path) : keyMustBeText(path);
    if (wrong) problems.push(wrong);
    else if (Object.hasOwn(result, key)) problems.push(duplicateKey(key, path));
    else result[key] = toValue(value, below(path, key), depth + 1, problems);
  }
  return result;
}

/** Brackets that open far deeper than any document are told before the parser sees them. */
function deepFlow(text: string): Problem | null {
  let depth = 0;
  for (const [token] of text.matchAll(/[[\]{}]|(?:[-?] ){25}/g)) {
    if (token.length > 1) return tooDeep('');
    depth += token === '[' || token === '{' ? 1 : -1;
    if (depth < 0) depth = 0;
    if (depth > 500) return tooDeep('');
  }
  return null;
}

function syntax(detail: string): Problem {
  return {
    code: 'document_syntax',
    path: '',
    detail: `${detail.slice(0, 200)}.`,
    fix: 'Correct the YAML: indent with spaces, and quote texts that hold ": " or " #".',
  };
}

function noAlias(name: string, path: string): Problem {
  return {
    code: 'document_alias',
    path,
    detail: `"*${name.slice(0, 80)}" stands for something written elsewhere.`,
    fix: 'Write it out: a program document has no aliases.',
  };
}

function keyMustBeText(path: string): Problem {
  return {
    code: 'document_wrong_type',
    path,
    detail: 'A key here is a list or an object.',
    fix: 'Use a plain text as the key.',
  };
}
