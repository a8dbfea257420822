import {
  allowInsecureRequests,
  authorizationCodeGrant,
  buildAuthorizationUrl,
  ClientError,
  type Configuration,
  calculatePKCECodeChallenge,
  clockSkew,
  discovery,
  enableNonRepudiationChecks,
} from 'openid-client';
import { reject } from '../../../kernel/problem.ts';
import { type Clock, systemClock } from '../../../platform/clock.ts';
import type { SsoFlow } from './sso-flow.ts';

const TIMEOUT_SECONDS = 5;
/** How long what the provider says about itself is believed. */
const KNOWN_FOR_MS = 10 * 60_000;

/** How the hub is known to the identity provider. */
export interface SsoSettings {
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret?: string | undefined;
  /** The claim that lists the groups. */
  readonly groupsClaim: string;
  readonly scope: string;
}

/** What the identity provider says about who has signed in. */
export interface SsoPerson {
  /** Names the person for ever: issuer and subject. */
  readonly subject: string;
  /** Null unless the provider has verified it. */
  readonly email: string | null;
  readonly name: string | null;
  readonly groups: unknown;
}

/** An OpenID provider: authorization code flow with PKCE, state and nonce. */
export class SsoProvider {
  readonly #settings: SsoSettings;
  readonly #clock: Clock;
  #known: { readonly at: number; readonly found: Promise<Configuration> } | undefined;

  constructor(settings: SsoSettings, clock: Clock) {
    this.#settings = settings;
    this.#clock = clock;
  }

  /** Where the browser goes to sign in. */
  async addressOf(flow: SsoFlow, redirectUri: string): Promise<string> {
    const address = buildAuthorizationUrl(await this.#discovered(), {
      redirect_uri: redirectUri,
      scope: this.#settings.scope,
      state: flow.state,
      nonce: flow.nonce,
      code_challenge: await calculatePKCECodeChallenge(flow.verifier),
      code_challenge_method: 'S256',
    });
    return address.href;
  }

  /**
   * Who has come back: fetches the token, and believes it only when its signature, issuer,
   * audience, time, nonce and state fit.
   * @throws {Rejection} 401 `sso_failed`, 503 `sso_unavailable`.
   */
  async personOf(flow: SsoFlow, address: URL): Promise<SsoPerson> {
    const configuration = await this.#discovered();
    try {
      const tokens = await authorizationCodeGrant(configuration, address, {
        expectedState: flow.state,
        expectedNonce: flow.nonce,
        pkceCodeVerifier: flow.verifier,
        idTokenExpected: true,
      });
      const claims = tokens.claims();
      if (!claims) throw ssoFailed();
      const { iss, sub, email, email_verified: isVerified, name } = claims;
      return {
        subject: `${iss} ${sub}`,
        email: typeof email === 'string' && isVerified === true ? email : null,
        name: typeof name === 'string' ? name : null,
        groups: claims[this.#settings.groupsClaim],
      };
    } catch (error) {
      throw refusalOf(error);
    }
  }

  #discovered(): Promise<Configuration> {
    const now = this.#clock.now();
    if (!this.#known || now - this.#known.at >= KNOWN_FOR_MS) {
      const found = this.#discover(now);
      this.#known = { at: now, found };
      found.catch(() => {
        this.#known = undefined;
      });
    }
    return this.#known.found;
  }

  async #discover(now: number): Promise<Configuration> {
    const { issuer, clientId, clientSecret } = this.#settings;
    const isLocal = issuer.startsWith('http:');
    // Its times are compared with the hub's clock, which tests turn.
    const skew = Math.round((now - systemClock.now()) / 1000);
    const metadata = { [clockSkew]: skew, ...(clientSecret && { client_secret: clientSecret }) };
    const execute = [enableNonRepudiationChecks, ...(isLocal ? [allowInsecureRequests] : [])];
    try {
      const options = { timeout: TIMEOUT_SECONDS, execute };
      return await discovery(new URL(issuer), clientId, metadata, undefined, options);
    } catch (error) {
      throw unavailable(error);
    }
  }
}

/** Problems of the network are the provider's; everything else is what came back. */
function refusalOf(error: unknown) {
  const isNetwork =
    error instanceof TypeError || (error instanceof ClientError && error.code === 'OAUTH_TIMEOUT');
  return isNetwork ? unavailable(error) : ssoFailed();
}

/** What came back from the identity provider does not prove who somebody is. */
export function ssoFailed() {
  return reject(401, {
    code: 'sso_failed',
    path: '',
    detail: 'What came back from the identity provider proves nothing, or was used before.',
    fix: 'Begin again at /v1/session/sso.',
  });
}

function unavailable(cause: unknown) {
  const refusal = reject(503, {
    code: 'sso_unavailable',
    path: '',
    detail: 'The identity provider does not answer as one.',
    fix: 'Try again later; check HACHI_OIDC_ISSUER.',
  });
  refusal.cause = cause;
  return refusal;
}
