// The inbox room.
import { EmptyState } from '../design/states.tsx';
import type { RoomProps } from '../staff/rooms.ts';

export default function InboxRoom({ session }: RoomProps) {
  return <EmptyState title="Inbox">{session.name}</EmptyState>;
}
