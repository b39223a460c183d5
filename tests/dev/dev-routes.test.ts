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
  const compiled: string[] = [];
  const devServer = new DevServer({
    ...{ script: '', isPrivate },
    pageOpened: (name) => wanted.push(name),
    placeOf: async () => undefined,
    open: () => {},
    themes: [{ schemes: ['folio-light', 'folio-dark'] }],
    async inTheme(deck, theme) {
      compiled.push(`${deck} ${theme}`);
      const html = `<body class="reveal-viewport"><main class="reveal" data-revision="1" data-kept="">${theme}`;
      return siteOf({ '/': page({ body: { bytes: Buffer.from(html) } }), '/pic.png': page() });
    },
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
  const ask = (path: string, headers: Record<string, string> = {}) => app.request(path, { headers });
  return { devServer, site, presenters, cookie, listen, wanted, compiled, ask };
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

describe('a deck in all themes', () => {
  test('is for its author', async () => {
    const { ask, cookie } = serve();
    for (const path of ['/_/themes/shown/', '/_/themes/shown/folio-dark/']) {
      expect((await ask(path)).status).toBe(401);
      expect((await ask(path, { cookie })).status).toBe(200);
      expect((await ask(path, { cookie, host: 'elsewhere.example' })).status).toBe(421);
    }
  });

  test('is a page of frames, without a script of its own', async () => {
    const answer = await serve({ isPrivate: true }).ask('/_/themes/shown/');
    const html = await answer.text();
    expect([...html.matchAll(/data-src="([^"]*)"/g)].map(([, address]) => address)).toEqual([
      'own/',
      'folio-light/',
      'folio-dark/',
    ]);
    expect(html).toContain('href="../../icon.svg"');
    expect(answer.headers.get('content-security-policy')).toContain("script-src 'self';");
  });

  test('is compiled in a theme when it is asked for, once for each version, and joins no room', async () => {
    const { ask, compiled, devServer, site } = serve({ isPrivate: true });
    await ask('/_/themes/shown/');
    expect(compiled).toEqual([]);
    expect(await (await ask('/_/themes/shown/folio-dark/')).text()).toContain(
      '<main class="reveal">folio-dark',
    );
    expect((await ask('/_/themes/shown/folio-dark/pic.png')).status).toBe(200);
    expect((await ask('/_/themes/shown/folio-dark/none.png')).status).toBe(404);
    await ask('/_/themes/shown/own/');
    expect(compiled).toEqual(['shown folio-dark', 'shown undefined']);
    devServer.update({ ...site, decks: site.decks.map((deck) => ({ ...deck, source: 'new' })) });
    await ask('/_/themes/shown/own/');
    expect(compiled).toEqual(['shown folio-dark', 'shown undefined', 'shown undefined']);
  });

  test('has no other names than those of decks and themes', async () => {
    const { ask, compiled } = serve({ isPrivate: true });
    for (const path of [
      'absent/',
      '__proto__/',
      'shown/black/',
      'absent/own/',
      'shown/own/%2e%2e%2fnews',
      'shown/own/%zz',
    ])
      expect((await ask(`/_/themes/${path}`)).status, path).toBe(404);
    expect(new Set(compiled)).toEqual(new Set(['shown undefined']));
  });
});
