// What a ticket is about, and how urgent it is.
import { type Static, Type } from '@sinclair/typebox';

export const Category = Type.Union([
  Type.Literal('account'),
  Type.Literal('billing'),
  Type.Literal('orders'),
  Type.Literal('shipping'),
  Type.Literal('returns'),
  Type.Literal('integrations'),
  Type.Literal('technical'),
  Type.Literal('general'),
]);
export type Category = Static<typeof Category>;

export const Priority = Type.Union([
  Type.Literal('low'),
  Type.Literal('normal'),
  Type.Literal('high'),
  Type.Literal('urgent'),
]);
export type Priority = Static<typeof Priority>;
