import { StartFailure } from '../../../platform/start-failure.ts';
import { type GroupRoles, readGroupRoles } from '../core/group-roles.ts';
import { isRole } from '../core/roles.ts';
import type { SignInParts } from './parts.ts';
import type { Sessions } from './sessions.ts';
import { SingleSignOn } from './single-sign-on.ts';
import { SsoProvider } from './sso-provider.ts';

/** The settings of single sign-on, as the environment has them. */
export interface OidcSettings {
  readonly oidcIssuer?: string | undefined;
  readonly oidcClientId?: string | undefined;
  readonly oidcClientSecret?: string | undefined;
  readonly oidcRoles?: string | undefined;
  readonly oidcGroupsClaim: string;
  readonly oidcScope: string;
}

/**
 * Single sign-on, when it is configured.
 * @throws {StartFailure} `sso_settings_wrong` for half a configuration.
 */
export function openSso(
  settings: OidcSettings,
  parts: SignInParts,
  sessions: Sessions,
): SingleSignOn | null {
  const { oidcIssuer: issuer, oidcClientId: clientId, oidcRoles } = settings;
  if (!issuer && !clientId && !oidcRoles) return null;
  if (!issuer || !clientId || !oidcRoles) {
    throw wrong('HACHI_OIDC_ISSUER, HACHI_OIDC_CLIENT_ID and HACHI_OIDC_ROLES belong together.');
  }
  const provider = new SsoProvider(
    {
      issuer,
      clientId,
      clientSecret: settings.oidcClientSecret,
      groupsClaim: settings.oidcGroupsClaim,
      scope: settings.oidcScope,
    },
    parts.clock,
  );
  return new SingleSignOn(parts, { provider, sessions, roles: checkedRoles(oidcRoles) });
}

function checkedRoles(text: string): GroupRoles {
  try {
    const roles = readGroupRoles(text);
    const unknown = [...roles.values()].flat().find((role) => !isRole(role));
    if (unknown !== undefined) throw new RangeError(`there is no role "${unknown}"`);
    return roles;
  } catch (error) {
    throw wrong(`HACHI_OIDC_ROLES: ${(error as Error).message}.`);
  }
}

function wrong(message: string): StartFailure {
  const fix = 'Write pairs such as loyalty-team=operations,it=data; docs/guides/sign-in.md.';
  return new StartFailure('sso_settings_wrong', message, fix);
}
