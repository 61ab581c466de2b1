// What is typed in the rooms of the staff, kept in the tab.
import { afterEach, expect, test } from 'bun:test';
import { draftsOf, ownDraft } from '../../web-form/staff/use-draft.ts';

const before = Object.getOwnPropertyDescriptor(globalThis, 'sessionStorage');
afterEach(() => {
  if (before) Object.defineProperty(globalThis, 'sessionStorage', before);
  else Reflect.deleteProperty(globalThis, 'sessionStorage');
  draftsOf('');
});

test('a draft is there again for who wrote it, and not for who signs in next in the same tab', () => {
  const items = new Map<string, string>();
  const storage = {
    getItem: (key: string) => items.get(key) ?? null,
    setItem: (key: string, value: string) => void items.set(key, value),
    removeItem: (key: string) => void items.delete(key),
  };
  Object.defineProperty(globalThis, 'sessionStorage', { value: storage, configurable: true });
  draftsOf('anna');
  ownDraft('suggestion:LD-1').save({ text: 'as Anna would put it' });
  draftsOf('ben');
  expect(ownDraft('suggestion:LD-1').load()).toEqual({});
  draftsOf('anna');
  expect(ownDraft('suggestion:LD-1').load()).toEqual({ text: 'as Anna would put it' });
});
