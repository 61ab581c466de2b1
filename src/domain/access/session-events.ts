// Who of the staff has come in, how, and who has left. Stream: staff-session-<id>.
import { Type } from '@sinclair/typebox';
import { defineEvent, type EventOf, Id } from '../event/define.ts';
import { StaffRole } from './events.ts';

/** As the desk records what somebody does: the name of a key, or what the identity provider calls them. */
const Name = Type.String({ minLength: 1, maxLength: 100 });

/** By a staff key, by a link that is good once, or by the identity provider. */
const SignInWay = Type.Union([Type.Literal('key'), Type.Literal('link'), Type.Literal('oidc')]);

export const sessionEvents = [
  defineEvent('StaffSignedIn', 1, { sessionId: Id, name: Name, role: StaffRole, way: SignInWay }),
  /** By themselves. A session that ends with its time or its key has no event of its own: both are known. */
  defineEvent('StaffSignedOut', 1, { sessionId: Id, name: Name }),
] as const;

export type SessionEvent = EventOf<(typeof sessionEvents)[number]>;
