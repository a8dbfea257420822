import { existsSync, readFileSync } from 'node:fs';
import { startHub } from '../app.ts';
import type { Problem } from '../kernel/problem.ts';
import { systemClock } from '../platform/clock.ts';
import { type Config, environment } from '../platform/config.ts';
import { adminKeyFile } from '../platform/http/admin-key.ts';
import { runningHub } from '../platform/hub-note.ts';
import { openLog } from '../platform/log.ts';
import { StartFailure } from '../platform/start-failure.ts';

type Flags = Readonly<Record<string, string | boolean | undefined>>;

/** A hub to talk to. */
export interface ApiClient {
  url: string;
  key: string;
  /**
   * Asks the hub and returns the JSON of its answer.
   * @throws {ApiRefusal} with the hub's problems when it says no.
   */
  request(method: string, path: string, body?: unknown, headers?: Headers): Promise<unknown>;
  close(): Promise<void>;
}

type Headers = Record<string, string>;

/** The hub's "no", with all its problems. */
export class ApiRefusal extends Error {
  readonly status: number;
  readonly problems: readonly Problem[];

  constructor(status: number, problems: readonly Problem[]) {
    super(problems[0]?.detail ?? `the hub answered ${status}`);
    this.name = 'ApiRefusal';
    this.status = status;
    this.problems = problems;
  }
}

/**
 * Finds the hub that the command is meant for: the one at `--url`; else the one running on the
 * data folder; else one is started on the folder for this command alone, on a private port.
 */
export async function openApi(config: Config, flags: Flags): Promise<ApiClient> {
  const variables = environment();
  const url = flags.url ?? variables.HACHI_URL;
  const given = flags.key ?? variables.HACHI_KEY ?? config.adminKey;
  if (typeof url === 'string') return client(url, String(given ?? localKey(config)));
  const running = runningHub(config.data);
  if (running) return client(running, String(given ?? localKey(config)));

  const hub = await startHub({
    config: { ...config, host: '127.0.0.1', port: 0, demo: false },
    log: openLog('warn'),
    clock: systemClock,
  });
  return client(hub.url, config.adminKey ?? localKey(config), () => hub.stop());
}

function localKey(config: Config): string {
  const file = adminKeyFile(config.data);
  if (existsSync(file)) return readFileSync(file, 'utf8').trim();
  throw new StartFailure(
    'key_missing',
    `There is no key for the hub: ${file} does not exist.`,
    'Give it with --key, or in HACHI_KEY.',
  );
}

function client(address: string, key: string, close = async () => {}): ApiClient {
  const url = address.replace(/\/+$/, '');
  return {
    url,
    key,
    close,
    request: async (method, path, body, headers) => {
      const answer = await ask(url, path, {
        method,
        headers: {
          authorization: `Bearer ${key}`,
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
          ...headers,
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      const text = await answer.text();
      if (!answer.ok) throw refusal(answer.status, text, url);
      return text === '' ? undefined : JSON.parse(text);
    },
  };
}

async function ask(url: string, path: string, request: RequestInit): Promise<Response> {
  try {
    return await fetch(url + path, request);
  } catch (error) {
    throw new StartFailure(
      'hub_unreachable',
      `No hub answers at ${url}.`,
      'Start it with `hachi serve`, or correct --url.',
      error,
    );
  }
}

function refusal(status: number, text: string, url: string): ApiRefusal {
  try {
    const { problems } = JSON.parse(text) as { problems: Problem[] };
    if (Array.isArray(problems) && problems.length > 0) return new ApiRefusal(status, problems);
  } catch {}
  const detail = `${url} answered ${status}, and not as a hub does.`;
  return new ApiRefusal(status, [
    { code: 'not_a_hub', path: '', detail, fix: 'Check the address in --url.' },
  ]);
}
