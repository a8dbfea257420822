import { Type } from 'typebox';

/**
 * Every setting of a hub: what it is, its limits and its default. The environment variable is
 * `HACHI_` and the name in capitals, the flag `--` and the name with hyphens.
 */
export const configSchema = Type.Object({
  data: Type.String({
    minLength: 1,
    default: './data',
    description: 'Folder of the built-in database and of the administrator key',
  }),
  host: Type.String({
    minLength: 1,
    default: '127.0.0.1',
    description: 'Address to listen on; 0.0.0.0 for every one',
  }),
  port: Type.Integer({
    minimum: 0,
    maximum: 65_535,
    default: 8080,
    description: 'Port to listen on; 0 for any free one',
  }),
  databaseUrl: Type.Optional(
    Type.String({
      pattern: '^postgres(ql)?://',
      description: 'A PostgreSQL 15 or newer of your own, instead of the built-in one',
    }),
  ),
  databaseOwnerUrl: Type.Optional(
    Type.String({
      pattern: '^postgres(ql)?://',
      description: 'The same database as the owner of its tables, who migrates; optional',
    }),
  ),
  demo: Type.Boolean({
    default: true,
    description: 'Fill an empty hub with the demo retailer',
  }),
  logLevel: Type.Enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'], {
    default: 'info',
    description: 'How much the log says',
  }),
  adminKey: Type.Optional(
    Type.String({
      minLength: 20,
      maxLength: 200,
      pattern: '^[!-~]+$',
      description: 'The administrator key; without it one is made at the first start',
    }),
  ),
  publicUrl: Type.Optional(
    Type.String({
      pattern: '^https?://[^/?#]+/?$',
      maxLength: 500,
      description: 'What browsers call this hub, like https://hub.example; needed behind a proxy',
    }),
  ),
  proxies: Type.Integer({
    minimum: 0,
    maximum: 10,
    default: 0,
    description: 'Proxies of your own in front of the hub, whose X-Forwarded-For is believed',
  }),
  corsOrigins: Type.String({
    default: '',
    pattern: '^(https?://[^/?#,\\s]+(,https?://[^/?#,\\s]+)*)?$',
    maxLength: 5_000,
    description: 'Origins whose pages may use the hub with a key, split at commas',
  }),
  requestsPerMinute: Type.Integer({
    minimum: 1,
    maximum: 10_000_000,
    default: 60_000,
    description: 'What a key or an operator may ask of one process; a key may have its own limit',
  }),
  secondFactor: Type.Enum(['required', 'optional'], {
    default: 'required',
    description: 'Whether operators with a password may do anything without a second factor',
  }),
  sessionIdleMinutes: Type.Integer({
    minimum: 1,
    maximum: 1_440,
    default: 60,
    description: 'A session that nobody uses for so long ends',
  }),
  sessionHours: Type.Integer({
    minimum: 1,
    maximum: 168,
    default: 12,
    description: 'A session ends after so long, used or not',
  }),
  vaultKey: Type.Optional(
    Type.String({
      minLength: 43,
      maxLength: 2_000,
      description:
        'Keys of the vault, 32 bytes in base64 each, the newest first, split at commas; without ' +
        'them one is made in the data folder',
    }),
  ),
  oidcIssuer: Type.Optional(
    Type.String({
      pattern: '^(https://|http://(localhost|127\\.0\\.0\\.1)(:|/|$))',
      maxLength: 500,
      description: 'The OpenID provider by which operators sign in',
    }),
  ),
  oidcClientId: Type.Optional(
    Type.String({
      minLength: 1,
      maxLength: 500,
      description: 'What the hub is called at the OpenID provider',
    }),
  ),
  oidcClientSecret: Type.Optional(
    Type.String({
      minLength: 1,
      maxLength: 500,
      description: 'The secret of the hub at the OpenID provider, when it has one',
    }),
  ),
  oidcRoles: Type.Optional(
    Type.String({
      minLength: 3,
      maxLength: 10_000,
      description: 'Which group brings which role: loyalty-team=operations,it=data',
    }),
  ),
  oidcGroupsClaim: Type.String({
    minLength: 1,
    maxLength: 200,
    default: 'groups',
    description: 'The claim of the ID token that lists the groups',
  }),
  oidcScope: Type.String({
    minLength: 6,
    maxLength: 500,
    default: 'openid email profile',
    description: 'What is asked of the OpenID provider',
  }),
  readSecondsMax: Type.Integer({
    minimum: 1,
    maximum: 3_600,
    default: 30,
    description: 'How long a read may take; then it is answered 503',
  }),
  bodyBytesMax: Type.Integer({
    minimum: 1_024,
    maximum: 104_857_600,
    default: 5_242_880,
    description: 'Largest request body, in bytes',
  }),
  queueMax: Type.Integer({
    minimum: 1,
    maximum: 1_000_000,
    default: 20_000,
    description: 'Most events waiting for a batch; the next one is answered 429',
  }),
  siteverifyUrl: Type.Optional(
    Type.String({
      pattern: '^https?://',
      maxLength: 500,
      description: 'Where proof-of-human tokens are verified (the siteverify convention)',
    }),
  ),
  siteverifySecret: Type.Optional(
    Type.String({ minLength: 1, maxLength: 500, description: 'The secret for siteverify' }),
  ),
  siteverifyTimeoutMs: Type.Integer({
    minimum: 100,
    maximum: 30_000,
    default: 2_000,
    description: 'How long siteverify may take; then nobody could be asked',
  }),
  batchMax: Type.Integer({
    minimum: 1,
    maximum: 4_096,
    default: 128,
    description: 'Most events decided and saved in one transaction',
  }),
});
