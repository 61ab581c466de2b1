// A key or link in the fragment of the address: taken once, and wiped from the address before anything else happens.
import { rooms } from './rooms.ts';
import { go, type Route } from './route.tsx';
import type { Proof } from './session.ts';

export function takeCredential({ room, fragment }: Route): Proof | undefined {
  if (rooms.find(({ name }) => name === room)?.hasOwnDoor) return undefined;
  const { proof, rest } = credentialIn(fragment);
  if (proof) go(location.pathname + location.search + (rest && `#${rest}`), { replace: true });
  return proof;
}

/** @returns the rest of the fragment as well, which is the room's */
export function credentialIn(fragment: string): { readonly proof?: Proof; readonly rest: string } {
  const fields = new URLSearchParams(fragment);
  const [key, link] = [fields.get('key')?.trim(), fields.get('link')?.trim()];
  if (!key && !link) return { rest: fragment };
  fields.delete('key');
  fields.delete('link');
  return { proof: link ? { link } : { key: key ?? '' }, rest: fields.toString() };
}
