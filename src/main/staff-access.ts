// Whose a credential is that the configuration does not name: a key that was made here, or a token of the identity provider.
import { oidcStaff } from '../adapters/oidc/tokens.ts';
import { type Staff, staffByKey } from '../application/access/staff-keys.ts';
import type { Config } from './config.ts';
import type { Core } from './core.ts';

export function identifying(core: Core, config: Config): (credential: string) => Promise<Staff | undefined> {
  const byToken = tokensOf(core, config);
  return async (credential) => (await staffByKey(core, credential)) ?? (await byToken?.(credential));
}

function tokensOf({ clock }: Core, { oidcIssuer, oidcAudience, oidcRoleClaim, oidcRoles }: Config) {
  if (oidcIssuer === undefined || oidcAudience === undefined) return undefined;
  const roles = oidcRoles.flatMap((text) => {
    const at = text.lastIndexOf('=');
    const role = (['agent', 'auditor', 'admin'] as const).find((one) => one === text.slice(at + 1));
    return role ? [{ value: text.slice(0, at), role }] : [];
  });
  return oidcStaff({ issuer: oidcIssuer, audience: oidcAudience, roleClaim: oidcRoleClaim, roles, clock });
}
