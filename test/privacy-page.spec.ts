/** Goal: the page on privacy names a place for what it claims, or says who else must do it. */
import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { test } from 'node:test';

const page = new URL('../docs/reference/privacy.md', import.meta.url);
const rows = readFileSync(page, 'utf8')
  .split('\n')
  .filter((line) => /^\| \d/.test(line))
  .map((line) => line.split('|').map((cell) => cell.trim()));

test('every article has a place in the source, or is left to the retailer', () => {
  assert.ok(rows.length >= 35, `${rows.length} rows`);
  for (const [, article, , where = '', left = ''] of rows) {
    const links = [...where.matchAll(/\]\((\.\.\/\.\.\/src\/[^)]+)\)/g)].map((one) => one[1] ?? '');
    if (where === '–') assert.ok(left.length > 1, `${article}: nobody does it`);
    else assert.ok(links.length > 0, `${article}: say where`);
    for (const link of links) assert.ok(existsSync(new URL(link, page)), `${article}: ${link}`);
  }
});

test('the articles that people use against us most are there', () => {
  const text = rows.map(([, article]) => article).join(', ');
  for (const one of ['7 (3)', '15', '16', '17', '20', '25', '32', '45', '47', '50', '51']) {
    assert.match(text, new RegExp(`(^|[ ,])${one.replace(/[()]/g, '\\$&')}(,|$| to)`), one);
  }
});
