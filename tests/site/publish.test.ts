/** What is public and what is not, and in which form each address is sent. */
import { afterAll, describe, expect, test } from 'vitest';
import type { Files } from '../setup/folder.ts';
import { addressesOf, bytesOf, decodedForms, problemsOf, siteMaker, textAt } from '../setup/loading.ts';

const { siteOf, remove } = siteMaker();
afterAll(remove);

const load = async (files: Files) => (await siteOf(files).load()).site;

describe('public files', () => {
  test('are those beside a deck that are seen or heard, and those that it names', async () => {
    const site = await load({
      'talk/deck.md': '# A\n\n[data](named.csv) <iframe src="demo/page.html"></iframe> ![](/img/logo.png)',
      'talk/pic.PNG': '',
      'talk/sub/film.mp4': '',
      'talk/paper.pdf': '',
      'talk/named.csv': '1',
      'talk/other.csv': '2',
      'talk/demo/page.html': '<p>',
      'talk/demo/other.html': '<p>',
      'talk/notes.md': '',
      'talk/run.sh': '',
      'talk/.env': '',
      'talk/.git/pic.png': '',
      'talk/node_modules/pic.png': '',
      'img/logo.png': '',
      'img/face.png': '',
      'img/list.csv': '',
      'img/.secret.png': '',
      'root.png': '',
    });
    expect(addressesOf(site)).toEqual([
      '/',
      '/img/logo.png',
      '/talk/',
      '/talk/demo/page.html',
      '/talk/named.csv',
      '/talk/paper.pdf',
      '/talk/pic.PNG',
      '/talk/sub/film.mp4',
    ]);
  });

  test('are no handouts with notes, unless a deck names one', async () => {
    const site = await load({
      'site.yml': 'public: [papers]',
      'talk/deck.md': '# A\n\n[For you](sent-notes.pdf) [and you](/papers/sent-notes.pdf)',
      'papers/talk-notes.pdf': '',
      'papers/sent-notes.pdf': '',
      'talk/dist/talk-notes.pdf': '',
      'talk/talk-notes (1).pdf': '',
      'talk/Notes.pdf': '',
      'talk/sent-notes.pdf': '',
      'talk/keynotes.pdf': '',
    });
    expect(addressesOf(site)).toEqual([
      '/',
      '/papers/sent-notes.pdf',
      '/talk/',
      '/talk/keynotes.pdf',
      '/talk/sent-notes.pdf',
    ]);
  });

  test('are never sources, though a deck names them', async () => {
    const names = ['deck.html', 'part.md', 'reveal-md.json', 'site.yml', 'package.json', 'key.pem', '.env'];
    const links = names.map((name) => `<a href="${name}">x</a>`).join('');
    const site = await load({
      'talk/deck.html': `<section>${links}</section>`,
      ...Object.fromEntries(names.slice(1).map((name) => [`talk/${name}`, '{}'])),
      'other/index.html': '<section>B</section>',
      'solo.md': '# C\n\n[a](talk/deck.html) [b](other/index.html) [c](solo.md) [d](site.yml)',
      'site.yml': 'title: T',
    });
    expect(addressesOf(site)).toEqual(['/', '/other/', '/solo/', '/talk/']);
  });

  test('of a single file are those that it names', async () => {
    const site = await load({
      'solo.md': '# A\n\n![P](pic.png) ![Q](sub/q.png) ![L](img/logo.png) ![M](/img/logo.png)',
      'pic.png': '',
      'other.png': '',
      'sub/q.png': '',
      'img/logo.png': '',
    });
    expect(addressesOf(site)).toEqual([
      '/',
      '/img/logo.png',
      '/solo/',
      '/solo/img/logo.png',
      '/solo/pic.png',
      '/solo/sub/q.png',
      '/sub/q.png',
    ]);
    expect(problemsOf(site)).toEqual([]);
  });

  test.each([
    '../secret.csv',
    '..%2fsecret.csv',
    '%2e%2e/secret.csv',
    '..%5csecret.csv',
    'x/../../secret.csv',
    '/../secret.csv',
    '//secret.csv',
    'deck/../.hidden/secret.csv',
    'inside.png/../../../secret.csv',
  ])('are not what %s leads to', async (address) => {
    const site = siteOf({
      'decks/solo.md': `# A\n\n[x](${address}) <img src="${address}" alt="">`,
      'decks/talk/deck.md': `# A\n\n[x](${address}) <img src="${address}" alt="">`,
      'decks/.hidden/secret.csv': 'SECRET',
      'secret.csv': 'SECRET',
    });
    const { site: loaded } = await site.load({ path: site.folder.at('decks') });
    expect(addressesOf(loaded)).toEqual(['/', '/solo/', '/talk/']);
  });

  test('are not what a link leads to outside of the deck, or to what is hidden in it', async () => {
    const site = siteOf({
      'decks/talk/deck.md': '# A\n\n![x](out.png) ![y](in.png) ![z](hidden.png)',
      'decks/talk/in.png': { link: 'pics/a.png' },
      'decks/talk/pics/a.png': 'a',
      'decks/talk/out.png': { link: '../../secret.png' },
      'decks/talk/hidden.png': { link: '.hidden/b.png' },
      'decks/talk/.hidden/b.png': 'SECRET',
      'decks/talk/far': { link: '../..' },
      'decks/talk/circle': { link: '.' },
      'decks/solo.md': '# A\n\n![x](out.png) ![y](hidden.png) ![z](far/secret.png)',
      'decks/out.png': { link: '../secret.png' },
      'decks/hidden.png': { link: 'talk/.hidden/b.png' },
      'decks/far': { link: '..' },
      'secret.png': 'SECRET',
    });
    const { site: loaded } = await site.load({ path: site.folder.at('decks') });
    const bodies = [...loaded.resources.values()].map((resource) => Buffer.from(bytesOf(resource)));
    expect(addressesOf(loaded)).toEqual(expect.arrayContaining(['/talk/in.png', '/talk/pics/a.png']));
    expect(bodies.filter((bytes) => bytes.includes('SECRET'))).toEqual([]);
  });

  test('of style sheets elsewhere are published under a name of their own', async () => {
    const site = siteOf({
      'decks/a.md': '# A',
      'look/site.yml': 'defaults: { css: look.css }',
      'look/look.css':
        '.x { background: url(bg.png) } .y { background: url(site.yml) } .z { background: url(../secret.png) }',
      'look/bg.png': 'bg',
      'secret.png': 'SECRET',
    });
    const { site: loaded } = await site.load({
      path: site.folder.at('decks'),
      siteFile: site.folder.at('look/site.yml'),
    });
    const borrowed = [...loaded.resources.keys()].filter((address) => /bg\.png|secret|\.yml/.test(address));
    expect(borrowed).toEqual([expect.stringMatching(/^\/_\/[0-9a-f]{16}-bg\.png$/)]);
    expect(textAt(loaded, '/a/')).toContain(`url(..${borrowed[0]})`);
    expect(problemsOf(loaded).map((problem) => problem.split('\n')[0])).toHaveLength(2);
  });
});

