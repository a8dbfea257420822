import { accessSync, constants } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { Rejection } from '../kernel/problem.ts';
import { Zone } from '../kernel/time.ts';
import { systemClock } from '../platform/clock.ts';
import type { EventSettings } from '../rooms/events/index.ts';
import {
  ImportFailure,
  type ImportRequest,
  type ImportSummary,
  loadMapping,
  presetNames,
  runImport,
} from '../rooms/intake/index.ts';
import { type Command, type CommandContext, EXIT, UsageMistake } from './command.ts';
import { type ApiClient, ApiRefusal } from './http-client.ts';
import { dryDelivery, hubDelivery } from './import-delivery.ts';
import { ProgressLine } from './import-progress.ts';

const SOME_REJECTED = 4;

/** `hachi import`: CSV files of members, products, purchases, returns, or any events. */
export const importFile: Command = {
  name: 'import',
  summary: 'import a CSV file (.gz too) of members, products, purchases, returns, events',
  usage: 'FILE --map MAPPING [--dry-run]',
  takesWords: true,
  exitCodes: {
    0: 'every row is in, now or since an earlier import',
    1: 'failed or stopped; the same command goes on where it was',
    [SOME_REJECTED]: 'done, but some rows were rejected; they are in a file beside it',
  },
  options: {
    map: {
      type: 'string',
      help: `a mapping file, or a preset: ${presetNames().join(', ')} (docs/guides/import.md)`,
    },
    zone: {
      type: 'string',
      help: "time zone of bare dates (default the mapping's, the program's)",
    },
    rejects: {
      type: 'string',
      help: 'where rejected rows go (default beside FILE: sales.rejected.csv)',
    },
    'dry-run': { type: 'boolean', help: 'read, map and check every row; change nothing' },
  },
  run: async (context) => {
    const file = fileOf(context);
    const api = await context.api();
    const settings = await eventSettings(api);
    const request = await importRequest(context, file, api, settings);
    const bar = showsBar(context) ? new ProgressLine(process.stderr, systemClock) : null;
    const stop = new AbortController();
    const onSignal = (): void => stop.abort();
    process.once('SIGINT', onSignal);
    process.once('SIGTERM', onSignal);
    try {
      const summary = await runImport({
        ...request,
        signal: stop.signal,
        onProgress: (progress) => bar?.draw(progress),
      });
      bar?.clear();
      context.print(summaryText(summary, context.flags['dry-run'] === true), summary);
      if (summary.stopped) return EXIT.refused;
      return summary.rejects === null ? EXIT.ok : SOME_REJECTED;
    } catch (error) {
      bar?.clear();
      throw told(error);
    } finally {
      process.off('SIGINT', onSignal);
      process.off('SIGTERM', onSignal);
    }
  },
};

function fileOf(context: CommandContext): string {
  const [file, more] = context.words;
  const help = 'See: hachi import --help';
  if (file === undefined) throw new UsageMistake('No file is named.', help);
  if (more !== undefined) throw new UsageMistake(`"${more}" is one word too many.`, help);
  if (typeof context.flags.map !== 'string') {
    const fix = `Add --map with a mapping file or one of: ${presetNames().join(', ')}.`;
    throw new UsageMistake('It is not said how the file is to be read.', fix);
  }
  return file;
}

async function importRequest(
  context: CommandContext,
  file: string,
  api: ApiClient,
  settings: EventSettings,
): Promise<ImportRequest> {
  const { map, zone, rejects, url } = context.flags;
  const dryRun = context.flags['dry-run'] === true;
  const beside = placeBeside(file);
  const mapping = await loadMapping(String(map)).catch((error: unknown) => {
    throw told(error);
  });
  return {
    file,
    mapping: typeof zone === 'string' ? { ...mapping, zone: zoneOf(zone).name } : mapping,
    zone: settings.zone,
    delivery: dryRun ? dryDelivery(api, settings) : hubDelivery(api),
    hub: typeof url === 'string' ? url : resolve(context.config().data),
    checkpointPath: dryRun ? null : `${beside}.hachi-import.json`,
    rejectsPath: typeof rejects === 'string' ? rejects : `${beside}.rejected.csv`,
    clock: systemClock,
  };
}

/** Beside the file, or here when its folder cannot be written to. */
function placeBeside(file: string): string {
  const name = basename(file)
    .replace(/\.gz$/, '')
    .replace(/\.csv$/, '');
  try {
    accessSync(dirname(resolve(file)), constants.W_OK);
    return join(dirname(file), name);
  } catch {
    return name;
  }
}

function zoneOf(name: string): Zone {
  try {
    return new Zone(name);
  } catch {
    const fix = 'Name an IANA time zone, such as Asia/Shanghai.';
    throw new UsageMistake(`"${name}" is not a time zone.`, fix);
  }
}

interface ProgramHead {
  readonly timezone: string;
  readonly currency: string;
  readonly intake?: { readonly identify?: readonly string[]; readonly country?: string };
}

/** How the hub in question reads events, from its program. */
async function eventSettings(api: ApiClient): Promise<EventSettings> {
  const { document } = (await api.request('GET', '/v1/program')) as { document: ProgramHead };
  const { identify, country } = document.intake ?? {};
  return {
    zone: new Zone(document.timezone),
    currency: document.currency,
    identify: identify ?? ['card', 'phone', 'email', 'app'],
    ...(country === undefined ? {} : { defaultCountry: country }),
    receivedAt: systemClock.now(),
  };
}

function showsBar(context: CommandContext): boolean {
  return !context.quiet && process.stderr.isTTY === true;
}

function summaryText(summary: ImportSummary, dryRun: boolean): string {
  const count = (value: number): string => value.toLocaleString('en-US');
  const lines = [
    `${count(summary.rows)} rows in ${summary.seconds.toFixed(1)} s ` +
      `(${count(summary.perSecond)} a second)`,
    `  ${dryRun ? 'good      ' : 'accepted  '} ${count(summary.accepted)}`,
    `  duplicates ${count(summary.duplicates)}`,
    `  refused    ${count(summary.refused)}`,
  ];
  if (summary.skipped > 0) lines.push(`  skipped    ${count(summary.skipped)}`);
  const cleaned = Object.entries(summary.cleaned);
  for (const [field, times] of cleaned) lines.push(`  cleaned    ${count(times)} × ${field}`);
  if (summary.rejects !== null) lines.push(`Rejected rows, with reasons: ${summary.rejects}`);
  if (summary.stopped) lines.push('Stopped before the end; the same command goes on.');
  if (dryRun) lines.push('Nothing was changed (dry run).');
  return lines.join('\n');
}

/** Puts a failure of the import into the words that every command fails with. */
function told(error: unknown): unknown {
  if (error instanceof Rejection) return new ApiRefusal(error.status, error.problems);
  if (!(error instanceof ImportFailure)) return error;
  const problem = { code: error.code, path: '', detail: error.message, fix: error.fix };
  return new ApiRefusal(422, [problem]);
}
