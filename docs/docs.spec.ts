/** Goal: what the documents show is there: links, scripts, commands, routes, settings, packages. */
import assert from 'node:assert/strict';
import { existsSync, globSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { commands } from '../src/cli/commands.ts';
import { environmentExample } from '../src/platform/config.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const read = (path: string) => readFileSync(join(root, path), 'utf8');
const pages = globSync(['*.md', '{bench,demo,docs,src,test}/**/*.md'], { cwd: root })
  .sort()
  .map((path) => ({ path, text: read(path) }));
const manifest = JSON.parse(read('package.json')) as Record<string, Record<string, string>>;

/** Fails with every complaint at once, each with its page. */
function none(complaints: readonly string[]): void {
  assert.equal(complaints.length, 0, `\n${complaints.join('\n')}`);
}

/** Asks of every match in every page; what `wrong` returns is a complaint. */
function ofEach(pattern: RegExp, wrong: (found: string, page: string) => string | null): void {
  none(
    pages.flatMap(({ path, text }) =>
      [...text.matchAll(pattern)].flatMap((match) => {
        const complaint = wrong(match[1] ?? '', path);
        return complaint === null ? [] : [`${path}: ${complaint}`];
      }),
    ),
  );
}

/** The text without blocks of code, where `#` and brackets mean other things. */
function prose(text: string): string {
  return text.replace(/^```[\s\S]*?^```/gm, '');
}

/** The anchors that headings of a page give, as GitHub makes them. */
function anchorsOf(path: string): string[] {
  return [...prose(read(path)).matchAll(/^#+ (.+)$/gm)].map((match) =>
    (match[1] ?? '')
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\s_-]/gu, '')
      .replaceAll(' ', '-'),
  );
}

test('every page has one title, on its first line', () => {
  const wrong = pages.filter(
    ({ text }) => !/^# \S/.test(text) || (prose(text).match(/^# /gm) ?? []).length !== 1,
  );
  none(wrong.map(({ path }) => `${path}: begin with "# Title", and have only one`));
});

test('every relative link leads somewhere, and so does its anchor', () => {
  ofEach(/\]\(([^)\s]+)\)/g, (link, page) => {
    if (/^[a-z]+:/.test(link)) return null;
    const [path = '', anchor] = link.split('#');
    const target = path === '' ? page : normalize(join(dirname(page), path));
    if (!existsSync(join(root, target))) return `there is no ${target}`;
    if (anchor === undefined || !target.endsWith('.md')) return null;
    return anchorsOf(target).includes(anchor) ? null : `${target} has no heading #${anchor}`;
  });
});

test('every npm script that is shown exists', () => {
  ofEach(/npm run (?:-s )?([\w:-]+)/g, (name) =>
    name in (manifest.scripts ?? {}) ? null : `package.json has no script "${name}"`,
  );
});

test('every command that is shown exists, with its actions and flags', () => {
  const known = new Map(commands.map((command) => [command.name, command]));
  ofEach(/(?:npx |`|^)hachi ([a-z]+)/gm, (name) =>
    known.has(name) || name === 'help' ? null : `there is no command "hachi ${name}"`,
  );
  ofEach(/(?:npx |`|^)hachi program ([a-z]+)/gm, (action) =>
    known.get('program')?.usage.includes(action) ? null : `program cannot ${action}`,
  );
  ofEach(/((?:npx |`|^)hachi [a-z]+ [^`\n|]*--[^`\n|]*)/gm, (line) => {
    const options = known.get(/hachi ([a-z]+)/.exec(line)?.[1] ?? '')?.options ?? {};
    const all = [...Object.keys(options), 'data', 'url', 'key', 'json', 'quiet', 'help', 'no-demo'];
    const flags = [...line.matchAll(/--([a-z-]+)/g)].map((match) => match[1] ?? '');
    const odd = flags.filter((flag) => !all.includes(flag));
    return odd.length === 0 ? null : `"${line.trim()}" has no --${odd[0]}`;
  });
});

test('every route that is shown exists', () => {
  const { paths } = JSON.parse(read('openapi.json')) as { paths: Record<string, unknown> };
  const routes = Object.keys(paths).map((path) => path.split('/'));
  ofEach(/(\/v1\/[\w{}/:%.$-]*[\w}])/g, (path) => {
    const parts = path.split('/');
    const fits = routes.some(
      (route) =>
        route.length === parts.length &&
        route.every((part, index) => part.startsWith('{') || part === parts[index]),
    );
    return fits ? null : `openapi.json has no ${path}`;
  });
});

test('every setting that is shown exists', () => {
  const example = `${environmentExample()} HACHI_URL HACHI_KEY`;
  ofEach(/`(HACHI_[A-Z_]+[A-Z])/g, (name) =>
    example.split(/[\s=]+/).includes(name) ? null : `there is no setting ${name}`,
  );
});

test('every package has its reason, and no other', () => {
  const rows = read('docs/decisions/dependencies.md')
    .split('\n')
    .filter((line) => line.startsWith('| `'));
  const listed = rows.flatMap((row) =>
    [...(row.split('|')[1] ?? '').matchAll(/`([^`]+)`/g)].map((match) => match[1] ?? ''),
  );
  const named = { ...manifest.dependencies, ...manifest.devDependencies };
  assert.deepEqual(listed.sort(), Object.keys(named).sort());
});
