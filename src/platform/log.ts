import { type Logger, pino, stdTimeFunctions } from 'pino';

export type Log = Logger;

const SECRETS = [
  'key',
  'adminKey',
  'password',
  'authorization',
  'token',
  'secret',
  'cookie',
  'csrfToken',
  'recoveryCode',
  'databaseUrl',
  'databaseOwnerUrl',
];
const PERSONAL = ['phone', 'email', 'name', 'identifier', 'identifiers'];

/** The same words at the top, one level down, and in request headers. */
const REDACTED = [
  ...[...SECRETS, ...PERSONAL].flatMap((word) => [word, `*.${word}`, `*.*.${word}`]),
  // What PostgreSQL says beside its message quotes whole rows.
  ...['detail', 'where', 'internalQuery'].flatMap((word) => [`err.${word}`, `error.${word}`]),
  ...['headers', 'req.headers'].flatMap((place) => [
    `${place}.authorization`,
    `${place}["x-api-key"]`,
    `${place}.cookie`,
  ]),
];

/**
 * The structured log: one JSON object per line on stderr, so that stdout belongs to answers.
 * Keys, passwords and what identifies a person are replaced before a line is written.
 */
export function openLog(level: string, destination?: { write(line: string): void }): Log {
  const options = {
    level,
    base: null,
    timestamp: stdTimeFunctions.isoTime,
    redact: { paths: REDACTED, censor: '[hidden]' },
  };
  return destination ? pino(options, destination) : pino(options, pino.destination(2));
}
