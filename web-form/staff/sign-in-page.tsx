// The sign-in as a page: at its own address, and at every other one as long as nobody is signed in.
import { useEffect } from 'react';
import { useTitle } from '../design/use-title.ts';
import { startOf } from './address.ts';
import { withoutWords } from './address-words.ts';
import { useWords } from './language.ts';
import { go, type Route, useRoute } from './route.tsx';
import { announceSignIn, type Standing, useStanding } from './session.ts';
import { refusalWords, SignInForm } from './sign-in-form.tsx';
import { product, signInWords } from './words.ts';

export function SignInPage() {
  const words = useWords(signInWords);
  const standing = useStanding();
  const place = useRoute();
  const { room, query } = place;
  const role = standing.kind === 'signed-in' ? standing.session.role : undefined;
  const isDone = role !== undefined && query.has('done');
  useTitle([words.title, product]);
  useEffect(() => {
    if (isDone) announceSignIn();
    else if (role !== undefined && room === 'sign-in') go(startOf(role, query.get('to')), { replace: true });
  }, [isDone, role, room, query]);
  if (isDone) {
    return (
      <div className="gate card">
        <h1>{words.done}</h1>
        <p>{words.doneHint}</p>
      </div>
    );
  }
  return (
    <div className="gate card">
      <h1>{words.title}</h1>
      <p className="soft">{words.lead}</p>
      <SignInForm to={wantedAt(place)} refused={refusedWords(standing, place, words)} />
    </div>
  );
}

/** UTF-16 units. */
const longestWay = 500;

/** Where somebody wanted to go: whatever page this stands at, or what its own address says, and else here, which leads on. */
function wantedAt({ room, path, query }: Route): string {
  if (room === 'sign-in' || room === '') return withoutWords(query.get('to') ?? '/sign-in').address;
  const search = query.toString();
  // The way over the provider is an address as well.
  const wanted = withoutWords(path + (search && `?${search}`)).address;
  // Longer ones the desk does not carry to the provider and back.
  return wanted.length > longestWay ? path : wanted;
}

function refusedWords(standing: Standing, { query }: Route, words: (typeof signInWords)['en']) {
  const refused = standing.kind === 'nobody' ? standing.refused : undefined;
  if (refused)
    return refusalWords(refused.trouble, words, refused.by === 'link' ? words.wrongLink : words.wrongKey);
  switch (query.get('refused')) {
    case null:
      return undefined;
    case 'unavailable':
      return words.providerAway;
    case 'stale':
      return words.providerStale;
    default:
      return words.wrongProvider;
  }
}
