/** Goal: names, passwords, recovery codes and groups are read in one way, and weak ones refused. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { readGroupRoles, rolesOfGroups } from './group-roles.ts';
import { passwordProblem } from './password-rules.ts';
import { RECOVERY_BYTES, readRecoveryCode, recoveryCode } from './recovery-code.ts';
import { signInName } from './sign-in-name.ts';

test('an e-mail has one form', () => {
  assert.equal(signInName(' Mei.Lin@Harvest.Example '), 'mei.lin@harvest.example');
  assert.equal(signInName('ｍｅｉ@harvest.example'), 'mei@harvest.example');
  for (const wrong of ['', 'mei', '@x', 'a@', 'a b@c', 'a@b@c', `${'x'.repeat(300)}@y`]) {
    assert.equal(signInName(wrong), null);
  }
});

test('its form has itself as its form', () => {
  fc.assert(
    fc.property(fc.emailAddress(), (email) => {
      const name = signInName(email);
      if (name !== null) assert.equal(signInName(name), name);
    }),
  );
});

test('a weak password is refused without being repeated', () => {
  const of = (password: string) => passwordProblem(password, 'mei.lin@harvest.example', 'Mei Lin');
  assert.equal(of('seven brown dogs wait'), null);
  assert.equal(of('忠犬八公在车站等了很多年呢'), null);
  for (const weak of [
    'short',
    'aaaaaaaaaaaaaaaa',
    'Password1234!',
    'mei.linMeiLin12',
    'x'.repeat(201),
  ]) {
    const problem = of(weak);
    assert.equal(problem?.code, 'password_weak', weak);
    assert.ok(!JSON.stringify(problem).includes(weak));
  }
});

test('a recovery code can be typed with or without its dashes, large or small', () => {
  const random = Uint8Array.from({ length: RECOVERY_BYTES }, (_, index) => index * 17);
  const code = recoveryCode(random);
  assert.match(code, /^[a-z2-9]{4}(-[a-z2-9]{4}){3}$/);
  assert.equal(readRecoveryCode(` ${code.toUpperCase()} `), readRecoveryCode(code));
});

test('groups bring roles; unknown ones bring none', () => {
  const roles = readGroupRoles('loyalty=operations, loyalty=marketing,it=data,a=b=clerk');
  assert.deepEqual(rolesOfGroups(['loyalty', 'it', 'other', 7], roles), [
    'data',
    'marketing',
    'operations',
  ]);
  assert.deepEqual(rolesOfGroups('a=b', roles), ['clerk']);
  assert.deepEqual(rolesOfGroups(undefined, roles), []);
  assert.throws(() => readGroupRoles('loyalty'), /group=role/);
});
