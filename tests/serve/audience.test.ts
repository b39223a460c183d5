/** Where the server says that the audience reaches a deck, for QR codes: never at an address that only this machine has. */
import { expect, test } from 'vitest';
import type { ServerOptions } from '../../server/cli/options.ts';
import { createApp } from '../../server/serve/app.ts';
import { page, siteOf } from '../setup/site.ts';

type Options = Partial<Pick<ServerOptions, 'base' | 'url' | 'trustProxy'>>;

/** Asks a server with a deck called `a talk`. */
async function ask(
  options: Options,
  { host = 'localhost:8000', path = '/a%20talk/audience.json', headers = {} } = {},
) {
  const app = createApp({
    site: () => siteOf({ '/a talk/': page() }),
    options: { base: '', trustProxy: false, ...options },
    machine: 'desk',
    report: () => {},
  });
  const response = await app.request(`http://${host}${path}`, { headers: { host, ...headers } });
  return response.ok ? await response.json() : response.status;
}

test('a stage at localhost leads nowhere where nobody else reaches the server', async () => {
  expect(await ask({})).toEqual({});
});

test.each([
  ['as it was asked', {}, { host: '192.0.2.7:8000' }, 'http://192.0.2.7:8000/a%20talk/'],
  ['at --url', { url: new URL('https://talks.example/t/') }, {}, 'https://talks.example/t/a%20talk/'],
  [
    'below a base, by https where a proxy says so',
    { base: '/talks', trustProxy: true },
    { host: 'desk', path: '/talks/a%20talk/audience.json', headers: { 'x-forwarded-proto': 'https' } },
    'https://desk/talks/a%20talk/',
  ],
  [
    'by http where it does not trust the proxy',
    {},
    { host: 'desk', headers: { 'x-forwarded-proto': 'https' } },
    'http://desk/a%20talk/',
  ],
])('the audience reaches a deck %s', async (_, options, request, address) => {
  expect(await ask(options, request)).toEqual({ address });
});

test('no other host is believed, and no deck is made up', async () => {
  expect(await ask({}, { host: 'evil.example' })).toBe(421);
  expect(await ask({}, { path: '/other/audience.json' })).toBe(404);
});
