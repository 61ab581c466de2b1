// The sign-in as a page: at its own address, and at every other one as long as nobody is signed in.
import { useEffect, useRef, useState } from 'react';
import { useWords } from './language.ts';
import { roomsOf } from './rooms.ts';
import { go, route, useRoute } from './route.tsx';
import { announceSignIn, type Proof, type Role, signIn, useSession } from './session.ts';
import { refusalWords, SignInForm } from './sign-in-form.tsx';
import { signInWords } from './words.ts';

export function SignInPage() {
  const words = useWords(signInWords);
  const session = useSession();
  const { room, query } = useRoute();
  const isOwnAddress = room === 'sign-in' || room === '';
  const [refused, setRefused] = useState(query.has('refused') ? words.wrongProvider : undefined);
  const arrive = (role: Role) => {
    if (isOwnAddress) go(startOf(role, query.get('to')), { replace: true });
  };
  useCredential((proof) => {
    void signIn(proof).then((answer) => {
      if (answer.ok) arrive(answer.body.role);
      else
        setRefused(refusalWords(answer.trouble, words, 'link' in proof ? words.wrongLink : words.wrongKey));
    });
  });
  const isDone = session !== undefined && query.has('done');
  const role = session?.role;
  useEffect(() => {
    document.title = `${words.title} · Ledgerdesk`;
  }, [words]);
  useEffect(() => {
    if (isDone) announceSignIn();
    else if (role !== undefined && room === 'sign-in' && !hasCredential())
      go(startOf(role, query.get('to')), { replace: true });
  }, [isDone, role, room, query]);
  if (isDone) {
    return (
      <div className="gate card">
        <h1>{words.done}</h1>
        <p>{words.doneHint}</p>
      </div>
    );
  }
  const to = isOwnAddress ? (query.get('to') ?? '/') : location.pathname + location.search;
  return (
    <div className="gate card">
      <h1>{words.title}</h1>
      <p className="soft">{words.lead}</p>
      <SignInForm to={to} refused={refused} onDone={({ role: found }) => arrive(found)} />
    </div>
  );
}

/** The first room of the role, or where somebody wanted to go: an address of ours only. */
export function startOf(role: Role, to: string | null): string {
  if (to !== null && /^\/(?![/\\])/.test(to) && to !== '/') return to;
  return `/${roomsOf(role)[0]?.name ?? ''}`;
}

function fieldsOf(fragment: string): URLSearchParams {
  return new URLSearchParams(fragment);
}

function hasCredential(): boolean {
  const fields = fieldsOf(route().fragment);
  return fields.has('key') || fields.has('link');
}

/** A key or link in the fragment signs in at once, and is wiped from the address first. */
function useCredential(use: (proof: Proof) => void): void {
  const { fragment } = useRoute();
  const latest = useRef(use);
  useEffect(() => {
    latest.current = use;
  });
  useEffect(() => {
    const fields = fieldsOf(fragment);
    const [key, link] = [fields.get('key')?.trim(), fields.get('link')?.trim()];
    if (!key && !link) return;
    fields.delete('key');
    fields.delete('link');
    const rest = fields.toString();
    go(location.pathname + location.search + (rest && `#${rest}`), { replace: true });
    latest.current(link ? { link } : { key: key ?? '' });
  }, [fragment]);
}
