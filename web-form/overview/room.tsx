// The overview room.
import { EmptyState } from '../design/states.tsx';
import type { RoomProps } from '../staff/rooms.ts';

export default function OverviewRoom({ session }: RoomProps) {
  return <EmptyState title="Overview">{session.name}</EmptyState>;
}
