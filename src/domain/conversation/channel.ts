// The channels a customer can write on.
import { type Static, Type } from '@sinclair/typebox';

export const Channel = Type.Union([Type.Literal('webform'), Type.Literal('email'), Type.Literal('whatsapp')]);
export type Channel = Static<typeof Channel>;

export const channels: readonly Channel[] = ['webform', 'email', 'whatsapp'];
