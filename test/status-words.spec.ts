/** Goal: the status page names every type of event that the hub itself knows, in both languages. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { GIVES, TAKES } from '../src/app/status/recent.ts';
import { WRITES } from '../src/rooms/intake/http/write.ts';

const page = new URL('../src/app/status/page/', import.meta.url);

for (const file of ['words-en.js', 'words-zh.js']) {
  test(`${file} has a word for every event that a route makes`, () => {
    const text = readFileSync(new URL(file, page), 'utf8');
    const missing = WRITES.map(({ type }) => type).filter(
      (type) => !text.includes(`'${type}':`) && !text.includes(`    ${type}:`),
    );
    assert.deepEqual(missing, []);
  });

  test(`${file} has a word for everything that can happen to points`, () => {
    const text = readFileSync(new URL(file, page), 'utf8');
    const moves = text.slice(text.indexOf('moves: {'), text.indexOf('colon:'));
    // What is earned is told by its rules.
    const told = [...GIVES, ...TAKES].filter((what) => what !== 'earned');
    assert.deepEqual(
      told.filter((what) => !moves.includes(`    ${what}:`)),
      [],
    );
  });
}
