import { readFileSync, writeFileSync } from 'node:fs';
import { faultText, publishedFaults, readPublished } from './audit-text.ts';
import { type Command, type CommandContext, EXIT, UsageMistake } from './command.ts';
import type { ApiClient } from './http-client.ts';

const FAULTS = 5;
/** Faults that are printed; all are counted. */
const SHOWN = 50;

/** A finding as the hub tells it. */
export interface ToldFault {
  readonly code: string;
  readonly where: string;
  readonly no: number | null;
  readonly to: number | null;
}

/** A checkpoint as the hub tells it, and as a line of the exported file. */
export interface ToldCheckpoint {
  readonly no: number;
  readonly text: string;
  readonly hash: string;
}

interface VerifyAnswer {
  readonly faults: number;
  readonly first: readonly ToldFault[];
  readonly rows: number;
  readonly chains: number;
  readonly checkpoints: number;
  readonly warnings: readonly string[];
  readonly next: unknown;
}

/** `hachi audit`: checks the access log, and exports what was signed over it. */
export const audit: Command = {
  name: 'audit',
  summary: 'verify the access log, or export its signed checkpoints',
  usage: 'verify [--against FILE] | checkpoints [--out FILE]',
  exitCodes: {
    0: 'the log stands as it was written',
    [FAULTS]: 'rows were changed, removed, inserted or reordered; they are printed',
  },
  options: {
    against: { type: 'string', help: 'checkpoints that were exported before, to compare with' },
    out: { type: 'string', help: 'the file to write, a checkpoint to a line; stdout by default' },
  },
  takesWords: true,
  run: async (context) => {
    const [verb, more] = context.words;
    if (more !== undefined || (verb !== 'verify' && verb !== 'checkpoints')) {
      throw new UsageMistake('It is not said what to do with the log.', 'See: hachi audit --help');
    }
    const api = await context.api();
    return verb === 'verify' ? verifyLog(api, context) : exportCheckpoints(api, context);
  },
};

async function verifyLog(api: ApiClient, context: CommandContext): Promise<number> {
  const { against } = context.flags;
  const published = typeof against === 'string' ? readPublished(readText(against)) : [];
  const first: ToldFault[] = [];
  let faults = 0;
  let answer: VerifyAnswer;
  let cursor: unknown = null;
  do {
    answer = (await api.request('POST', '/v1/audit/verify', { cursor })) as VerifyAnswer;
    faults += answer.faults;
    first.push(...answer.first.slice(0, SHOWN - first.length));
    cursor = answer.next;
  } while (cursor);
  if (published.length > 0) {
    const differing = publishedFaults(published, await allCheckpoints(api));
    faults += differing.length;
    first.push(...differing.slice(0, SHOWN - first.length));
  }
  const { rows, chains, checkpoints, warnings } = answer;
  const noun = chains === 1 ? 'chain' : 'chains';
  const seen = `${rows.toLocaleString('en')} rows in ${chains} ${noun}`;
  const counts = `${seen}, ${checkpoints} checkpoints`;
  const verdict = faults === 0 ? 'as it was written' : `${faults} places are not as written`;
  const lines = [
    ...first.map(faultText),
    ...warnings.map((warning) => `warning: ${warning}`),
    `${counts}: ${verdict}.`,
  ];
  context.print(lines.join('\n'), { faults, first, rows, chains, checkpoints, warnings });
  return faults === 0 ? EXIT.ok : FAULTS;
}

/** Signs what has come since the last checkpoint, then writes all of them. */
async function exportCheckpoints(api: ApiClient, context: CommandContext): Promise<number> {
  let more = true;
  while (more) {
    ({ more } = (await api.request('POST', '/v1/audit/checkpoints', {})) as { more: boolean });
  }
  const all = await allCheckpoints(api);
  const text = all.map((one) => `${JSON.stringify(one)}\n`).join('');
  const { out } = context.flags;
  if (typeof out !== 'string') {
    process.stdout.write(text);
    return EXIT.ok;
  }
  writeFileSync(out, text);
  context.print(`${all.length} checkpoints in ${out}`, { checkpoints: all.length, file: out });
  return EXIT.ok;
}

async function allCheckpoints(api: ApiClient): Promise<ToldCheckpoint[]> {
  const all: ToldCheckpoint[] = [];
  let after: number | null = 0;
  while (after !== null) {
    const page = (await api.request('GET', `/v1/audit/checkpoints?after=${after}`)) as {
      key: unknown;
      checkpoints: ToldCheckpoint[];
      next: number | null;
    };
    all.push(...page.checkpoints.map((one) => ({ ...one, key: page.key })));
    after = page.next;
  }
  return all;
}

function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    throw new UsageMistake(`${file} cannot be read.`, 'Name the file that was exported.');
  }
}
