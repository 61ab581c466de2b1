// The knowledge room.
import { EmptyState } from '../design/states.tsx';
import type { RoomProps } from '../staff/rooms.ts';

export default function KnowledgeRoom({ session }: RoomProps) {
  return <EmptyState title="Knowledge">{session.name}</EmptyState>;
}
