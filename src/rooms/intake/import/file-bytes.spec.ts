import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { finished } from 'node:stream/promises';
import { after, test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { openBytes } from './file-bytes.ts';

const folder = mkdtempSync(join(tmpdir(), 'hachi-bytes-'));
after(() => rmSync(folder, { recursive: true, force: true }));

test('a broken file that fails before its reader listens still tells its reader', async () => {
  const file = join(folder, 'cut.csv.gz');
  writeFileSync(file, gzipSync('card,total\n'.repeat(100)).subarray(0, 30));
  for (const encoding of ['utf-8', 'gb18030']) {
    const bytes = await openBytes(file, encoding);
    await finished(bytes).catch(() => {});
    await assert.rejects(async () => {
      for await (const _ of bytes) assert.fail('there is nothing to read');
    }, /unexpected end of file/);
  }
});
