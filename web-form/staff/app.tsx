// The staff's pages: who is signed in decides whether there is a sign-in or a room, and which rooms.
import { useEffect, useRef, useState } from 'react';
import { Toasts } from '../design/toast.tsx';
import { takeCredential } from './credential.ts';
import { KeyMap } from './key-map.tsx';
import { useWords } from './language.ts';
import { Masthead } from './masthead.tsx';
import { RoomView } from './room-view.tsx';
import { type Room, rooms, roomsOf } from './rooms.ts';
import { go, useRoute } from './route.tsx';
import { beginSession, type Session, useStanding } from './session.ts';
import { useShortcuts } from './shortcuts.ts';
import { SignInAgain } from './sign-in-again.tsx';
import { SignInPage } from './sign-in-page.tsx';
import { Unreachable, Waiting } from './waiting.tsx';
import { useWays } from './ways.ts';
import { frameWords } from './words.ts';

export function StaffApp() {
  const standing = useStanding();
  const place = useRoute();
  const { room: name } = place;
  const room = rooms.find((one) => one.name === name);
  const hasBegun = useRef(false);
  useEffect(() => {
    const proof = takeCredential(place);
    if (proof || !hasBegun.current) void beginSession(proof);
    hasBegun.current = true;
  }, [place]);
  const session = 'session' in standing ? standing.session : undefined;
  const open = useOpenRooms(session);
  return (
    <>
      <Masthead session={session} rooms={open} />
      <main id="content" tabIndex={-1}>
        {standing.kind === 'unknown' ? (
          <Waiting room={room?.name} />
        ) : standing.kind === 'unreachable' ? (
          <Unreachable />
        ) : session && name !== 'sign-in' ? (
          <RoomView key={session.name} room={room} session={session} />
        ) : (
          <SignInPage />
        )}
      </main>
      {session && <Keys rooms={open} />}
      {standing.kind === 'ended' && <SignInAgain session={standing.session} />}
      <Toasts />
    </>
  );
}

/** Those of the role; the sandbox only where nothing really leaves. */
function useOpenRooms(session: Session | undefined): readonly Room[] {
  const ways = useWays();
  if (!session) return [];
  return roomsOf(session.role).filter(({ name }) => name !== 'sandbox' || ways?.sandbox);
}

/** Keys that work in every room. */
function Keys({ rooms: open }: { readonly rooms: readonly Room[] }) {
  const words = useWords(frameWords);
  const [isOpen, setOpen] = useState(false);
  const goes = open.map(({ name, key }) => ({
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
