/** Goal: the page is open and holds nothing; the figures need the key. */
import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { testDatabase } from '../../test/database.ts';
import { startHub } from '../app.ts';
import { systemClock } from '../platform/clock.ts';
import { readConfig } from '../platform/config.ts';
import { openLog } from '../platform/log.ts';

const adminKey = 'a-key-of-twenty-letters';
const database = await testDatabase();
const data = mkdtempSync(join(tmpdir(), 'hachi-status-'));
const config = readConfig(
  { DATABASE_URL: database.url, HACHI_ADMIN_KEY: adminKey },
  { data, port: '0', demo: false },
);
const hub = await startHub({ config, log: openLog('silent'), clock: systemClock });
after(async () => {
  await hub.stop();
  await database.drop();
  rmSync(data, { recursive: true, force: true });
});

test('the page is served to anyone, under a strict policy', async () => {
  const page = await fetch(`${hub.url}/`);
  assert.equal(page.status, 200);
  const policy = page.headers.get('content-security-policy') ?? '';
  assert.match(policy, /default-src 'none'/);
  assert.doesNotMatch(policy, /unsafe|https?:|\*/);
  const html = await page.text();
  assert.doesNotMatch(html, / style=|<style|<script>| on\w+=/);
  const files = [...html.matchAll(/(?:href|src)="(\/status\/[^"]+)"/g)].map((found) => found[1]);
  assert.equal(files.length, 2);
  for (const file of files) assert.equal((await fetch(hub.url + file)).status, 200);
});

test('the figures need the key', async () => {
  const none = await fetch(`${hub.url}/v1/status`);
  assert.equal(none.status, 401);
  const headers = { authorization: `Bearer ${adminKey}` };
  const answer = await fetch(`${hub.url}/v1/status`, { headers });
  assert.equal(answer.status, 200);
  const body = (await answer.json()) as Record<string, unknown>;
  assert.deepEqual(
    [body.program, body.members, body.recent, body.demo, body.countedUntil],
    [null, 0, [], null, null],
  );
});

async function wordsIn(language: string): Promise<Record<string, unknown>> {
  const file = new URL(`./status/page/words-${language}.js`, import.meta.url);
  return (await import(file.href)).default;
}

test('both languages have the same words, and every word of the page', async () => {
  const [english, chinese] = [await wordsIn('en'), await wordsIn('zh')];
  const shape = (words: Record<string, unknown>): unknown[] =>
    Object.entries(words).map(([name, value]: [string, unknown]) =>
      typeof value === 'object' && value !== null
        ? [name, Object.keys(value)]
        : [name, typeof value],
    );
  assert.deepEqual(shape(chinese), shape(english));
  const html = readFileSync(new URL('./status/page/page.html', import.meta.url), 'utf8');
  for (const [, word = '?'] of html.matchAll(/data-word="(\w+)"/g))
    assert.ok(word in english, word);
});
