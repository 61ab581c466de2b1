// Whose a credential is that the configuration does not name: a key that was made here, or a token of the identity provider.

import type { AccessDesk } from '../adapters/elysia/access/desk.ts';
import type { SignedInView } from '../adapters/elysia/access/views.ts';
import { staffOf } from '../adapters/elysia/guard/bearer.ts';
import { codeFlow } from '../adapters/oidc/code-flow.ts';
import { looksLikeToken, oidcStaff, type RoleOptions } from '../adapters/oidc/tokens.ts';
import {
  closeSession,
  endSessionsOf,
  lastingSessions,
  openSession,
  renewSession,
  type SessionPorts,
  type StaffSession,
  sessionOf,
} from '../application/access/sessions.ts';
import { takeLink } from '../application/access/sign-in-links.ts';
import { type Staff, staffByKey } from '../application/access/staff-keys.ts';
import type { Config, StaffKeySetting } from './config/read.ts';
import type { Core } from './core.ts';

const MINUTE_MS = 60_000;

export function identifying(core: Core, config: Config): (credential: string) => Promise<Staff | undefined> {
  const byToken = tokensOf(core, config);
  return async (credential) => (await staffByKey(core, credential)) ?? (await byToken?.(credential));
}

function tokensOf({ clock }: Core, config: Config) {
  const { oidcAudience } = config;
  const roles = rolesOf(config);
  return roles && oidcAudience !== undefined
    ? oidcStaff({ ...roles, audience: oidcAudience, clock })
    : undefined;
}

/** Undefined where no provider is configured. */
function rolesOf({ oidcIssuer, oidcRoleClaim, oidcRoles }: Config): RoleOptions | undefined {
  if (oidcIssuer === undefined) return undefined;
  const roles = oidcRoles.flatMap((text) => {
    const at = text.lastIndexOf('=');
    const role = (['agent', 'auditor', 'admin'] as const).find((one) => one === text.slice(at + 1));
    return role ? [{ value: text.slice(0, at), role }] : [];
  });
  return { issuer: oidcIssuer, roleClaim: oidcRoleClaim, roles };
}

/** What sessions are opened and kept with. @param staffKeys the configured ones */
export function sessionPorts(
  core: Core,
  { sessionIdleMinutes, sessionHours }: Config,
  staffKeys: readonly StaffKeySetting[],
): SessionPorts {
  return {
    ...core,
    configuredKeys: new Map(staffKeys.map((key) => [key.sha256, key])),
    lifetime: { idleMs: sessionIdleMinutes * MINUTE_MS, longestMs: sessionHours * 60 * MINUTE_MS },
  };
}

interface AccessOptions {
  readonly config: Config;
  readonly staffKeys: readonly StaffKeySetting[];
  /** Whether this desk prints links that sign in. */
  readonly printsLinks: boolean;
  /** Whether there is a sandbox to show. */
  readonly sandbox: boolean;
}

/** How the staff come in over HTTP. */
export function createAccessDesk(core: Core, options: AccessOptions): AccessDesk {
  const { config, staffKeys, printsLinks, sandbox } = options;
  const ports = sessionPorts(core, config, staffKeys);
  const provider = providerOf(core, config);
  const label = config.oidcLabel;
  return {
    ways: () => ({ oidc: provider ? { label } : null, link: printsLinks, key: true, sandbox }),
    prove: async ({ key, link }) => {
      if (link !== undefined) return takeLink(ports, link);
      // A provider's token is for programs: a page gets a session from the provider itself.
      if (key === undefined || looksLikeToken(key)) return undefined;
      const keyDigest = core.sha256(key);
      const staff = staffOf(key, staffKeys) ?? (await staffByKey(core, key));
      return staff && { name: staff.name, role: staff.role, way: 'key', keyDigest };
    },
    open: (proven) => openSession(ports, proven),
    session: (token) => sessionOf(ports, token),
    renew: (token) => renewSession(ports, token),
    close: (token, traceparent) => closeSession(ports, token, traceparent),
    signedIn: async () => (await lastingSessions(ports)).map(signedInView),
    endAllOf: (name, by) => endSessionsOf(ports, name, by),
    ...(provider ? { provider } : {}),
  };
}

function signedInView({ sessionId, name, role, idleUntil, endsAt }: StaffSession): SignedInView {
  const iso = (at: number) => new Date(at).toISOString();
  return { sessionId, name, role, idleUntil: iso(idleUntil), endsAt: iso(endsAt) };
}

function providerOf({ clock, ids }: Core, config: Config): AccessDesk['provider'] {
  const { oidcClientId: clientId, oidcClientSecret: clientSecret, oidcScopes: scopes, publicUrl } = config;
  const roles = rolesOf(config);
  if (!roles || clientId === undefined || publicUrl === undefined) return undefined;
  const redirectUri = `${publicUrl.replace(/\/$/, '')}/api/session/oidc/callback`;
  const random = (bytes: number) => ids.random(bytes);
  return codeFlow({ ...roles, clock, clientId, clientSecret, scopes, redirectUri, random });
}
