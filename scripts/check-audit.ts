/**
 * Asks the registry what is known against the packages that a hub runs on. Exit code 1: something
 * high or critical; 2: nobody could be asked, which only `--must-ask` takes for a failure.
 */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { readAudit, stopping, withoutIntegrity } from './audit-report.ts';

const TIMEOUT_MS = 60_000;
const folder = new URL('..', import.meta.url);

function main(): number {
  const bare = withoutIntegrity(readFileSync(new URL('package-lock.json', folder), 'utf8'));
  for (const path of bare) process.stderr.write(`${path} has no sha512 in package-lock.json\n`);
  const { stdout } = spawnSync('npm', ['audit', '--json', '--omit=dev'], {
    cwd: folder,
    encoding: 'utf8',
    timeout: TIMEOUT_MS,
  });
  const found = readAudit(stdout ?? '');
  if (!found) {
    process.stderr.write('The registry answers no questions about advisories.\n');
    return process.argv.includes('--must-ask') ? 2 : Number(bare.length > 0);
  }
  for (const { name, severity, title } of found) {
    process.stdout.write(`${severity}  ${name}: ${title}\n`);
  }
  process.stdout.write(`${found.length} advisories, ${stopping(found).length} high or critical\n`);
  return Number(stopping(found).length + bare.length > 0);
}

process.exitCode = main();
