import assert from 'node:assert/strict';
import { Secret, TOTP } from 'otpauth';
import type { Answer, TestHub } from '../hub.ts';

/** A password that the rules accept. */
export const PASSWORD = 'seven brown dogs wait at the station';

/** A browser: it keeps cookies, and sends its origin and the token of its session. */
export class Visitor {
  readonly hub: Pick<TestHub, 'url' | 'clock'>;
  readonly cookies = new Map<string, string>();
  csrfToken = '';

  constructor(hub: Pick<TestHub, 'url' | 'clock'>) {
    this.hub = hub;
  }

  async send(
    method: string,
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<Answer> {
    const cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const answer = await fetch(this.hub.url + path, {
      method,
      redirect: 'manual',
      headers: {
        origin: this.hub.url,
        ...(cookie ? { cookie } : {}),
        ...(this.csrfToken ? { 'x-csrf-token': this.csrfToken } : {}),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    for (const line of answer.headers.getSetCookie()) this.#keep(line);
    const text = await answer.text();
    const json = /json/.test(answer.headers.get('content-type') ?? '');
    const read = json ? JSON.parse(text) : text;
    if (typeof read?.csrfToken === 'string') this.csrfToken = read.csrfToken;
    return { status: answer.status, headers: answer.headers, body: read };
  }

  /** A copy that forgets nothing: another tab, or who has stolen the cookie. */
  copy(): Visitor {
    const copy = new Visitor(this.hub);
    for (const [name, value] of this.cookies) copy.cookies.set(name, value);
    copy.csrfToken = this.csrfToken;
    return copy;
  }

  #keep(line: string): void {
    const [pair = '', ...rest] = line.split('; ');
    const at = pair.indexOf('=');
    const name = pair.slice(0, at);
    if (rest.includes('Max-Age=0')) this.cookies.delete(name);
    else this.cookies.set(name, pair.slice(at + 1));
  }
}

/** What the app on somebody's phone shows at a moment. */
export function codeAt(secret: string, at: number): string {
  return new TOTP({ issuer: 'Hachi', secret: Secret.fromBase32(secret) }).generate({
    timestamp: at,
  });
}

/** An operator who was invited and has set a password. */
export async function addOperator(
  hub: TestHub,
  { email, name = 'Mei Lin', roles = ['data'] }: { email: string; name?: string; roles?: string[] },
): Promise<number> {
  const added = await hub.post('/v1/operators', { name, email, roles });
  assert.equal(added.status, 201, JSON.stringify(added.body));
  const { token } = added.body.link;
  const set = await new Visitor(hub).send('POST', '/v1/operators/password', {
    ...{ token, password: PASSWORD },
  });
  assert.equal(set.status, 204, JSON.stringify(set.body));
  return added.body.operator.id;
}

/** Signs in by password alone. */
export async function signIn(hub: Pick<TestHub, 'url' | 'clock'>, email: string): Promise<Visitor> {
  const visitor = new Visitor(hub);
  const answer = await visitor.send('POST', '/v1/session', { email, password: PASSWORD });
  assert.equal(answer.status, 200, JSON.stringify(answer.body));
  return visitor;
}

/** Gets a second factor; tells the secret and the recovery codes. */
export async function enrol(
  visitor: Visitor,
): Promise<{ secret: string; recoveryCodes: string[] }> {
  const path = '/v1/session/second-factor';
  const begun = await visitor.send('POST', path, { password: PASSWORD });
  assert.equal(begun.status, 200, JSON.stringify(begun.body));
  const { secret } = begun.body;
  const code = codeAt(secret, visitor.hub.clock.now());
  const confirmed = await visitor.send('POST', `${path}/confirm`, { code });
  assert.equal(confirmed.status, 200, JSON.stringify(confirmed.body));
  return { secret, recoveryCodes: confirmed.body.recoveryCodes };
}
