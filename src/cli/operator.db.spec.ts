/** Goal: who holds the administrator's key adds, lists and disables operators by the command. */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { type TestHub, testHub } from '../../test/hub.ts';

const program = fileURLToPath(new URL('../../bin/hachi.ts', import.meta.url));
const EMAIL = 'mei@harvest.example';

let hub: TestHub;
before(async () => {
  hub = await testHub();
});
after(() => hub?.stop());

async function operator(...words: string[]) {
  const where = ['--url', hub.url, '--key', 'hk_test_0123456789abcdef'];
  const child = spawn(process.execPath, [program, 'operator', ...words, ...where], {
    stdio: 'pipe',
  });
  const [out, errors, code] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    new Promise((done) => child.once('close', done)),
  ]);
  return { out, errors, code };
}

test('add prints the token alone; list and disable say how things stand', async () => {
  const added = await operator('add', EMAIL, '--name', 'Mei Lin', '--role', 'data,auditor');
  assert.equal(added.code, 0, added.errors);
  assert.match(added.out, /^[\w-]{43}\n$/);
  const list = await operator('list');
  const row = `${EMAIL}  Mei Lin: invited; auditor data; no second factor\n`;
  assert.equal(list.out, row);
  const link = await operator('link', 'MEI@harvest.example', '--json');
  assert.notEqual(JSON.parse(link.out).token, added.out.trim());
  const disabled = await operator('disable', EMAIL);
  assert.match(disabled.out, /: disabled; /);
});

test('what cannot be is refused in words', async () => {
  const again = await operator('add', EMAIL, '--name', 'Mei', '--role', 'data');
  assert.equal(again.code, 1);
  assert.match(again.errors, /signs in with this e-mail already/);
  const king = await operator('add', 'king@harvest.example', '--name', 'K', '--role', 'king');
  assert.equal(king.code, 1);
  assert.match(king.errors, /no such role/);
  const nobody = await operator('unlock', 'nobody@harvest.example');
  assert.equal(nobody.code, 2);
  assert.match(nobody.errors, /Nobody signs in as/);
});
