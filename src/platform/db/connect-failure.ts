import { StartFailure } from '../start-failure.ts';

/** The oldest PostgreSQL whose SQL we use. */
export const OLDEST_MAJOR = 15;

/**
 * Turns the driver's error into one sentence for the person who set DATABASE_URL.
 * An error that is not about connecting is returned as it is.
 */
export function explainConnectFailure(error: unknown, url: string): unknown {
  const code = String((error as { code?: unknown } | undefined)?.code ?? '');
  const message = (error as Error | undefined)?.message ?? '';
  const where = placeOf(url);
  const told = (name: string, detail: string, fix: string) =>
    new StartFailure(name, detail, fix, error);
  if (/^(28P01|28000)$/.test(code) || /password must be a string|no password/i.test(message)) {
    return told(
      'database_login_refused',
      `The database at ${where} refuses the user or password.`,
      'Correct them in DATABASE_URL (special characters in a password are written as %XX).',
    );
  }
  if (code === '3D000') {
    return told(
      'database_missing',
      `The server at ${where} has no such database.`,
      'Create it (`create database …`), or name another one in DATABASE_URL.',
    );
  }
  if (code === '53300') {
    return told(
      'database_full',
      `The database at ${where} has no free connection.`,
      'Close other clients, or raise max_connections.',
    );
  }
  if (UNREACHABLE.has(code) || /timeout|timed out|Connection terminated/i.test(message)) {
    return told(
      'database_unreachable',
      `The database at ${where} cannot be reached (${code || 'no answer in time'}).`,
      'Start it, or correct DATABASE_URL; without DATABASE_URL Hachi brings its own PostgreSQL.',
    );
  }
  return error;
}

const UNREACHABLE = new Set([
  ...['ECONNREFUSED', 'ENOENT', 'ENOTFOUND', 'EAI_AGAIN', 'ETIMEDOUT', 'EHOSTUNREACH'],
  ...['ENETUNREACH', 'ECONNRESET', 'EACCES', '57P03', '57P01'],
]);

/** Refuses a server whose SQL is too old for us. */
export function checkServerVersion(versionNumber: number, url: string): void {
  const major = Math.floor(versionNumber / 10_000);
  if (major >= OLDEST_MAJOR) return;
  throw new StartFailure(
    'database_too_old',
    `The database at ${placeOf(url)} is PostgreSQL ${major}; Hachi needs ${OLDEST_MAJOR} or newer.`,
    `Upgrade it, or leave DATABASE_URL out and use the PostgreSQL that Hachi brings.`,
  );
}

/** Host and database of a connection string, without its user and password. */
export function placeOf(url: string): string {
  try {
    const parsed = new URL(url);
    const host = parsed.searchParams.get('host') ?? parsed.host;
    return `${host || 'localhost'}${parsed.pathname}`;
  } catch {
    return 'DATABASE_URL';
  }
}
