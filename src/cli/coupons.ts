import { createWriteStream } from 'node:fs';
import type { Writable } from 'node:stream';
import { finished } from 'node:stream/promises';
import { type Command, type CommandContext, EXIT, UsageMistake } from './command.ts';
import type { ApiClient } from './http-client.ts';

/** A pool of codes as the hub tells of it. */
interface Pool {
  readonly id: string;
  readonly definition: string;
  readonly size: number;
}

const NEWLINE = 10;

/** `hachi coupons`: makes a pool of codes, and writes its codes to a file. */
export const coupons: Command = {
  name: 'coupons',
  summary: 'generate a pool of coupon codes, or export its codes',
  usage: 'generate COUPON --size N [--id POOL] [--prefix P] | export POOL [--out FILE]',
  options: {
    size: { type: 'string', help: 'codes in the pool, at most' },
    id: { type: 'string', help: 'what the pool is called; made when left out' },
    prefix: { type: 'string', help: "what codes begin with; the coupon's own by default" },
    out: { type: 'string', help: 'the file to write, a code to a line; stdout by default' },
  },
  takesWords: true,
  run: async (context) => {
    const [verb, name] = context.words;
    if (name === undefined || (verb !== 'generate' && verb !== 'export')) throw mistake();
    const api = await context.api();
    return verb === 'generate' ? generate(api, context, name) : exportCodes(api, context, name);
  },
};

async function generate(api: ApiClient, context: CommandContext, coupon: string): Promise<number> {
  const { size, id, prefix } = context.flags;
  if (typeof size !== 'string' || !/^\d{1,15}$/.test(size)) throw mistake();
  const body = { size: Number(size), ...(id && { id }), ...(prefix && { prefix }) };
  const path = `/v1/coupons/${encodeURIComponent(coupon)}/pools`;
  const pool = (await api.request('POST', path, body)) as Pool;
  const count = pool.size.toLocaleString('en');
  context.print(`Pool ${pool.id}: ${count} codes. hachi coupons export ${pool.id}`, pool);
  return EXIT.ok;
}

/** Writes the codes as they come: nothing holds a million of them. */
async function exportCodes(api: ApiClient, context: CommandContext, id: string): Promise<number> {
  const { pools } = (await api.request('GET', '/v1/coupons/pools')) as { pools: Pool[] };
  const size = pools.find((pool) => pool.id === id)?.size ?? 0;
  const answer = await fetch(`${api.url}/v1/coupons/pools/${encodeURIComponent(id)}/codes`, {
    headers: { authorization: `Bearer ${api.key}` },
  });
  if (!answer.ok || !answer.body) throw new UsageMistake(`There is no pool ${id}.`, SEE);
  const { out } = context.flags;
  const file = typeof out === 'string' ? createWriteStream(out) : null;
  const into: Writable = file ?? process.stdout;
  const showsProgress = file !== null && !context.quiet && process.stderr.isTTY === true;
  let codes = 0;
  for await (const chunk of answer.body) {
    for (const byte of chunk) if (byte === NEWLINE) codes += 1;
    if (!into.write(chunk)) await new Promise((resolve) => into.once('drain', resolve));
    if (showsProgress) process.stderr.write(`\r${percent(codes, size)}\u001b[K`);
  }
  if (file) {
    file.end();
    await finished(file);
    if (showsProgress) process.stderr.write('\r\u001b[K');
    context.print(`${codes.toLocaleString('en')} codes in ${out}`, { codes, file: out });
  }
  return EXIT.ok;
}

function percent(codes: number, size: number): string {
  const share = size > 0 ? Math.floor((codes / size) * 100) : 100;
  return `${codes.toLocaleString('en')} codes, ${share} %`;
}

const SEE = 'See: hachi coupons --help';

function mistake(): UsageMistake {
  return new UsageMistake('It is not said what to do with coupons.', SEE);
}
