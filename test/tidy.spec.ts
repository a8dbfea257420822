/** Goal: the house rules that no linter knows. Every failure says what to do. */
import assert from 'node:assert/strict';
import { globSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import { test } from 'node:test';
import { codeOnly, longFunctions, sourceFiles } from './source-files.ts';

const CODE = '{bin,src,scripts,test,demo,bench}/**/*.ts';
const LINE_COLUMNS_MAX = 100;
const FUNCTION_LINES_MAX = 70;
const FILE_LINES_MAX = 400;
const DRAWERS = /^(utils?|helpers?|common|misc|types|lib|shared|stuff)(\.ts)?$/;
const IMPURE = /\bDate\.now\b|\bnew Date\(\)|\bMath\.random\b|\bprocess\.|\bfetch\(|\bconsole\./;
const HEADINGS = ['Nouns', 'Invariants', 'Time', 'What it does not do'];

const code = sourceFiles(CODE);
const all = (complaints: string[]) =>
  assert.equal(complaints.length, 0, `\n${complaints.join('\n')}`);
const where = (path: string, line: number) => `${path}:${line}`;

test('lines, functions and files fit the eye', () => {
  const complaints: string[] = [];
  for (const file of code) {
    if (file.lines.length > FILE_LINES_MAX) {
      complaints.push(`${file.path} has ${file.lines.length} lines: give its second idea a file`);
    }
    for (const [index, line] of file.lines.entries()) {
      if (line.length > LINE_COLUMNS_MAX) {
        complaints.push(
          `${where(file.path, index + 1)} has ${line.length} columns: break the line`,
        );
      }
    }
    for (const { line, length } of longFunctions(file, FUNCTION_LINES_MAX)) {
      complaints.push(`${where(file.path, line)} is ${length} lines long: split the function`);
    }
  }
  all(complaints);
});

test('no drawers', () => {
  const names = code.flatMap((file) => [file.path, dirname(file.path)]);
  const drawers = [...new Set(names)].filter((path) => DRAWERS.test(basename(path)));
  all(drawers.map((path) => `${path} is a drawer: name the file after the idea in it`));
});

test('core/ is pure', () => {
  const complaints: string[] = [];
  for (const file of code) {
    if (!file.path.includes('/core/') || file.path.endsWith('.spec.ts')) continue;
    for (const [index, line] of codeOnly(file.text).split('\n').entries()) {
      const found = IMPURE.exec(line);
      const place = where(file.path, index + 1);
      if (found) complaints.push(`${place} uses ${found[0]}: pass the value in as an argument`);
    }
  }
  all(complaints);
});

test('only the configuration reads the environment', () => {
  const complaints: string[] = [];
  for (const file of code) {
    if (!/^(src|bin)\//.test(file.path) || file.path === 'src/platform/config.ts') continue;
    if (file.path.endsWith('.spec.ts') || !codeOnly(file.text).includes('process.env')) continue;
    complaints.push(`${file.path} reads process.env: add a field to src/platform/config.ts`);
  }
  all(complaints);
});

test('nothing is left half done', () => {
  const complaints: string[] = [];
  const marks = /\b(FIXME|TODO|XXX)\b|\b(test|it|describe)\.only\(/;
  for (const file of [...code, ...sourceFiles('sql/*.sql', '*.md', 'docs/**/*.md')]) {
    if (file.path === 'test/tidy.spec.ts') continue;
    for (const [index, line] of file.lines.entries()) {
      const found = marks.exec(line);
      if (found)
        complaints.push(`${where(file.path, index + 1)} has ${found[0]}: do it or delete it`);
    }
  }
  all(complaints);
});

test('every migration says why', () => {
  const files = sourceFiles('sql/0*.sql');
  const silent = files.filter((file) => !/^(--! breaking\n)?-- \w/.test(file.text));
  all(silent.map((file) => `${file.path} has no header: begin with "-- Why: …" and the lock cost`));
  const wrong = files.filter((file) => !/^sql\/\d{6}_[a-z0-9]+_[a-z0-9_]+\.sql$/.test(file.path));
  all(wrong.map((file) => `${file.path}: name it sql/NNNNNN_<room>_<what>.sql`));
});

test('every room has its README', () => {
  const complaints: string[] = [];
  const pages = new Map(
    sourceFiles('src/rooms/*/README.md').map((file) => [file.path, file.lines]),
  );
  for (const file of sourceFiles('src/rooms/*/index.ts')) {
    const path = `${dirname(file.path)}/README.md`;
    const lines = pages.get(path);
    if (!lines) complaints.push(`${path} is missing: write ${HEADINGS.join(', ')}`);
    for (const heading of lines ? HEADINGS : []) {
      if (!lines?.some((line) => line.replace(/^#+ /, '') === heading)) {
        complaints.push(`${path} lacks the heading "${heading}": add it and two sentences`);
      }
    }
  }
  all(complaints);
});

test('file names are kebab-case', () => {
  const paths = globSync(CODE, { cwd: new URL('..', import.meta.url).pathname });
  const odd = paths.filter(
    (path) => !/^[a-z0-9]+(-[a-z0-9]+)*(\.[a-z]+){0,2}\.ts$/.test(basename(path)),
  );
  all(odd.map((path) => `${path}: write the name in small letters with hyphens`));
});
