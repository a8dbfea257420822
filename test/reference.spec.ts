/** Goal: the reference pages say what the code does: every code, every reason, every route. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { accessPage } from '../scripts/access-page.ts';
import { openApiText } from '../scripts/openapi-document.ts';
import { CONDITIONS, EARNINGS } from '../src/rooms/earning/index.ts';
import { SCENE_REASONS } from '../src/rooms/scenes/index.ts';
import { FLAGS, REASONS, TIER_CHANGES } from '../src/rooms/statements/index.ts';
import { sourceFiles } from './source-files.ts';

const read = (path: string) => readFileSync(new URL(`../${path}`, import.meta.url), 'utf8');

/** Codes in the first column of the tables of a page. */
function codesOf(path: string): string[] {
  return [...read(path).matchAll(/^\| `([a-z_0-9]+)` \|/gm)].map((row) => row[1] ?? '');
}

test('docs/reference/reasons.md and the room know every reason, and no other', () => {
  const known = { ...REASONS, ...FLAGS, ...TIER_CHANGES };
  assert.deepEqual(codesOf('docs/reference/reasons.md').sort(), Object.keys(known).sort());
  for (const [code, words] of Object.entries(known)) {
    const row = `| \`${code}\` | ${words.en} | ${words.zh} |`;
    assert.ok(read('docs/reference/reasons.md').includes(row), `reasons.md should say: ${row}`);
  }
  const engine = read('src/rooms/engine/core/earn.ts').matchAll(/'([a-z]+(?:_[a-z]+)+|paid)'/g);
  const carriedOut = read('src/rooms/engine/core/parts/carry-out.ts').matchAll(/'(granted)', /g);
  const told = [
    ...CONDITIONS.map(({ reason }) => reason),
    ...EARNINGS.map(({ reason }) => reason),
    ...SCENE_REASONS,
    // What compiled rules ask beside the conditions of their document.
    'consent_missing',
    ...[...engine, ...carriedOut].map((match) => match[1] ?? ''),
  ];
  assert.deepEqual(Object.keys(REASONS).sort(), [...new Set(told)].sort());
});

/** Words with an underscore that are no code of a problem. */
const NO_CODES = new Set([
  ...['adjusted_down', 'adjusted_up', 'clawed_back', 'exists_one', 'mem_123', 'member_id'],
  ...['demo_filled', 'demo_filling', 'pg_ctl', 'platform_migrations', 'preserve_run_at'],
  ...['server_version', 'server_version_num', 'status_count', 'joined_at', 'due_at', 'follow_up'],
  // Tables.
  ...['member_keys', 'identifiers_plain'],
  // The hub's word to itself: nobody asks for a follow-up.
  'follow_up_early',
  // Kinds of alerts.
  ...['break_glass', 'program_published_alone', 'second_factor_removed'],
  // What the expression library calls its errors; ours are said instead.
  ...['limit_exceeded', 'no_such_key', 'unknown_variable', 'no_matching_overload'],
]);

/** Codes of one word, which cannot be told from other words by their looks. */
const ONE_WORD = ['rejected', 'usage'];

test('docs/reference/errors.md lists every code, and no other', () => {
  const other = { ...REASONS, ...FLAGS, ...TIER_CHANGES };
  const found = new Map<string, string>();
  for (const { path, text } of sourceFiles('src/**/*.ts')) {
    // The differences that a proof finds are no problems of a request.
    if (path.endsWith('.spec.ts') || path.startsWith('src/rooms/proof/')) continue;
    // These name tables and their columns.
    if (/\/privacy\/(core\/holdings|retention-store)\.ts$/.test(path)) continue;
    const code = text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/^\s*\/\/.*$/gm, '');
    const named = code.replace(/\bname: [^,\n]*/g, '').replace(/\b\w+: untilDone\(/g, '');
    for (const [, word = ''] of named.matchAll(/'([a-z][a-z0-9]*(?:_[a-z0-9]+)+)'/g)) {
      if (!NO_CODES.has(word) && !(word in other)) found.set(word, path);
    }
  }
  const listed = new Set(codesOf('docs/reference/errors.md'));
  const missing = [...found].filter(([code]) => !listed.has(code));
  assert.deepEqual(missing, [], 'add these codes to errors.md, or to NO_CODES if they are none');
  const gone = [...listed].filter((code) => !found.has(code) && !ONE_WORD.includes(code));
  assert.deepEqual(gone, [], 'errors.md lists codes that no source has');
});

test('docs/reference/access.md is current (node scripts/write-access-page.ts)', () => {
  assert.equal(read('docs/reference/access.md'), accessPage());
});

test('openapi.json is current (node scripts/write-openapi.ts), and complete', async () => {
  assert.equal(read('openapi.json'), await openApiText());
  const { paths } = JSON.parse(read('openapi.json')) as {
    paths: Record<string, Record<string, Record<string, unknown>>>;
  };
  const ids = new Set<unknown>();
  for (const [path, operations] of Object.entries(paths)) {
    for (const [method, operation] of Object.entries(operations)) {
      for (const part of ['operationId', 'summary', 'tags', 'security', 'responses']) {
        assert.ok(operation[part], `${method} ${path} lacks ${part}`);
      }
      assert.ok(!ids.has(operation.operationId), `${operation.operationId} is there twice`);
      ids.add(operation.operationId);
    }
  }
});
