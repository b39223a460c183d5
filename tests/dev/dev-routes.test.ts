/** The desk's routes: who hears what. */
import { describe, expect, test } from 'vitest';
import { openKeyStore } from '../../server/auth/key-store.ts';
import { Presenters } from '../../server/auth/presenters.ts';
import { devRoutes } from '../../server/dev/dev-routes.ts';
import { DevServer } from '../../server/dev/dev-server.ts';
import { NOTHING_SHOWN } from '../../server/live/shown.ts';
import { createApp } from '../../server/serve/app.ts';
import type { Site } from '../../server/site/site.ts';
import type { DevStatus } from '../../server/wire/dev-status.ts';
import { page, siteOf } from '../setup/site.ts';

const NOW = Date.now();

function serve({ isPrivate = false } = {}) {
  const deck = (name: string, part: Partial<Site['decks'][number]> = {}): Site['decks'][number] => ({
    name,
    title: name,
    slides: 1,
    unlisted: false,
    revision: 'a',
    notes: '',
    audience: 'free',
    warnings: [],
    diagnostics: [],
    errors: [],
    source: '',
    ...part,
  });
  const site: Site = {
    ...siteOf({ '/': page() }),
    decks: [
      deck('shown'),
      deck('secret', { unlisted: true }),
      deck('broken', { unlisted: true, errors: ['private.md:1:1 error'] }),
    ],
  };
  const wanted: string[] = [];
  const devServer = new DevServer({
    ...{ script: '', isPrivate },
    pageOpened: (name) => wanted.push(name),
    placeOf: async () => undefined,
    open: () => {},
  });
  devServer.update(site);
  const presenters = new Presenters(
    openKeyStore({ given: 'a-key-for-tests-0123456789', folder: undefined, report: () => {} }),
  );
  const options = { base: '', trustProxy: false };
  const app = createApp({
    site: () => site,
    options,
    machine: 'lectern-box',
    report: () => {},
    mount: devRoutes(devServer, options, () => {}),
    presenting: {
      presenters,
      rooms: { entries: async () => [], shown: async () => NOTHING_SHOWN, dismissPresenters: () => {} },
      audienceAddress: () => undefined,
      revoked: () => {},
    },
  });
  const cookie = presenters.cookie({ path: '/', secure: false }, NOW).split(';', 1)[0] ?? '';
  const listen = async (query = '', headers: Record<string, string> = {}) => {
    const answer = await app.request(`/_/news${query}`, { headers });
    const reader = answer.body?.getReader();
    return async (): Promise<DevStatus> => {
      const { value } = (await reader?.read()) ?? {};
      return JSON.parse(new TextDecoder().decode(value).replace('data: ', ''));
    };
  };
  return { devServer, site, presenters, cookie, listen, wanted };
}

describe('the news', () => {
  test('name no unlisted deck for the audience, but the one whose page asks', async () => {
    const { listen } = serve();
    expect(await (await listen())()).toMatchObject({ decks: ['shown'], frames: {}, site: '' });
    expect((await (await listen('?deck=secret'))()).decks).toEqual(['shown', 'secret']);
    expect((await (await listen('?deck=absent'))()).decks).toEqual(['shown']);
  });

  test('name all for presenters, until they sign out', async () => {
    const { listen, cookie, presenters, devServer, site } = serve();
    const next = await listen('', { cookie });
    expect(await next()).toMatchObject({
      decks: ['shown', 'secret', 'broken'],
      frames: { broken: ['private.md:1:1 error'] },
    });
    presenters.signOut(cookie, NOW);
    devServer.update(site);
    expect(await next()).toMatchObject({ decks: ['shown'], frames: {} });
  });

  test('name all where only the author reaches the server', async () => {
    const { listen } = serve({ isPrivate: true });
    expect((await (await listen())()).decks).toEqual(['shown', 'secret', 'broken']);
  });

  test('that are asked for a deck that is not there leave nothing behind', async () => {
    const { listen, wanted } = serve();
    for (const name of ['absent', 'secret', '__proto__']) await listen(`?deck=${name}`);
    expect(wanted).toEqual(['secret']);
  });
});
