// One room: loaded when it is entered, refused when the role may not, and broken by itself only.
import { Component, type ComponentType, lazy, type ReactNode, Suspense, useEffect, useRef } from 'react';
import { ErrorState } from '../design/states.tsx';
import { useWords } from './language.ts';
import { NotHere } from './not-here.tsx';
import { type Room, type RoomName, type RoomProps, rooms, roomsOf } from './rooms.ts';
import { go, useRoute } from './route.tsx';
import type { Session } from './session.ts';
import { Waiting } from './waiting.tsx';
import { frameWords } from './words.ts';

interface RoomViewProps {
  readonly room: Room | undefined;
  readonly session: Session;
}

export function RoomView({ room, session }: RoomViewProps) {
  const { path } = useRoute();
  const begin = `/${roomsOf(session.role)[0]?.name ?? ''}`;
  useFocusOnChange(room?.name);
  const isRoot = path === '/';
  useEffect(() => {
    if (isRoot) go(begin, { replace: true });
  }, [isRoot, begin]);
  if (!room?.roles.includes(session.role)) return <NotHere room={room} begin={begin} />;
  const Content = contents[room.name];
  return (
    <RoomBoundary key={room.name}>
      <Suspense fallback={<Waiting room={room.name} />}>
        <Content session={session} />
      </Suspense>
    </RoomBoundary>
  );
}

/** The room's script did not come: the desk has another version by now, or there is no connection. */
class RoomMissing extends Error {}

const contents = Object.fromEntries(
  rooms.map(({ name, load }) => {
    const loaded = () =>
      load().catch((cause: unknown) => {
        throw new RoomMissing('the room could not be loaded', { cause });
      });
    return [name, lazy(loaded)];
  }),
) as unknown as Readonly<Record<RoomName, ComponentType<RoomProps>>>;

interface Broken {
  readonly isMissing: boolean;
}

/** React offers this to class components only. Drafts are kept in the tab and come back with the reload. */
class RoomBoundary extends Component<{ readonly children: ReactNode }, { readonly broken?: Broken }> {
  override state: { readonly broken?: Broken } = {};

  static getDerivedStateFromError(error: unknown) {
    return { broken: { isMissing: error instanceof RoomMissing } };
  }

  override render() {
    const { broken } = this.state;
    return broken ? <Stumbled isMissing={broken.isMissing} /> : this.props.children;
  }
}

function Stumbled({ isMissing }: Broken) {
  const words = useWords(frameWords);
  return (
    <div className="room">
      <ErrorState
        heading="h1"
        title={isMissing ? words.moved : words.stumbled}
        actions={
          <button type="button" className="primary" onClick={() => location.reload()}>
            {words.reload}
          </button>
        }
      >
        {isMissing ? words.movedHint : words.stumbledHint}
      </ErrorState>
    </div>
  );
}

/** Whoever goes to another room by a link or a key is there with the focus as well. */
function useFocusOnChange(name: string | undefined): void {
  const before = useRef(name);
  useEffect(() => {
    if (before.current !== name) document.getElementById('content')?.focus();
    before.current = name;
  }, [name]);
}
