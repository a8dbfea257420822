import type { Command, OptionText } from './command.ts';
import { GLOBAL_OPTIONS } from './command-line.ts';

const EXIT_CODES = {
  0: 'done',
  1: 'refused, or something found wrong',
  2: 'the command line or the configuration is wrong',
  3: 'the hub cannot be started or reached',
};

/** What `hachi` alone and `hachi --help` show. */
export function overview(commands: readonly Command[]): string {
  const names = commands.map(({ name, summary }) => [name, summary] as const);
  return [
    'hachi, the open loyalty hub for retail chains',
    '',
    'hachi COMMAND [options]',
    ...columns(names),
    '',
    'hachi COMMAND --help tells more.',
  ].join('\n');
}

/** What `hachi COMMAND --help` shows. */
export function commandHelp(command: Command): string {
  return [
    `${command.name}: ${command.summary}`,
    '',
    `hachi ${command.name} ${command.usage}`.trimEnd(),
    '',
    'Options',
    ...columns(optionLines({ ...command.options, ...GLOBAL_OPTIONS })),
    '',
    'Exit codes',
    ...columns(Object.entries({ ...EXIT_CODES, ...command.exitCodes })),
  ].join('\n');
}

function optionLines(options: Readonly<Record<string, OptionText>>) {
  return Object.entries(options).map(([name, option]) => {
    const short = option.short ? `-${option.short}, ` : '';
    return [`${short}--${name}${option.type === 'string' ? ' …' : ''}`, option.help] as const;
  });
}

function columns(rows: readonly (readonly [string, string])[]): string[] {
  const width = Math.max(...rows.map(([left]) => left.length)) + 2;
  return rows.map(([left, right]) => `  ${left.padEnd(width)}${right}`);
}
