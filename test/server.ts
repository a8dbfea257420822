import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startEmbedded } from '../src/platform/db/embedded/index.ts';

/** Where the test run's server is told to the test files that it starts. */
const VARIABLE = 'HACHI_TEST_URL';

/** A running server for tests, with nothing in it that anybody needs. */
export interface TestServer {
  url: string;
  stop(): Promise<void>;
}

/** Starts a fresh server that forgets: no fsync, its folder removed at the end. */
export async function startTestServer(): Promise<TestServer> {
  const folder = mkdtempSync(join(tmpdir(), 'hachi-test-'));
  chmodSync(folder, 0o755);
  const server = await startEmbedded({ dataDir: folder, log: () => {}, quick: true });
  return {
    url: server.url,
    stop: async () => {
      await server.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** The server of this run, or one of its own for a file that is run alone. */
export async function testServer(): Promise<TestServer> {
  const url = process.env[VARIABLE];
  return url ? { url, stop: async () => {} } : startTestServer();
}

/** The environment that hands a server to the test files. */
export function handOver(server: TestServer): Record<string, string> {
  return { [VARIABLE]: server.url };
}
