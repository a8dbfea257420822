import { formatInstant } from '../kernel/time.ts';
import { type Command, type CommandContext, EXIT, UsageMistake } from './command.ts';

/** An operator as the hub tells of it. */
interface Operator {
  readonly id: number;
  readonly name: string;
  readonly email: string;
  readonly roles: readonly string[];
  readonly status: string;
  readonly hasSecondFactor: boolean;
}

interface Link {
  readonly token: string;
  readonly endsAt: number;
}

/** `hachi operator`: the people who run the hub. */
export const operator: Command = {
  name: 'operator',
  summary: 'add, list, unlock, enable and disable operators',
  usage: 'add EMAIL --name N --role R,… | list | link|unlock|disable|enable EMAIL',
  options: {
    name: { type: 'string', help: 'add: what colleagues call the operator' },
    role: { type: 'string', help: 'add: roles, like data,operations' },
  },
  takesWords: true,
  run: async (context) => {
    const [verb, email, ...rest] = context.words;
    if (rest.length > 0) throw mistake(`"${rest[0]}" is one word too many.`);
    if (verb === 'list' && email === undefined) return list(context);
    if (email === undefined) throw mistake('It is not said what to do with operators.');
    if (verb === 'add') return add(context, email);
    if (verb === 'link') return link(context, email);
    if (verb === 'unlock') return unlock(context, email);
    if (verb === 'disable' || verb === 'enable') return change(context, email, verb);
    throw mistake('It is not said what to do with operators.');
  },
};

async function add(context: CommandContext, email: string): Promise<number> {
  const { name, role } = context.flags;
  if (typeof name !== 'string' || typeof role !== 'string') {
    throw mistake('An operator needs a name and a role.');
  }
  const api = await context.api();
  const body = { email, name, roles: role.split(',') };
  const added = (await api.request('POST', '/v1/operators', body)) as {
    operator: Operator;
    link: Link;
  };
  context.print(linkText(added.link), added);
  context.say(toldOnce(added.operator.email, added.link));
  return EXIT.ok;
}

async function list(context: CommandContext): Promise<number> {
  const all = await everybody(context);
  const text = all.map(line).join('\n') || 'There are no operators yet: hachi operator add.';
  context.print(text, { items: all });
  return EXIT.ok;
}

async function link(context: CommandContext, email: string): Promise<number> {
  const { id } = await find(context, email);
  const api = await context.api();
  const made = (await api.request('POST', `/v1/operators/${id}/link`)) as Link;
  context.print(linkText(made), made);
  context.say(toldOnce(email, made));
  return EXIT.ok;
}

async function unlock(context: CommandContext, email: string): Promise<number> {
  const { id } = await find(context, email);
  await (await context.api()).request('POST', `/v1/operators/${id}/unlock`);
  context.print(`${email} can try again.`, { id });
  return EXIT.ok;
}

async function change(
  context: CommandContext,
  email: string,
  verb: 'disable' | 'enable',
): Promise<number> {
  const { id } = await find(context, email);
  const body = { disabled: verb === 'disable' };
  const api = await context.api();
  const changed = (await api.request('PATCH', `/v1/operators/${id}`, body)) as Operator;
  context.print(line(changed), changed);
  return EXIT.ok;
}

async function everybody(context: CommandContext): Promise<Operator[]> {
  const api = await context.api();
  return ((await api.request('GET', '/v1/operators')) as { items: Operator[] }).items;
}

async function find(context: CommandContext, email: string): Promise<Operator> {
  const wanted = email.trim().toLowerCase();
  const found = (await everybody(context)).find((one) => one.email === wanted);
  if (!found) throw new UsageMistake(`Nobody signs in as ${email}.`, 'See: hachi operator list');
  return found;
}

function line({ name, email, roles, status, hasSecondFactor }: Operator): string {
  const factor = hasSecondFactor ? 'second factor' : 'no second factor';
  return `${email}  ${name}: ${[status, roles.join(' ') || 'no role', factor].join('; ')}`;
}

/** The token alone: it is what is sent to `POST /v1/operators/password`. */
function linkText({ token }: Link): string {
  return token;
}

function toldOnce(email: string, { endsAt }: Link): string {
  return `With this ${email} sets a password, once, until ${formatInstant(endsAt)}.`;
}

function mistake(text: string): UsageMistake {
  return new UsageMistake(text, 'See: hachi operator --help');
}
