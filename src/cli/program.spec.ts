import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import type { CommandContext } from './command.ts';
import { program } from './program.ts';

const folder = mkdtempSync(join(tmpdir(), 'hachi-program-'));
const file = join(folder, 'program.yaml');
writeFileSync(file, 'program: shop\n');
after(() => rmSync(folder, { recursive: true }));

interface Asked {
  method: string;
  path: string;
  body: unknown;
}

/** Runs the command against a hub that gives one answer, and keeps what was asked and printed. */
async function run(words: string[], answer: unknown, flags: CommandContext['flags'] = {}) {
  const asked: Asked[] = [];
  const printed: string[] = [];
  const code = await program.run({
    words,
    flags,
    json: false,
    quiet: true,
    say: () => {},
    print: (text) => printed.push(text),
    config: () => assert.fail('no settings are needed'),
    api: async () => ({
      url: '',
      key: '',
      close: async () => {},
      request: async (method, path, body) => {
        asked.push({ method, path, body });
        return answer;
      },
    }),
  });
  return { code, asked, printed: printed.join('\n') };
}

const change = { text: 'Rule base: multiply 2 → 3', power: 'marketing' };

test('validate prints every problem with its fix, and exits 1', async () => {
  const problem = { code: 'c', path: '/points', detail: 'It is wrong.', fix: 'Mend it.' };
  const bad = await run(['validate', file], { valid: false, problems: [problem, problem] });
  assert.equal(bad.code, 1);
  assert.equal(bad.printed.match(/\/points It is wrong\. \[c\]\n {2}Mend it\./g)?.length, 2);
  const body = { text: 'program: shop\n', format: 'yaml' };
  assert.deepEqual(bad.asked, [{ method: 'POST', path: '/v1/program/validate', body }]);
  assert.equal((await run(['validate', file], { valid: true, problems: [] })).code, 0);
});

test('propose tells what it waits for', async () => {
  const answer = { id: 7, needs: ['operations', 'marketing'], changes: [change] };
  const done = await run(['propose', file], answer, { note: 'spring' });
  assert.equal(done.code, 0);
  assert.equal(done.asked[0]?.path, '/v1/program/proposals');
  assert.match(done.printed, /Proposal 7 waits for the approval of operations and marketing\./);
});

test('plan exits 4 on differences and 0 on none', async () => {
  const some = await run(['plan', file], { version: 3, changes: [change] });
  assert.equal(some.code, 4);
  assert.match(some.printed, /Against version 3:\n {2}Rule base: multiply 2 → 3 \(marketing\)/);
  assert.equal((await run(['plan', file], { version: 3, changes: [] })).code, 0);
});

test('apply hands its options on and says what happened', async () => {
  const answer = {
    outcome: 'published',
    dryRun: false,
    version: 2,
    effectiveFrom: '2026-11-01T00:00:00.000Z',
    changes: [change],
  };
  const flags = { note: 'Double 11', 'expect-version': '1', 'effective-from': '2026-11-01T00:00Z' };
  const { code, asked, printed } = await run(['apply', file], answer, flags);
  assert.equal(code, 0);
  assert.match(printed, /Version 2 published, in force from 2026-11-01/);
  const body = asked[0]?.body as Record<string, unknown>;
  assert.deepEqual(
    [body.note, body.expectVersion, body.effectiveFrom],
    ['Double 11', 1, '2026-11-01T00:00Z'],
  );
});

test('history tells versions and what they changed', async () => {
  const version = {
    version: 1,
    effectiveFrom: null,
    publishedAt: '2026-06-19T04:00:00.000Z',
    publishedBy: 'ana',
    note: 'first',
    changes: [change],
  };
  const { printed } = await run(['history'], { versions: [version] });
  assert.match(printed, /^Version 1, in force since ever, published 2026-06-19.* by ana: first\n/);
  assert.match((await run(['history'], { versions: [] })).printed, /No program/);
});

test('a wrong command line is told before anything is asked', async () => {
  for (const words of [[], ['aply', file], ['plan'], ['plan', file, 'x'], ['plan', '/nowhere']]) {
    await assert.rejects(async () => run(words, {}), { name: 'UsageMistake' });
  }
  await assert.rejects(run(['history'], {}, { limit: 'many' }), { name: 'UsageMistake' });
});