describe('what is private', () => {
  const SECRET = 'xSECRETx';

  test('is in no byte that anyone may read', async () => {
    const site = await load({
      'talk/deck.md': [
        '---',
        'title: Talk',
        `unknownkey: ${SECRET}`,
        '---',
        '# Title',
        `<!-- ${SECRET} -->`,
        '<p>shown<!-- xSECRETx --></p>',
        'Note:',
        `${SECRET} ![pic](${SECRET}.png)`,
        '',
        '---',
        '',
        '<!-- .slide: data-visibility="hidden" -->',
        `# ${SECRET}`,
        '',
        '---',
        '',
        `<aside class="notes">${SECRET}</aside> <p data-notes="${SECRET}">x</p>`,
      ].join('\n'),
      'broken.md': `---\ntitle: "${SECRET}\n---\n# ${SECRET}`,
      'marp.md': `---\nmarp: true\n---\n# ${SECRET}`,
      'gone.md': `---\nclient: ${SECRET}.js\n---\n# ${SECRET}`,
      [`talk/${SECRET}.csv`]: SECRET,
      'talk/part.md': SECRET,
      'unlisted.md': `---\nunlisted: true\nclient: ${SECRET}.js\n---\n# ${SECRET}`,
    });
    expect(site.decks.map(({ errors }) => errors.length)).toEqual([1, 1, 1, 0, 1]);
    const leaks = [...site.resources, ['404', site.notFound] as const].filter(
      ([address, resource]) =>
        resource.reader === 'anyone' &&
        (address.includes(SECRET) ||
          JSON.stringify(resource.headers).includes(SECRET) ||
          decodedForms(resource).some((form) => Buffer.from(form).includes(SECRET))),
    );
    expect(leaks.map(([address]) => address)).toEqual([]);
  });
});

