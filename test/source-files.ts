import { globSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** One file of the project, as the house rules read it. */
export interface SourceFile {
  path: string;
  text: string;
  lines: string[];
}

const root = fileURLToPath(new URL('..', import.meta.url));

/** The files that match, with paths from the project's root. */
export function sourceFiles(...patterns: string[]): SourceFile[] {
  return globSync(patterns, { cwd: root })
    .map((path) => path.replaceAll('\\', '/'))
    .sort()
    .map((path) => {
      const text = readFileSync(`${root}/${path}`, 'utf8');
      return { path, text, lines: text.split('\n') };
    });
}

/** Code without comments and texts in quotes, so that a rule does not trip over prose. */
export function codeOnly(text: string): string {
  return text
    .replace(/\/\*[\s\S]*?\*\//g, (comment) => comment.replace(/[^\n]/g, ' '))
    .replace(/(^|[^:'"`\\])\/\/[^\n]*/g, '$1')
    .replace(/'(?:[^'\\\n]|\\.)*'/g, "''");
}

const OPENINGS = [
  /^\s*(?:export )?(?:default )?(?:async )?function\b/,
  /^\s+(?:static |async |\*|get |set |#)*[\w#]+\(.*\{\s*$/,
  /=> \{\s*$/,
];

/**
 * Functions longer than `lines_max`: where they begin and how long they are. It trusts the
 * formatter: a function's end has the indentation of its beginning.
 */
export function longFunctions(file: SourceFile, linesMax: number) {
  const found: { line: number; length: number }[] = [];
  for (const [index, line] of file.lines.entries()) {
    if (
      !OPENINGS.some((opening) => opening.test(line)) ||
      /^\s*(if|for|while|switch|test|describe)\b|\{\}$/.test(line)
    )
      continue;
    const indent = /^\s*/.exec(line)?.[0] ?? '';
    const end = file.lines.findIndex((other, at) => at > index && other.startsWith(`${indent}}`));
    if (end - index + 1 > linesMax) found.push({ line: index + 1, length: end - index + 1 });
  }
  return found;
}
