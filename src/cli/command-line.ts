import { type ParseArgsOptionsConfig, parseArgs } from 'node:util';
import { nearestName } from '../kernel/nearest-name.ts';
import { type Command, type OptionText, UsageMistake } from './command.ts';

/** Options that every command takes. */
export const GLOBAL_OPTIONS: Record<string, OptionText> = {
  data: { type: 'string', help: 'the data folder (default ./data)' },
  url: { type: 'string', help: 'a running hub, instead of a data folder' },
  key: { type: 'string', help: 'the key for --url (or HACHI_KEY)' },
  json: { type: 'boolean', help: 'print one JSON value' },
  quiet: { type: 'boolean', short: 'q', help: 'no bars and no talk' },
  help: { type: 'boolean', short: 'h', help: 'show this' },
};

export interface CommandLine {
  words: string[];
  flags: Record<string, string | boolean | undefined>;
}

/**
 * Reads what follows the command's name.
 * @throws {UsageMistake} naming the flag that was probably meant.
 */
export function readCommandLine(command: Command, args: readonly string[]): CommandLine {
  const texts = { ...GLOBAL_OPTIONS, ...command.options };
  const options = Object.fromEntries(
    Object.entries(texts).map(([name, { help: _help, ...option }]) => [name, option]),
  ) as ParseArgsOptionsConfig;
  try {
    const allowPositionals = true;
    const read = parseArgs({ args: [...args], options, allowPositionals, allowNegative: true });
    const word = read.positionals[0];
    if (word !== undefined && !command.takesWords) {
      throw new UsageMistake(`"${word}" is one word too many.`, help(command));
    }
    return { words: read.positionals, flags: read.values as CommandLine['flags'] };
  } catch (error) {
    if (error instanceof UsageMistake) throw error;
    throw explained(error as Error, Object.keys(texts), command);
  }
}

function explained(error: Error, names: string[], command: Command): UsageMistake {
  const unknown = /Unknown option '(--?[^']+)'/.exec(error.message)?.[1];
  if (unknown === undefined) {
    return new UsageMistake(error.message.split('. ')[0] ?? error.message, help(command));
  }
  const meant = nearestName(unknown.replace(/^--?(no-)?/, ''), names);
  const fix = meant ? `Did you mean --${meant}? ${help(command)}` : help(command);
  return new UsageMistake(`There is no option ${unknown}.`, fix);
}

function help(command: Command): string {
  return `See: hachi ${command.name} --help`;
}
