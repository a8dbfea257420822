import type { Problem } from '../../../../kernel/problem.ts';
import { below, duplicateKey } from './guard.ts';
import type { Read } from './read.ts';
import { readPlain } from './read-plain.ts';

/** Reads JSON; beyond what the standard parser refuses, also keys that are given twice. */
export function readJson(text: string): Read {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    const detail = error instanceof SyntaxError ? error.message : 'Lies too deep in itself';
    const problem: Problem = {
      code: 'document_syntax',
      path: '',
      detail: `${detail.slice(0, 200)}.`,
      fix: 'Correct the JSON, or send the document as YAML.',
    };
    return { value: null, problems: [problem] };
  }
  const read = readPlain(value);
  return { value: read.value, problems: [...read.problems, ...duplicates(text)] };
}

interface Level {
  readonly path: string;
  /** The keys so far of an object; `null` in a list. */
  readonly keys: Set<string> | null;
  /** Where the value at hand lies: a key, or a place in a list. */
  at: string | number;
}

const TOKEN = /"(?:[^"\\]|\\.)*"|[{}[\],:]/g;

/** Finds keys that are given twice, which `JSON.parse` lets pass. The text must be valid JSON. */
function duplicates(text: string): Problem[] {
  const problems: Problem[] = [];
  const levels: Level[] = [];
  let last = '';
  for (const [token] of text.matchAll(TOKEN)) {
    const level = levels.at(-1);
    if (token === '{' || token === '[') {
      const path = level ? below(level.path, level.at) : '';
      levels.push({ path, keys: token === '{' ? new Set() : null, at: 0 });
    } else if (token === '}' || token === ']') levels.pop();
    else if (token === ',' && level && typeof level.at === 'number') level.at += 1;
    else if (token === ':' && level?.keys) {
      const key = JSON.parse(last) as string;
      if (level.keys.has(key)) problems.push(duplicateKey(key, level.path));
      level.keys.add(key);
      level.at = key;
    }
    last = token;
  }
  return problems;
}
