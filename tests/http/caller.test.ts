/** Whose request it is. */
import { describe, expect, test } from 'vitest';
import { createCallers } from '../../server/http/caller.ts';

const url = new URL('https://talks.example.org/oscon/');
const plain = createCallers({ base: '/talks', trustProxy: false });
const proxied = createCallers({ base: '', trustProxy: true, url });
const caller = (remote: string | undefined, headers: Readonly<Record<string, string>> = {}) => ({
  remote,
  header: (name: string) => headers[name],
});

describe('an address', () => {
  test.each([
    ['192.0.2.7', '192.0.2.7'],
    ['::ffff:192.0.2.7', '192.0.2.7'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
    ['2001:0db8:0001:2::9', '2001:db8:1:2::/64'],
    ['2001:db8::9', '2001:db8:0:0::/64'],
    ['::1', '0:0:0:0::/64'],
    [undefined, 'unknown'],
  ])('%s counts as %s', (remote, address) => {
    expect(plain.addressOf(caller(remote))).toBe(address);
  });

  test('is what the trusted proxy saw, not what its client claims', () => {
    const forwarded = caller('127.0.0.1', { 'x-forwarded-for': '203.0.113.1, 198.51.100.2' });
    expect(plain.addressOf(forwarded)).toBe('127.0.0.1');
    expect(proxied.addressOf(forwarded)).toBe('198.51.100.2');
    expect(proxied.addressOf(caller('127.0.0.1'))).toBe('127.0.0.1');
  });

  test('is no longer than one can be, whatever a proxy passes on', () => {
    const forwarded = caller('127.0.0.1', { 'x-forwarded-for': 'x'.repeat(10_000) });
    expect(proxied.addressOf(forwarded)).toBe('x'.repeat(64));
  });
});

describe('an origin', () => {
  test.each([
    ['http://192.0.2.7:8000', '192.0.2.7:8000', true],
    ['https://192.0.2.7', '192.0.2.7', true],
    ['http://lectern-box', 'Lectern-Box:80', true],
    ['http://192.0.2.7:8001', '192.0.2.7:8000', false],
    ['http://evil.example', '192.0.2.7:8000', false],
    ['http://192.0.2.7:8000.evil.example', '192.0.2.7:8000', false],
    ['null', 'null', false],
    ['', '', false],
    ['https://talks.example.org', '127.0.0.1:8000', true],
    ['http://talks.example.org', '127.0.0.1:8000', false],
  ])('%s at %s is our own: %s', (origin, host, own) => {
    expect(proxied.isOwnOrigin(origin, host)).toBe(own);
  });
});

test.each([
  [{ host: 'talks.example.org' }, '/oscon/', true],
  [{ host: '192.0.2.7:8000' }, '/', false],
  [{ host: '192.0.2.7:8000', 'x-forwarded-proto': 'https' }, '/', true],
])('with %j the server is at %s, over https: %s', (headers, path, secure) => {
  expect(proxied.pathOf(caller('127.0.0.1', headers))).toBe(path);
  expect(proxied.isSecure(caller('127.0.0.1', headers))).toBe(secure);
  expect(plain.pathOf(caller('127.0.0.1', headers))).toBe('/talks/');
  expect(plain.isSecure(caller('127.0.0.1', headers))).toBe(false);
});
