import { describe, expect, test } from 'bun:test';
import { reachedAt } from '../../../src/adapters/elysia/reached-at.ts';

describe('where a desk is reached from its own machine', () => {
  test.each([
    ['127.0.0.1', 'http://127.0.0.1:3000'],
    ['localhost', 'http://localhost:3000'],
    ['desk.example', 'http://desk.example:3000'],
    ['0.0.0.0', 'http://127.0.0.1:3000'],
    ['0', 'http://127.0.0.1:3000'],
    ['::1', 'http://[::1]:3000'],
    ['[::1]', 'http://[::1]:3000'],
    ['2001:DB8::0:7', 'http://[2001:db8::7]:3000'],
    ['::', 'http://[::1]:3000'],
    ['[::]', 'http://[::1]:3000'],
    ['0:0:0:0:0:0:0:0', 'http://[::1]:3000'],
  ])('that listens on %s: %s', (host, address) => {
    expect(reachedAt({ host, port: 3000 })).toBe(address);
  });

  test.each(['fe80::1%eth0', 'no host', ''])('that listens on %p: nowhere', (host) => {
    expect(reachedAt({ host, port: 3000 })).toBeUndefined();
  });

  test('the port of http goes without saying', () => {
    expect(reachedAt({ host: '::1', port: 80 })).toBe('http://[::1]');
  });
});
