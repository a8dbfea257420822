import { readFileSync } from 'node:fs';
import { relative, resolve } from 'node:path';
import { type Hub, startHub } from '../app.ts';
import { systemClock } from '../platform/clock.ts';
import { flagOf } from '../platform/config.ts';
import { configSchema } from '../platform/config-schema.ts';
import { writeHubNote } from '../platform/hub-note.ts';
import { openLog } from '../platform/log.ts';
import type { Command, OptionText } from './command.ts';
import { watchDemo } from './serve-demo.ts';

/** `hachi serve`: runs a hub until Ctrl-C. */
export const serve: Command = {
  name: 'serve',
  summary: 'run a hub',
  usage: '[--data DIR] [--port N] [--no-demo]',
  exitCodes: { 3: 'the port is taken, the data folder in use, the database out of reach, …' },
  options: configOptions(),
  run: async (context) => {
    const config = context.config();
    const log = openLog(config.logLevel);
    const signalled = untilSignal();
    const hub = await startHub({ config, log, clock: systemClock });
    const removeNote = writeHubNote(config.data, hub.url);
    context.print(greeting(hub), { url: hub.url, keyFile: hub.keyFile, pid: process.pid });
    const endWatching = hub.demo && watchDemo(hub.demo, log, process.stderr);
    const signal = await signalled;
    endWatching?.();
    log.info({ signal }, 'stopping');
    removeNote();
    await hub.stop();
    return 0;
  },
};

/** Every setting is a flag of `serve`. */
function configOptions(): Record<string, OptionText> {
  const fields = Object.entries(configSchema.properties) as unknown as [string, FieldText][];
  return Object.fromEntries(
    fields.map(([name, { type, description, default: usual }]) => [
      flagOf(name),
      {
        type: type === 'boolean' ? ('boolean' as const) : ('string' as const),
        help: usual === undefined ? description : `${description} (default ${usual})`,
      },
    ]),
  );
}

interface FieldText {
  type?: string;
  description: string;
  default?: unknown;
}

function greeting({ url, keyFile, demo }: Hub): string {
  const file = keyFile === undefined ? undefined : shortest(keyFile);
  const key = file === undefined ? '$HACHI_ADMIN_KEY' : `$(cat ${file})`;
  return [
    `Hachi serves at ${url}`,
    '',
    `  status     ${url}/${keyFile === undefined ? '' : keyFragment(keyFile)}`,
    `  reference  ${url}/docs  (any user name; the key is the password)`,
    `  openapi    ${url}/openapi.json`,
    '',
    `Sign in with the key in ${file ?? 'HACHI_ADMIN_KEY'}, for example`,
    `  curl -H "authorization: Bearer ${key}" ${url}/openapi.json`,
    '',
    ...(demo ? ['The demo retailer is being loaded; the status page shows how far it is.'] : []),
    'Ctrl-C stops it.',
  ].join('\n');
}

/** Signs the browser in. What stands behind # stays in the browser and goes to no server. */
function keyFragment(keyFile: string): string {
  return process.stdout.isTTY ? `#key=${readFileSync(keyFile, 'utf8').trim()}` : '';
}

function shortest(file: string): string {
  const near = relative('.', file);
  return near.startsWith('..') ? resolve(file) : near;
}

/** The first signal asks for a stop; a second one does not wait for it. */
function untilSignal(): Promise<string> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) {
      process.once(signal, () => {
        for (const again of ['SIGINT', 'SIGTERM'] as const) {
          process.once(again, () => process.exit(130));
        }
        resolve(signal);
      });
    }
  });
}
