// Goal: what is sealed opens for its owner and field only, and no bit of it can be changed.
import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import fc from 'fast-check';
import { StartFailure } from '../start-failure.ts';
import { fileKeys } from './file-keys.ts';
import { givenKeys } from './given-keys.ts';
import { namedKey } from './key-store.ts';
import { Vault, type VaultKeys, VaultKeyUnknown } from './vault.ts';

const folder = mkdtempSync(join(tmpdir(), 'hachi-vault-'));
after(() => rmSync(folder, { recursive: true, force: true }));

function vaultWith(...seeds: number[]): Vault {
  const named = seeds.map((seed) => namedKey(new Uint8Array(32).fill(seed)));
  const known: VaultKeys = {
    keys: new Map(named.map((one) => [one.id, one])),
    current: named[0]!,
    secret: new Uint8Array(32).fill(9),
  };
  return new Vault(known, async () => known);
}

const vault = vaultWith(1);

test('any text opens as it was sealed', () => {
  const { key } = vault.newKey('member 1');
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (text) => {
      assert.equal(key.open('name', key.seal('name', text)), text);
    }),
  );
});

test('another owner, field, key or a changed bit opens nothing', () => {
  const stored = vault.newKey('member 1');
  const sealed = stored.key.seal('name', 'Hachikō');
  assert.throws(() => stored.key.open('phone', sealed));
  assert.throws(() => vault.openKey('member 2', stored));
  assert.throws(() => vault.newKey('member 1').key.open('name', sealed));
  for (let bit = 0; bit < sealed.length * 8; bit++) {
    const changed = Buffer.from(sealed);
    changed[bit >> 3]! ^= 1 << (bit & 7);
    assert.throws(() => stored.key.open('name', changed), `bit ${bit}`);
  }
});

test('the same text sealed twice looks different, its blind the same in every process', () => {
  const { key } = vault.newKey('member 1');
  assert.notDeepEqual(key.seal('name', 'A'), key.seal('name', 'A'));
  assert.deepEqual(vault.blind('phone', '+1'), vaultWith(2, 1).blind('phone', '+1'));
  assert.notDeepEqual(vault.blind('phone', '+1'), vault.blind('card', '+1'));
});

test('a data key is wrapped anew without a change to what it seals', () => {
  const stored = vault.newKey('member 1');
  const sealed = stored.key.seal('name', 'A');
  const moved = vaultWith(2, 1).wrapAgain('member 1', stored);
  assert.equal(vaultWith(2).openKey('member 1', moved).open('name', sealed), 'A');
  assert.throws(() => vault.openKey('member 1', moved), VaultKeyUnknown);
});

test('the file of keys is its owner only, and keeps what it is told', async () => {
  const store = fileKeys(join(folder, 'data'));
  assert.deepEqual(await store.read(), []);
  const [a, b] = [Buffer.alloc(32, 1), Buffer.alloc(32, 2)];
  await store.add?.(a);
  await store.add?.(b);
  assert.deepEqual(await store.read(), [b, a]);
  await store.keepOnly?.([b]);
  const file = join(folder, 'data', 'vault.keys');
  assert.equal(statSync(file).mode & 0o777, 0o600);
  assert.doesNotMatch(readFileSync(file, 'utf8'), new RegExp(a.toString('base64').slice(0, 20)));
});

test('a setting that is no key is refused without being repeated', async () => {
  const [one, two] = [Buffer.alloc(32, 1), Buffer.alloc(32, 2)];
  const both = `${one.toString('base64')}, ${two.toString('hex')}`;
  assert.deepEqual(await givenKeys(both).read(), [one, two]);
  assert.throws(
    () => givenKeys('c2hvcnQ='),
    (error: StartFailure) => {
      assert.ok(error instanceof StartFailure && error.code === 'vault_key_unreadable');
      assert.doesNotMatch(error.message + error.fix, /c2hvcnQ=/);
      return true;
    },
  );
});
