import { readFile } from 'node:fs/promises';
import { text as readAll } from 'node:stream/consumers';
import type { Problem } from '../kernel/problem.ts';
import { type Command, type CommandContext, EXIT, UsageMistake } from './command.ts';

/** `plan` found differences; scripts tell it from "nothing to do" by this. */
const DIFFERENCES = 4;

const USAGE = 'See: hachi program --help';

/** `hachi program …`: the program as a file, like infrastructure code. */
export const program: Command = {
  name: 'program',
  summary: 'check, compare, publish the program document, and tell its history',
  usage: 'validate FILE | plan FILE | propose FILE | apply FILE | history',
  takesWords: true,
  exitCodes: {
    0: 'valid; no difference; published or unchanged',
    1: 'refused: what is wrong is printed, nothing was changed',
    [DIFFERENCES]: 'plan: there are differences',
  },
  options: {
    note: { type: 'string', help: 'propose, apply: why, for the history' },
    reason: { type: 'string', help: 'apply: why without approvals, once there are operators' },
    'effective-from': { type: 'string', help: 'propose, apply: an ISO 8601 moment (default now)' },
    'expect-version': { type: 'string', help: 'apply: refuse when another one is the newest' },
    'dry-run': { type: 'boolean', help: 'apply: say what would be, change nothing' },
    limit: { type: 'string', help: 'history: how many versions (default 20)' },
  },
  run(context) {
    const [action, file, ...rest] = context.words;
    const run = ACTIONS[action ?? ''];
    if (!run) {
      const known = Object.keys(ACTIONS).join(', ');
      throw new UsageMistake(`hachi program needs one of: ${known}.`, USAGE);
    }
    if (rest.length > 0) throw new UsageMistake(`"${rest[0]}" is one word too many.`, USAGE);
    return run(context, file);
  },
};

type Action = (context: CommandContext, file: string | undefined) => Promise<number>;

const ACTIONS: Readonly<Record<string, Action>> = { validate, plan, propose, apply, history };

interface ChangeLine {
  readonly text: string;
  readonly power: string;
}

async function validate(context: CommandContext, file: string | undefined): Promise<number> {
  const source = await read(file);
  const api = await context.api();
  const answer = (await api.request('POST', '/v1/program/validate', source)) as {
    valid: boolean;
    problems: Problem[];
  };
  const lines = answer.problems.map(
    ({ path, code, detail, fix }) => `${path || '/'} ${detail} [${code}]\n  ${fix}`,
  );
  const text = answer.valid ? 'The program is valid.' : lines.join('\n');
  context.print(text, answer);
  return answer.valid ? EXIT.ok : EXIT.refused;
}

async function plan(context: CommandContext, file: string | undefined): Promise<number> {
  const source = await read(file);
  const api = await context.api();
  const answer = (await api.request('POST', '/v1/program/plan', source)) as {
    version: number;
    changes: ChangeLine[];
  };
  const { version, changes } = answer;
  const against = version === 0 ? 'There is no program yet.' : `Against version ${version}:`;
  const text = changes.length > 0 ? `${against}\n${listed(changes)}` : 'There is no difference.';
  context.print(text, answer);
  return changes.length > 0 ? DIFFERENCES : EXIT.ok;
}

/** For a pipeline: it holds a key that may propose; people approve. */
async function propose(context: CommandContext, file: string | undefined): Promise<number> {
  const { note, 'effective-from': effectiveFrom } = context.flags;
  const source = await read(file);
  const api = await context.api();
  const body = { ...source, note, effectiveFrom };
  const answer = (await api.request('POST', '/v1/program/proposals', body)) as {
    id: number;
    needs: string[];
    changes: ChangeLine[];
  };
  const { id, needs, changes } = answer;
  const waits = `Proposal ${id} waits for the approval of ${needs.join(' and ')}.`;
  context.print(`${listed(changes)}\n${waits}`, answer);
  return EXIT.ok;
}

async function apply(context: CommandContext, file: string | undefined): Promise<number> {
  const { note, reason, 'effective-from': effectiveFrom, 'dry-run': dryRun } = context.flags;
  const source = await read(file);
  const expectVersion = wholeNumber(context, 'expect-version');
  const api = await context.api();
  const body = { ...source, note, reason, effectiveFrom, expectVersion, dryRun };
  const answer = (await api.request('PUT', '/v1/program', body)) as {
    outcome: 'published' | 'unchanged';
    dryRun: boolean;
    version: number;
    effectiveFrom: string | null;
    changes: ChangeLine[];
  };
  const { version, changes } = answer;
  const from = answer.effectiveFrom ? `from ${answer.effectiveFrom}` : 'since ever';
  const what = answer.dryRun ? 'would be published' : 'published';
  const text =
    answer.outcome === 'unchanged'
      ? `Version ${version} says the same; nothing to publish.`
      : `${listed(changes)}\nVersion ${version} ${what}, in force ${from}.`;
  context.print(text, answer);
  return EXIT.ok;
}

async function history(context: CommandContext, file: string | undefined): Promise<number> {
  if (file !== undefined) throw new UsageMistake(`"${file}" is one word too many.`, USAGE);
  const limit = wholeNumber(context, 'limit') ?? 20;
  const api = await context.api();
  const answer = (await api.request('GET', `/v1/program/history?limit=${limit}`)) as {
    versions: {
      version: number;
      effectiveFrom: string | null;
      publishedAt: string;
      publishedBy: string | null;
      note: string | null;
      changes: ChangeLine[];
    }[];
  };
  const lines = answer.versions.map((one) => {
    const by = one.publishedBy ? ` by ${one.publishedBy}` : '';
    const note = one.note ? `: ${one.note}` : '';
    const from = one.effectiveFrom ? `from ${one.effectiveFrom}` : 'since ever';
    const title = `Version ${one.version}, in force ${from}, published ${one.publishedAt}${by}`;
    return `${title}${note}\n${listed(one.changes)}`;
  });
  context.print(lines.join('\n') || 'No program has been published yet.', answer);
  return EXIT.ok;
}

function listed(changes: readonly ChangeLine[]): string {
  return changes.map(({ text, power }) => `  ${text} (${power})`).join('\n');
}

/** The document as the hub takes it; `-` is what comes in on stdin. */
async function read(file: string | undefined): Promise<{ text: string; format: string }> {
  if (file === undefined) throw new UsageMistake('Which file?', USAGE);
  const format = file.endsWith('.json') ? 'json' : 'yaml';
  if (file === '-') return { text: await readAll(process.stdin), format };
  try {
    return { text: await readFile(file, 'utf8'), format };
  } catch {
    throw new UsageMistake(`The file ${file} cannot be read.`, 'Check its name and its rights.');
  }
}

function wholeNumber(context: CommandContext, flag: string): number | undefined {
  const given = context.flags[flag];
  if (given === undefined) return undefined;
  if (typeof given === 'string' && /^\d{1,9}$/.test(given)) return Number(given);
  throw new UsageMistake(`--${flag} ${String(given)} is not a whole number.`, USAGE);
}
