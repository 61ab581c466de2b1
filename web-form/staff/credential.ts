// A key or link in the fragment of the address: taken once, and wiped from the address before anything else happens.
import { credentialIn } from './address.ts';
import { go, type Route } from './route.tsx';
import type { Proof } from './session.ts';

export function takeCredential({ path, query, fragment }: Route): Proof | undefined {
  const { proof, rest } = credentialIn(fragment);
  if (proof) go(path + (query.size === 0 ? '' : `?${query}`) + (rest && `#${rest}`), { replace: true });
  return proof;
}
