import { expect, test } from 'bun:test';
import fc from 'fast-check';
import { clientOf, parseNetworks } from '../../../../src/adapters/elysia/guard/client-address.ts';

const trusted = parseNetworks(['10.0.0.0/8', 'fd00::/8']);
const forwarded = (value: string) => new Headers({ 'x-forwarded-for': value });

test.each([
  ['10.0.0.1', '198.51.100.1', '198.51.100.1'],
  ['10.0.0.1', '192.0.2.9, 198.51.100.1, 10.2.2.2', '198.51.100.1'],
  ['fd00::1', '2001:db8::1', '20010db800000000::/64'],
  ['10.0.0.1', '', '10.0.0.1'],
  ['10.0.0.1', 'garbage', '10.0.0.1'],
  ['10.0.0.1', '198.51.100.1, garbage', '10.0.0.1'],
  ['10.0.0.1', '10.3.3.3, 10.2.2.2', '10.3.3.3'],
  ['203.0.113.1', '198.51.100.1', '203.0.113.1'],
  ['::ffff:10.0.0.1', '198.51.100.1', '198.51.100.1'],
])('a connection from %s forwarded for %p is %s', (peer, header, key) => {
  expect(clientOf(peer, forwarded(header), trusted).key).toBe(key);
});

test('nobody behind a trusted proxy can choose whose limit they use up', () => {
  fc.assert(
    fc.property(fc.string(), (claimed) => {
      const header = new Headers();
      header.set('x-forwarded-for', `${claimed.replace(/[^\x21-\x7e]/g, '')}, 198.51.100.1`);
      expect(clientOf('10.0.0.1', header, trusted).key).toBe('198.51.100.1');
    }),
  );
});

test('only an unforwarded connection from loopback is local', () => {
  const none = new Headers();
  expect(clientOf('127.0.0.1', none, []).local).toBe(true);
  expect(clientOf('127.0.0.1', forwarded('127.0.0.1'), []).local).toBe(false);
  expect(clientOf('127.0.0.1', new Headers({ forwarded: 'for=127.0.0.1' }), []).local).toBe(false);
  expect(clientOf('10.0.0.1', none, trusted).local).toBe(false);
  expect(clientOf(undefined, none, trusted)).toEqual({ key: 'unknown', local: false });
});
