import type { ParseArgsOptionsConfig } from 'node:util';
import type { Config } from '../platform/config.ts';
import type { ApiClient } from './http-client.ts';

/** What every command may rely on. */
export interface CommandContext {
  /** The words after the command's name. */
  words: readonly string[];
  /** The values of the command's own options and of the global ones. */
  flags: Readonly<Record<string, string | boolean | undefined>>;
  /** Settings of the hub, read when first asked for. */
  config(): Config;
  /** `--json`: print one JSON value and nothing else. */
  json: boolean;
  /** No bars and no talk: the output is piped, or `--quiet` was given. */
  quiet: boolean;
  /** Prints to stdout: the value with `--json`, the text otherwise. */
  print(text: string, value?: unknown): void;
  /** Talks to the person on stderr, unless quiet. */
  say(text: string): void;
  /** The hub that `--url` or the data folder names; it is let go after the command. */
  api(): Promise<ApiClient>;
}

/** One command: what `hachi help` shows, and what it does. */
export interface Command {
  name: string;
  /** One line for the list of commands. */
  summary: string;
  /** What follows `hachi NAME`, like `FILE --map MAPPING`. */
  usage: string;
  /** Every exit code beside the global ones and what it means. */
  exitCodes?: Readonly<Record<number, string>>;
  options?: Readonly<Record<string, OptionText>>;
  /** Whether words may follow the name; without it they are an error. */
  takesWords?: boolean;
  /** @returns the exit code; nothing means 0. */
  run(context: CommandContext): Promise<number | undefined>;
}

/** An option of `node:util` parseArgs, with its line of help. */
export type OptionText = ParseArgsOptionsConfig[string] & { help: string };

/** Exit codes that mean the same for every command. */
export const EXIT = {
  ok: 0,
  /** The hub refused, or the command found what it looks for to be wrong. */
  refused: 1,
  /** The command line or the configuration is wrong. */
  usage: 2,
  /** The hub cannot be started or reached. */
  unreachable: 3,
} as const;

/** The person typed something that no command understands. */
export class UsageMistake extends Error {
  readonly fix: string;

  constructor(message: string, fix: string) {
    super(message);
    this.name = 'UsageMistake';
    this.fix = fix;
  }
}
