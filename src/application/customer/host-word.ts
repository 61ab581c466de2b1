// What an application that embeds the form says of the person in front of it: attested, because it signs what it says.
import type { SeenIdentifier } from '../../domain/customer/resolve.ts';

export interface HostWord {
  /** Origin of the application. */
  readonly host: string;
  /** Names the token, so that it counts once; says nothing of the person. */
  readonly tokenId: string;
  /** Who it is, as the application calls them. */
  readonly externalId: string;
  /** An address that the application has verified, normalised. */
  readonly email?: string;
}

/** @returns undefined for a token that is not good here and now: nothing says why */
export type ReadHostToken = (
  token: string,
  asked: {
    /** Of the page that sends it; absent where no browser does. */
    readonly origin?: string;
    /** ms since the epoch */
    readonly at: number;
  },
) => Promise<HostWord | undefined>;

/** Ids of two applications never meet: each counts for the application alone that gave it. */
export function seenByHost({ host, externalId, email }: HostWord): readonly SeenIdentifier[] {
  const external = { kind: 'external', value: `${host}#${externalId}` } as const;
  const said: readonly SeenIdentifier[] = [{ identifier: external, evidence: 'attested', primary: true }];
  if (email === undefined) return said;
  return [...said, { identifier: { kind: 'email', value: email }, evidence: 'attested' }];
}
