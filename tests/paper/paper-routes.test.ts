/** The presenters' routes to what is printed. */
import { Hono } from 'hono';
import { expect, test } from 'vitest';
import { type Env, rawPath } from '../../server/http/request.ts';
import { mountPaperRoutes } from '../../server/paper/paper-routes.ts';
import { page, siteOf } from '../setup/site.ts';

const site = siteOf({ '/talk one/': page(), '/broken/': page() });
const orders: string[] = [];
const reports: string[] = [];

function appFor(isPresenter: boolean) {
  const app = new Hono<Env>({ getPath: (request) => decodeURIComponent(rawPath(request.url)) });
  mountPaperRoutes(app, () => isPresenter, {
    source: {
      isThere: async () => true,
      async print({ deck, form, home }) {
        if (deck === 'broken') throw new Error('broken did not compile.');
        orders.push(`${deck} ${form} ${home}`);
        return Buffer.from('%PDF');
      },
    },
    site: () => site,
    base: '/b',
    home: () => 'http://box/b/',
    report: (message) => reports.push(message),
  });
  app.get('*', (c) => c.text('elsewhere', 404));
  return app;
}

test('a presenter is told whether there is a printer, and gets each form', async () => {
  const app = appFor(true);
  expect(await (await app.request('/b/talk%20one/speaker/paper.json')).json()).toEqual({ isThere: true });
  const response = await app.request('/b/talk%20one/speaker/notes.pdf');
  expect([response.status, await response.text()]).toEqual([200, '%PDF']);
  expect(Object.fromEntries(response.headers)).toMatchObject({
    'content-type': 'application/pdf',
    'cache-control': 'private, no-store',
    'content-disposition': "attachment; filename*=UTF-8''talk%20one-notes.pdf",
  });
  expect(orders).toEqual(['talk one notes http://box/b/']);
});

test.each(['paper.json', 'slides.pdf', 'handout.pdf', 'notes.pdf'])(
  'the audience gets no %s',
  async (file) => {
    const response = await appFor(false).request(`/b/talk%20one/speaker/${file}`);
    expect([response.status, await response.text()]).toEqual([
      401,
      'This is for presenters. Sign in at the speaker view.\n',
    ]);
  },
);

test.each(['/b/none/speaker/slides.pdf', '/b/none/speaker/paper.json', '/b/talk%20one/speaker/toString'])(
  '%s is elsewhere',
  async (path) => {
    expect((await appFor(true).request(path)).status).toBe(404);
  },
);

test('what cannot be printed is told to both', async () => {
  const response = await appFor(true).request('/b/broken/speaker/slides.pdf');
  expect([response.status, await response.text()]).toEqual([
    503,
    'This could not be printed: broken did not compile.\n',
  ]);
  expect(reports).toEqual(['broken could not be printed: broken did not compile.']);
});
