import { hkdfSync } from 'node:crypto';
import type { Clock } from '../../platform/clock.ts';
import type { Pool } from '../../platform/db/pool.ts';
import type { Authenticator } from '../../platform/http/authentication.ts';
import type { CookieOptions } from '../../platform/http/session-cookie.ts';
import type { AuditLog } from '../audit/index.ts';
import { Links } from './operators/links.ts';
import { Operators } from './operators/operators.ts';
import { Attempts } from './sign-in/attempts.ts';
import { type OidcSettings, openSso } from './sign-in/open-sso.ts';
import { OwnAccount } from './sign-in/own-account.ts';
import type { SignInParts } from './sign-in/parts.ts';
import { SecondFactor } from './sign-in/second-factor.ts';
import { bySession } from './sign-in/session-caller.ts';
import { Sessions } from './sign-in/sessions.ts';
import { SignIn } from './sign-in/sign-in.ts';
import type { SingleSignOn } from './sign-in/single-sign-on.ts';

const KEY_BYTES = 32;
const MINUTE_MS = 60_000;

/** How operators sign in, as the configuration says. */
export interface SignInSettings extends OidcSettings {
  readonly publicUrl?: string | undefined;
  readonly secondFactor: 'required' | 'optional';
  readonly sessionIdleMinutes: number;
  readonly sessionHours: number;
}

/** Everything about operators: who they are, how they sign in, what they do about it. */
export interface Access {
  readonly operators: Operators;
  readonly links: Links;
  readonly signIn: SignIn;
  readonly sessions: Sessions;
  readonly account: OwnAccount;
  /** Null when no identity provider is configured. */
  readonly sso: SingleSignOn | null;
  /** Knows operators by their session's cookie. */
  readonly bySession: Authenticator;
  readonly cookie: CookieOptions;
  readonly publicUrl: string | undefined;
  readonly needsSecondFactor: boolean;
  now(): number;
  /** Clears away sessions, links and tries that are over. */
  clear(): Promise<void>;
}

/** Puts together what operators need. `secret`: the same for all processes of the hub. */
export function openAccess(given: {
  readonly pool: Pool;
  readonly clock: Clock;
  readonly audit: Pick<AuditLog, 'note' | 'raiseAlert'>;
  readonly secret: Uint8Array;
  readonly settings: SignInSettings;
}): Access {
  const { pool, clock, audit, settings } = given;
  const { publicUrl, sessionIdleMinutes, sessionHours } = settings;
  const needsSecondFactor = settings.secondFactor === 'required';
  const parts: SignInParts = {
    ...{ pool, clock, audit, needsSecondFactor },
    secret: Buffer.from(hkdfSync('sha256', given.secret, '', 'hachi sign-in', KEY_BYTES)),
    sessions: {
      idleMs: sessionIdleMinutes * MINUTE_MS,
      longestMs: sessionHours * 60 * MINUTE_MS,
    },
  };
  const cookie = { isSecure: publicUrl?.startsWith('https:') ?? false };
  const attempts = new Attempts(parts);
  const sessions = new Sessions(parts);
  const secondFactor = new SecondFactor(parts);
  const signIn = new SignIn(parts, { attempts, sessions, secondFactor });
  const links = new Links(parts, sessions);
  return {
    operators: new Operators(parts, { sessions, attempts, links }),
    account: new OwnAccount(parts, { signIn, sessions, secondFactor }),
    bySession: bySession({ sessions, cookie, publicUrl, needsSecondFactor }),
    ...{ links, signIn, sessions, cookie, publicUrl, needsSecondFactor },
    sso: openSso(settings, parts, sessions),
    now: () => clock.now(),
    clear: async () => {
      await sessions.clear();
      await attempts.clear();
    },
  };
}
