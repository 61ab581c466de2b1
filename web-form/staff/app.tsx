// The staff's pages: who is signed in decides whether there is a sign-in or a room, and which rooms.
import { useEffect, useState } from 'react';
import { Toasts } from '../design/toast.tsx';
import { KeyMap } from './key-map.tsx';
import { useWords } from './language.ts';
import { Masthead } from './masthead.tsx';
import { RoomView } from './room-view.tsx';
import { type Room, rooms, roomsOf } from './rooms.ts';
import { go, useRoute } from './route.tsx';
import { findSession, type Session, useStanding } from './session.ts';
import { useShortcuts } from './shortcuts.ts';
import { SignInAgain } from './sign-in-again.tsx';
import { SignInPage } from './sign-in-page.tsx';
import { Waiting } from './waiting.tsx';
import { frameWords } from './words.ts';

export function StaffApp() {
  const standing = useStanding();
  const { room: name } = useRoute();
  const room = rooms.find((one) => one.name === name);
  useEffect(() => void findSession(), []);
  const session = 'session' in standing ? standing.session : undefined;
  return (
    <>
      <Masthead session={session} rooms={session ? roomsOf(session.role) : []} />
      <main id="content" tabIndex={-1}>
        {standing.kind === 'unknown' ? (
          <Waiting />
        ) : session && name !== 'sign-in' ? (
          <RoomView key={session.name} room={room} session={session} />
        ) : room?.hasOwnDoor ? (
          <RoomView room={room} session={nobody} />
        ) : (
          <SignInPage />
        )}
      </main>
      {session && <Keys session={session} />}
      {standing.kind === 'ended' && <SignInAgain session={standing.session} />}
      <Toasts />
    </>
  );
}

/** For rooms that still ask for a key themselves. */
const nobody: Session = { name: '', role: 'agent', csrf: '', expiresAt: '' };

/** Keys that work in every room. */
function Keys({ session }: { readonly session: Session }) {
  const words = useWords(frameWords);
  const [isOpen, setOpen] = useState(false);
  const goes = roomsOf(session.role).map(({ name, key }: Room) => ({
    keys: `g ${key}`,
    words: words.room[name],
    group: words.keysGo,
    run: () => go(`/${name}`),
  }));
  const help = { keys: '?', words: words.keys, group: words.keysGeneral, run: () => setOpen(true) };
  useShortcuts([...goes, help]);
  useEffect(() => {
    const asked = () => setOpen(true);
    addEventListener('ledgerdesk:keys', asked);
    return () => removeEventListener('ledgerdesk:keys', asked);
  }, []);
  return isOpen ? <KeyMap onClose={() => setOpen(false)} /> : null;
}
