import { nearestName } from '../kernel/nearest-name.ts';
import { ConfigMistakes, environment, readConfig } from '../platform/config.ts';
import { StartFailure } from '../platform/start-failure.ts';
import { type Command, type CommandContext, EXIT, UsageMistake } from './command.ts';
import { type CommandLine, readCommandLine } from './command-line.ts';
import { commands } from './commands.ts';
import { commandHelp, overview } from './help.ts';
import { type ApiClient, ApiRefusal, openApi } from './http-client.ts';

/** Runs one command line and returns its exit code. Every failure is a sentence, never a stack. */
export async function main(args: readonly string[]): Promise<number> {
  const json = args.includes('--json');
  try {
    const [name, ...rest] = args;
    if (name === undefined || name === '--help' || name === '-h' || name === 'help') {
      const asked = commands.find((command) => command.name === rest[0]);
      process.stdout.write(`${asked ? commandHelp(asked) : overview(commands)}\n`);
      return name === undefined ? EXIT.usage : EXIT.ok;
    }
    const command = findCommand(name);
    const line = readCommandLine(command, rest);
    if (line.flags.help) {
      process.stdout.write(`${commandHelp(command)}\n`);
      return EXIT.ok;
    }
    return await runCommand(command, line);
  } catch (error) {
    return tell(error, json);
  }
}

function findCommand(name: string): Command {
  const found = commands.find((command) => command.name === name);
  if (found) return found;
  const names = commands.map((command) => command.name);
  const meant = nearestName(name, names);
  throw new UsageMistake(
    `There is no command "${name}".`,
    meant ? `Did you mean: hachi ${meant}` : `Commands: ${names.join(', ')}`,
  );
}

async function runCommand(command: Command, { words, flags }: CommandLine): Promise<number> {
  const json = flags.json === true;
  const quiet = json || flags.quiet === true || !process.stdout.isTTY;
  let client: ApiClient | undefined;
  const context: CommandContext = {
    words,
    flags,
    json,
    quiet,
    config: () => readConfig(environment(), flags),
    print: (text, value) => {
      process.stdout.write(`${json ? JSON.stringify(value ?? text) : text}\n`);
    },
    say: (text) => {
      if (!quiet) process.stderr.write(`${text}\n`);
    },
    api: async () => {
      client ??= await openApi(context.config(), flags);
      return client;
    },
  };
  try {
    return (await command.run(context)) ?? EXIT.ok;
  } finally {
    await client?.close();
  }
}

/** Prints what went wrong and what to do; with `--json` as an object. */
function tell(error: unknown, json: boolean): number {
  const { exit, problems } = described(error);
  const text = json
    ? JSON.stringify({ problems })
    : problems
        .map(({ path, detail, fix }) => `${path ? `${path} ` : ''}${detail}\n  ${fix}`)
        .join('\n');
  process.stderr.write(`${text}\n`);
  return exit;
}

function described(error: unknown) {
  if (error instanceof ConfigMistakes) return { exit: EXIT.usage, problems: error.problems };
  if (error instanceof ApiRefusal) return { exit: EXIT.refused, problems: error.problems };
  const problem = (code: string, detail: string, fix: string) => [{ code, path: '', detail, fix }];
  if (error instanceof UsageMistake) {
    return { exit: EXIT.usage, problems: problem('usage', error.message, error.fix) };
  }
  if (error instanceof StartFailure) {
    return { exit: EXIT.unreachable, problems: problem(error.code, error.message, error.fix) };
  }
  const message = error instanceof Error ? error.message : String(error);
  const fix = 'This is a mistake of Hachi; please report it with what you typed.';
  return { exit: EXIT.refused, problems: problem('internal_error', message, fix) };
}