describe('a resource', () => {
  test('has the type and charset of its ending', async () => {
    const names = ['a.png', 'a.svg', 'a.mp4', 'a.mp3', 'a.ogg', 'a.vtt', 'a.pdf', 'a.woff2', 'a.cast'];
    const links = ['a.html', 'a.csv', 'a.json', 'a.js', 'a.txt', 'a.zzz', 'a'];
    const site = await load({
      'talk/deck.md': `# A\n\n${links.map((name) => `[x](${name})`).join(' ')}`,
      ...Object.fromEntries([...names, ...links].map((name) => [`talk/${name}`, name])),
    });
    const types = [...names, ...links].map((name) => [name, site.resources.get(`/talk/${name}`)?.type]);
    expect(Object.fromEntries(types)).toEqual({
      'a.png': 'image/png',
      'a.svg': 'image/svg+xml; charset=utf-8',
      'a.mp4': 'video/mp4',
      'a.mp3': 'audio/mpeg',
      'a.ogg': 'audio/ogg',
      'a.vtt': 'text/vtt; charset=utf-8',
      'a.pdf': 'application/pdf',
      'a.woff2': 'font/woff2',
      'a.cast': 'application/x-asciicast; charset=utf-8',
      'a.html': 'text/html; charset=utf-8',
      'a.csv': 'text/csv; charset=utf-8',
      'a.json': 'application/json; charset=utf-8',
      'a.js': 'text/javascript; charset=utf-8',
      'a.txt': 'text/plain; charset=utf-8',
      'a.zzz': 'application/octet-stream',
      a: 'application/octet-stream',
    });
  });

  test('holds the same bytes in every encoding', async () => {
    const site = await load({
      'talk/deck.md': '# Größe\n\n![a](a.svg)',
      'talk/a.svg': `<svg xmlns="http://www.w3.org/2000/svg">${'<g/>'.repeat(100)}</svg>`,
      'talk/b.png': 'png',
    });
    for (const resource of [...site.resources.values(), site.notFound]) {
      const [plain, ...others] = decodedForms(resource).map((form) => Buffer.from(form));
      for (const other of others) expect(other.equals(plain ?? Buffer.alloc(0))).toBe(true);
    }
    const forms = (address: string) => decodedForms(site.resources.get(address) ?? site.notFound).length;
    expect(['/', '/talk/', '/talk/a.svg', '/talk/b.png'].map(forms)).toEqual([3, 3, 3, 1]);
  });

  test('shares its body with its copies', async () => {
    const site = await load({
      'a/deck.md': '# A',
      'a/x.png': 'same',
      'a/y.png': 'same',
      'b/deck.md': '# B',
      'b/x.png': 'same',
      'b/z.png': 'else',
      'b/x.svg': '<svg/>',
      'a/x.svg': '<svg/>',
    });
    const body = (address: string) => site.resources.get(address)?.body;
    expect(body('/b/x.png')).toBe(body('/a/x.png'));
    expect(body('/a/y.png')).toBe(body('/a/x.png'));
    expect(body('/b/z.png')).not.toBe(body('/a/x.png'));
    expect(body('/b/x.svg')).toBe(body('/a/x.svg'));
  });

  test('of an author that could run scripts is in a sandbox', async () => {
    const site = await load({
      'talk/deck.md': '# A\n\n[x](x.xhtml) [y](y.xml) [z](z.csv) <iframe src="page.html"></iframe>',
      'talk/page.html': '',
      'talk/x.xhtml': '',
      'talk/y.xml': '',
      'talk/z.csv': '',
      'talk/pic.svg': '',
      'talk/pic.png': '',
    });
    const policies = ['page.html', 'x.xhtml', 'y.xml', 'pic.svg', 'z.csv', 'pic.png'].map(
      (name) => site.resources.get(`/talk/${name}`)?.headers['content-security-policy'],
    );
    const sandbox = 'sandbox allow-scripts allow-popups';
    expect(policies).toEqual([sandbox, sandbox, sandbox, sandbox, undefined, undefined]);
  });

  test('of a page has the hosts in its policy that the deck names', async () => {
    const site = await load({
      'a.md': [
        '# A',
        '![x](https://pics.example/x.png) <img src="//any.example/y.png" alt="">',
        '<video src="http://films.example:8080/x.mp4"></video>',
        '<iframe src="https://www.youtube.com/embed/1"></iframe>',
        '[link](https://link.example/)',
      ].join('\n\n'),
      'b.md': '# B',
    });
    const policy = (address: string) => site.resources.get(address)?.headers['content-security-policy'];
    expect(policy('/a/')).toMatch(
      /^default-src 'self'; script-src 'self' 'sha256-[\w+/=]+'; style-src 'self' 'unsafe-inline'; img-src 'self' data: https:\/\/pics\.example any\.example; media-src 'self' data: blob: http:\/\/films\.example:8080; frame-src 'self' https:\/\/www\.youtube\.com; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'self'$/,
    );
    expect(policy('/b/')).not.toContain('example');
    expect(policy('/')).toMatch(
      /img-src 'self' data: https:\/\/pics\.example any\.example; media-src 'self' data: blob:;/,
    );
    expect(site.notFound.headers['content-security-policy']).not.toContain('example');
  });
});

test('a deck carries styles for the way from right to left only where it goes that way', async () => {
  const site = await load({
    'ltr.md': '# A',
    'auto.md': '---\ndir: auto\n---\n# A',
    'rtl.md': '---\ndir: rtl\n---\n# A',
    'own.md': '---\nrevealOptions: { rtl: true }\n---\n# A',
    'back.md': '---\ndir: rtl\nrevealOptions: { rtl: false }\n---\n# A',
  });
  const carry = ['ltr', 'auto', 'rtl', 'own', 'back'].filter((name) =>
    /\.reveal \.slides\{[^}]*direction:rtl/.test(textAt(site, `/${name}/`)),
  );
  expect(carry).toEqual(['rtl', 'own']);
});
