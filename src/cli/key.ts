import { formatInstant } from '../kernel/time.ts';
import { systemClock } from '../platform/clock.ts';
import { type Command, type CommandContext, EXIT, UsageMistake } from './command.ts';

/** A key as the hub tells of it. */
interface ApiKey {
  readonly id: string;
  readonly name: string;
  readonly permissions: readonly string[];
  readonly store: string | null;
  readonly touchpoint: string | null;
  readonly expiresAt: string;
  readonly revokedAt: string | null;
  readonly lastUsedAt: string | null;
}

const DAY_MS = 86_400_000;

/** `hachi key`: keys of tills, apps and partners. */
export const key: Command = {
  name: 'key',
  summary: 'make, list and revoke API keys',
  usage: 'make NAME (--role R | --may P,…) [--store S] [--touchpoint T] | list | revoke ID',
  options: {
    role: { type: 'string', help: 'make: roles whose permissions it holds, like clerk' },
    may: { type: 'string', help: 'make: permissions, like events.write,members.read' },
    id: { type: 'string', help: 'make: its name for ever; made when left out' },
    store: { type: 'string', help: 'make: the only store it may write for' },
    touchpoint: { type: 'string', help: 'make: the till, kiosk or app that it is' },
    days: { type: 'string', help: 'make: how long it lives (default 365)' },
    rate: { type: 'string', help: "make: requests a minute (default: the hub's)" },
  },
  takesWords: true,
  run: async (context) => {
    const [verb, word, ...rest] = context.words;
    if (rest.length > 0) throw mistake(`"${rest[0]}" is one word too many.`);
    if (verb === 'make' && word !== undefined) return make(context, word);
    if (verb === 'list' && word === undefined) return list(context);
    if (verb === 'revoke' && word !== undefined) return revoke(context, word);
    throw mistake('It is not said what to do with keys.');
  },
};

async function make(context: CommandContext, name: string): Promise<number> {
  const { role, may, id, store, touchpoint } = context.flags;
  const days = wholeNumber(context, 'days');
  const api = await context.api();
  const made = (await api.request('POST', '/v1/keys', {
    name,
    ...(typeof role === 'string' && { roles: role.split(',') }),
    ...(typeof may === 'string' && { permissions: may.split(',') }),
    ...(id && { id }),
    ...(store && { store }),
    ...(touchpoint && { touchpoint }),
    ...(days && { expiresAt: formatInstant(systemClock.now() + days * DAY_MS) }),
    requestsPerMinute: wholeNumber(context, 'rate') ?? null,
  })) as ApiKey & { key: string };
  context.print(made.key, made);
  context.say(`Key ${made.id}, until ${made.expiresAt}. This is the only time it is shown.`);
  return EXIT.ok;
}

async function list(context: CommandContext): Promise<number> {
  const api = await context.api();
  const keys: ApiKey[] = [];
  for (let after: string | null = ''; after !== null; ) {
    const path = `/v1/keys?limit=1000&after=${encodeURIComponent(after)}`;
    const page = (await api.request('GET', path)) as { keys: ApiKey[]; next: string | null };
    keys.push(...page.keys);
    after = page.next;
  }
  context.print(keys.map(line).join('\n') || 'There are no keys yet: hachi key make.', { keys });
  return EXIT.ok;
}

async function revoke(context: CommandContext, id: string): Promise<number> {
  const api = await context.api();
  const row = (await api.request('DELETE', `/v1/keys/${encodeURIComponent(id)}`)) as ApiKey;
  context.print(`Key ${row.id} (${row.name}) opens nothing any more.`, row);
  return EXIT.ok;
}

function line(one: ApiKey): string {
  const end = one.revokedAt ? `revoked ${one.revokedAt}` : `until ${one.expiresAt}`;
  const bound = [one.store && `store ${one.store}`, one.touchpoint].filter(Boolean).join(', ');
  const used = one.lastUsedAt ? `used ${one.lastUsedAt}` : 'never used';
  const facts = [end, used, bound, one.permissions.join(' ')].filter(Boolean).join('; ');
  return `${one.id}  ${one.name}: ${facts}`;
}

function wholeNumber(context: CommandContext, flag: string): number | undefined {
  const given = context.flags[flag];
  if (given === undefined) return undefined;
  if (typeof given === 'string' && /^[1-9]\d{0,7}$/.test(given)) return Number(given);
  throw mistake(`--${flag} ${String(given)} is not a whole number.`);
}

function mistake(text: string): UsageMistake {
  return new UsageMistake(text, 'See: hachi key --help');
}
