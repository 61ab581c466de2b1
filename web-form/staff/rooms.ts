// The rooms: what each is called, who may enter, the key to go there, and where its script is.
import type { ComponentType } from 'react';
import type { Role, Session } from './session.ts';

export interface RoomProps {
  readonly session: Session;
}

export interface Room {
  /** First part of its addresses. */
  readonly name: RoomName;
  readonly roles: readonly Role[];
  /** Pressed after `g`. */
  readonly key: string;
  /** Loaded when somebody goes there; a failure rejects. */
  readonly load: () => Promise<{ readonly default: ComponentType<RoomProps> }>;
}

export type RoomName = 'inbox' | 'audit' | 'overview' | 'knowledge' | 'sandbox';

const everybody: readonly Role[] = ['agent', 'auditor', 'admin'];

/** In the order of the navigation. The first one that a role may enter is where its people begin. */
export const rooms: readonly Room[] = [
  { name: 'inbox', roles: ['agent', 'admin'], key: 'i', load: () => import('../inbox/room.tsx') },
  { name: 'audit', roles: ['auditor', 'admin'], key: 'a', load: () => import('../audit/room.tsx') },
  { name: 'overview', roles: everybody, key: 'o', load: () => import('../overview/room.tsx') },
  { name: 'knowledge', roles: everybody, key: 'k', load: () => import('../knowledge/room.tsx') },
  { name: 'sandbox', roles: everybody, key: 's', load: () => import('../sandbox/room.tsx') },
];

export function roomsOf(role: Role): readonly Room[] {
  return rooms.filter((room) => room.roles.includes(role));
}
