import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** The system user PostgreSQL runs as, when it may not run as us. */
export interface Account {
  name: string;
  uid: number;
  gid: number;
}

/**
 * PostgreSQL refuses to run as root. As root we lend it an account: `postgres` if the machine has
 * one, a new one if we can make it, else `nobody`. As anyone else it runs as ourselves: undefined.
 */
export function databaseAccount(): Account | undefined {
  if (process.getuid?.() !== 0) return undefined;
  return findAccount('postgres') ?? createAccount() ?? findAccount('nobody');
}

function createAccount(): Account | undefined {
  for (const [command, ...args] of [
    ['useradd', '--system', '--no-create-home', '--shell', '/usr/sbin/nologin', 'postgres'],
    ['adduser', '-S', '-D', '-H', 'postgres'],
  ]) {
    if (command && spawnSync(command, args, { stdio: 'ignore' }).status === 0) {
      return findAccount('postgres');
    }
  }
  return undefined;
}

function findAccount(name: string): Account | undefined {
  for (const line of readFileSync('/etc/passwd', 'utf8').split('\n')) {
    const [user, , uid, gid] = line.split(':');
    if (user === name) return { name, uid: Number(uid), gid: Number(gid) };
  }
  return undefined;
}

/** Spawn options that make a child run as `account`. */
export function runAs(account: Account | undefined): { uid?: number; gid?: number } {
  return account ? { uid: account.uid, gid: account.gid } : {};
}

/** Whether `account` can enter `folder`: every folder above it must let it through. */
export function canEnter(account: Account | undefined, folder: string): boolean {
  if (!account) return true;
  const probe = spawnSync('/bin/sh', ['-c', 'cd -- "$0"', folder], {
    ...runAs(account),
    cwd: '/',
    stdio: 'ignore',
  });
  return probe.status === 0;
}
