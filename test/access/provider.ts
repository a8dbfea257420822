import { createHash, randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair, type JWTPayload, SignJWT } from 'jose';
import type { Clock } from '../../src/platform/clock.ts';

/** What the provider may do wrong, or somebody in between. */
export type Trick =
  | 'other-key'
  | 'expired'
  | 'other-audience'
  | 'other-issuer'
  | 'other-nonce'
  | 'unsigned'
  | 'changed';

/** A small OpenID provider: discovery, authorize, token with PKCE, keys. */
export interface TestProvider {
  readonly issuer: string;
  readonly clientSecret: string;
  /** Who signs in next, as claims. */
  person: JWTPayload;
  trick: Trick | null;
  stop(): Promise<void>;
}

type KeyPair = Awaited<ReturnType<typeof generateKeyPair>>;

interface Asked {
  readonly nonce: string;
  readonly challenge: string;
  readonly redirectUri: string;
}

const CLIENT = 'hachi';

/** Starts a provider on a private port; its tokens are made by the hub's clock. */
export async function testProvider(clock: Clock): Promise<TestProvider> {
  const right = await generateKeyPair('RS256');
  const wrong = await generateKeyPair('RS256');
  const jwk = { ...(await exportJWK(right.publicKey)), kid: 'one', alg: 'RS256', use: 'sig' };
  const codes = new Map<string, Asked>();
  const clientSecret = randomBytes(16).toString('hex');
  const provider = { issuer: '', clientSecret, person: {}, trick: null } as unknown as {
    -readonly [Name in keyof TestProvider]: TestProvider[Name];
  };

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { issuer } = provider;
    const url = new URL(request.url ?? '/', issuer);
    const json = (value: unknown, status = 200) => {
      response.writeHead(status, { 'content-type': 'application/json' });
      response.end(JSON.stringify(value));
    };
    if (url.pathname === '/.well-known/openid-configuration') json(metadata(issuer));
    else if (url.pathname === '/jwks') json({ keys: [jwk] });
    else if (url.pathname === '/authorize') {
      const asked = (name: string) => url.searchParams.get(name) ?? '';
      const code = randomBytes(16).toString('hex');
      const redirectUri = asked('redirect_uri');
      codes.set(code, { nonce: asked('nonce'), challenge: asked('code_challenge'), redirectUri });
      const back = new URL(redirectUri);
      back.searchParams.set('code', code);
      back.searchParams.set('state', asked('state'));
      response.writeHead(302, { location: back.href }).end();
    } else {
      const form = new URLSearchParams(await bodyOf(request));
      const found = codes.get(form.get('code') ?? '');
      codes.delete(form.get('code') ?? '');
      const verifier = createHash('sha256').update(form.get('code_verifier') ?? '');
      const fits =
        found?.challenge === verifier.digest('base64url') &&
        found.redirectUri === form.get('redirect_uri') &&
        form.get('client_secret') === clientSecret;
      if (!found || !fits) return json({ error: 'invalid_grant' }, 400);
      const id = await idToken(provider, found, { right, wrong, now: clock.now() });
      json({ access_token: 'x', token_type: 'Bearer', expires_in: 60, id_token: id });
    }
  }

  const server = createServer((request, response) => {
    answer(request, response).catch(() => response.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  provider.issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  provider.stop = () => {
    server.closeAllConnections();
    return new Promise((resolve) => server.close(() => resolve()));
  };
  return provider;
}

/** The token about who signs in, right or with a trick. */
async function idToken(
  { trick, issuer, person }: Pick<TestProvider, 'trick' | 'issuer' | 'person'>,
  { nonce }: Asked,
  keys: { readonly right: KeyPair; readonly wrong: KeyPair; readonly now: number },
): Promise<string> {
  const now = Math.floor(keys.now / 1000);
  const claims = { ...person, nonce: trick === 'other-nonce' ? 'another' : nonce };
  const token = await new SignJWT(claims)
    .setProtectedHeader({ alg: 'RS256', kid: 'one' })
    .setIssuer(trick === 'other-issuer' ? 'http://localhost:1' : issuer)
    .setAudience(trick === 'other-audience' ? 'another' : CLIENT)
    .setIssuedAt(trick === 'expired' ? now - 3_600 : now)
    .setExpirationTime(trick === 'expired' ? now - 600 : now + 300)
    .sign(trick === 'other-key' ? keys.wrong.privateKey : keys.right.privateKey);
  const [header = '', , signature = ''] = token.split('.');
  const text = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const full = { ...claims, iss: issuer, aud: CLIENT, iat: now, exp: now + 300 };
  if (trick === 'unsigned') return `${text({ alg: 'none' })}.${text(full)}.`;
  if (trick === 'changed') return `${header}.${text({ ...full, groups: ['it'] })}.${signature}`;
  return token;
}

function metadata(issuer: string) {
  return {
    issuer,
    authorization_endpoint: `${issuer}/authorize`,
    token_endpoint: `${issuer}/token`,
    jwks_uri: `${issuer}/jwks`,
    response_types_supported: ['code'],
    subject_types_supported: ['public'],
    id_token_signing_alg_values_supported: ['RS256'],
    code_challenge_methods_supported: ['S256'],
  };
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  return Buffer.concat(parts).toString('utf8');
}
