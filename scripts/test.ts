/** What `npm test` runs: the checks, then every test on one throw-away PostgreSQL, one summary. */
import { spawn } from 'node:child_process';
import { globSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { handOver, startTestServer } from '../test/server.ts';

interface Step {
  name: string;
  command: string;
  args: string[];
  environment?: Record<string, string>;
}

const root = fileURLToPath(new URL('..', import.meta.url));
// The tools must run on our Node, whatever the machine's own is.
const path = [join(root, 'node_modules', '.bin'), process.env.PATH].join(delimiter);
const tool = (name: string) => join(root, 'node_modules', '.bin', name);

const CHECKS: Step[] = [
  { name: 'types', command: tool('tsc'), args: ['--noEmit'] },
  { name: 'lint', command: tool('biome'), args: ['check', '--error-on-warnings', '.'] },
  {
    name: 'boundaries',
    command: tool('depcruise'),
    args: ['--config', '.dependency-cruiser.cjs', ...['bin', 'src', 'demo', 'bench', 'test']],
  },
  { name: 'unused', command: tool('knip'), args: [] },
];

const FILES = ['{src,test,demo,bench,scripts,docs}/**/*.spec.ts'];
const started = performance.now();
const failed: string[] = [];
for (const check of CHECKS) await runStep(check);
await runTests();
const seconds = Math.round((performance.now() - started) / 1000);
console.log(
  failed.length === 0
    ? `\nAll is well (${seconds} s)`
    : `\nFailed: ${failed.join(', ')} (${seconds} s)`,
);
process.exitCode = failed.length === 0 ? 0 : 1;

async function runTests(): Promise<void> {
  const server = await startTestServer();
  try {
    const files = globSync(FILES, { cwd: root }).sort();
    await runStep({
      name: `tests (${files.length} files)`,
      command: process.execPath,
      args: [
        '--test',
        '--test-timeout=180000',
        '--test-concurrency=2',
        '--test-reporter=dot',
        ...files,
      ],
      environment: handOver(server),
    });
  } finally {
    await server.stop();
  }
}

async function runStep(step: Step): Promise<void> {
  const begun = performance.now();
  const code = await runCommand(step);
  const took = `${((performance.now() - begun) / 1000).toFixed(1)} s`;
  console.log(`${code === 0 ? 'ok  ' : 'FAIL'} ${step.name} (${took})`);
  if (code !== 0) failed.push(step.name);
}

/** A check that passes says nothing; what it said is shown when it fails. */
function runCommand(step: Step): Promise<number> {
  return new Promise((resolve) => {
    const child = spawn(step.command, step.args, {
      cwd: root,
      env: { ...process.env, PATH: path, ...step.environment },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const said: Buffer[] = [];
    child.stdout.on('data', (data) => said.push(data));
    child.stderr.on('data', (data) => said.push(data));
    child.once('error', (error) => said.push(Buffer.from(String(error))));
    child.once('close', (code) => {
      if (code !== 0) process.stdout.write(Buffer.concat(said));
      resolve(code ?? 1);
    });
  });
}
