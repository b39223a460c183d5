/** What README and the guide promise of what is public and what is private: each sentence stands there, and is true. */
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Site } from '../../server/site/site.ts';
import { audienceText } from '../setup/audience.ts';
import { addressesOf, siteMaker, textAt } from '../setup/loading.ts';

const { siteOf, remove } = siteMaker();
afterAll(remove);

const FILES = {
  'decks/talk/deck.md': `---\ntitle: Talk # xCOMMENTx\n---\n# Talk\n\n[a](named.csv) [b](part.md) [c](.env) [d](../../outside.csv) [e](/img/list.csv) ![f](/img/logo.png)
<!-- xCOMMENTx -->\n\nNote: xNOTESx <!-- xCOMMENTx -->\n\n---\n\n<!-- .slide: data-visibility="hidden" -->\n\n# xHIDDENx
\n---\n\n## More {data-notes="xNOTESx"}\n\n<aside class="notes">xNOTESx</aside>\n\n<style>/* xCOMMENTx */</style>`,
  'decks/talk/named.csv': 'named',
  'decks/talk/other.csv': 'xOTHERx',
  'decks/talk/part.md': 'xSOURCEx',
  'decks/talk/.env': 'xDOTFILEx',
  'decks/talk/.git/a.png': 'xDOTFILEx',
  'decks/talk/a.png': 'a picture',
  'decks/talk/a.mp4': 'a film',
  'decks/talk/a.woff2': 'a font',
  'decks/talk/a.pdf': 'a paper',
  'decks/talk/a-notes.pdf': 'xNOTESx',
  'decks/talk/out.png': { link: '../../outside.png' },
  'decks/talk/far': { link: '../..' },
  'decks/img/logo.png': 'a logo',
  'decks/img/list.csv': 'xOTHERx',
  'decks/img/face.png': 'xOTHERx',
  'decks/press/kit.pdf': 'a paper for all',
  'decks/site.yml': 'title: Decks # xSOURCEx\npublic: [press]',
  'outside.png': 'xOUTSIDEx',
  'outside.csv': 'xOUTSIDEx',
};

/** All that the audience can fetch of this site. */
const PUBLIC = [
  ...['/', '/img/logo.png', '/press/kit.pdf'],
  ...['/talk/', '/talk/a.mp4', '/talk/a.pdf', '/talk/a.png', '/talk/a.woff2'],
  '/talk/named.csv',
];

let site: Site;
beforeAll(async () => {
  const made = siteOf(FILES);
  ({ site } = await made.load({ path: made.folder.at('decks') }));
}, 60_000);

const are = (...addresses: string[]) => expect(addressesOf(site)).toEqual(expect.arrayContaining(addresses));
const lacks = (...words: readonly string[]) => {
  const text = audienceText(site);
  expect(words.filter((word) => text.includes(word))).toEqual([]);
};
const asksNobodyElse = () => {
  for (const address of ['/', '/talk/'])
    expect(textAt(site, address)).not.toMatch(
      /(?:src|href|action|data-src)="?(?:https?:)?\/\/|url\("?https?:/,
    );
  expect(site.resources.get('/talk/')?.headers['content-security-policy']).toMatch(/^default-src 'self'/);
};

const README = 'README.md';
const FOLDERS = 'decks/guide/files-and-folders.md';
const SERVER = 'decks/guide/the-server.md';

const promises: readonly (readonly [file: string, sentence: string, proof: () => void])[] = [
  [FOLDERS, 'A deck’s page', () => are('/talk/')],
  [FOLDERS, 'Files that a deck refers to', () => are('/talk/named.csv', '/img/logo.png')],
  [
    FOLDERS,
    'Pictures, media, fonts and PDFs in its folder, but no `…-notes.pdf`, and in folders that `public` in `site.yml` names',
    () => are('/talk/a.png', '/talk/a.mp4', '/talk/a.woff2', '/talk/a.pdf', '/press/kit.pdf'),
  ],
  [
    FOLDERS,
    '**Nothing else:** no Markdown sources, no notes, no dotfiles, and nothing that a link leads to outside the folder.',
    () => {
      expect(addressesOf(site)).toEqual(PUBLIC);
      lacks('xOTHERx', 'xSOURCEx', 'xNOTESx', 'xDOTFILEx', 'xOUTSIDEx');
    },
  ],
  [
    SERVER,
    'To the audience: the speaker’s notes, hidden slides and comments',
    () => lacks('xNOTESx', 'xHIDDENx', 'xCOMMENTx'),
  ],
  [
    SERVER,
    'To anyone: the sources, dotfiles, and [all that is not public](#/what-the-audience-can-fetch)',
    () => {
      for (const word of ['xSOURCEx', 'xDOTFILEx', 'xOTHERx']) lacks(word);
      // For presenters, there are their views beside.
      const all = [...site.resources].filter(([, { reader }]) => reader === 'presenter');
      expect(all.map(([address]) => address)).toEqual(['/talk/speaker']);
    },
  ],
  [SERVER, 'Anything to anyone else: no CDN, no font service, no counting of visitors', asksNobodyElse],
  [README, 'Nothing comes from any other server', asksNobodyElse],
  [README, 'Notes are never sent to the audience.', () => lacks('xNOTESx')],
  [
    README,
    'Notes, comments and hidden slides never leave the server for the audience.',
    () => lacks('xNOTESx', 'xCOMMENTx', 'xHIDDENx'),
  ],
  ['decks/guide/attributes.md', 'No comment reaches the audience', () => lacks('xCOMMENTx')],
  ['decks/guide/slides.md', '`hidden` slides are in no page', () => lacks('xHIDDENx')],
  [
    'decks/guide/before-the-talk.md',
    'Sources and hidden files are never served.',
    () => lacks('xSOURCEx', 'xDOTFILEx'),
  ],
];

/** A document as its reader sees it, but for marks within a line. */
function textOf(file: string): string {
  return readFileSync(new URL(`../../${file}`, import.meta.url), 'utf8')
    .replaceAll("'", '’')
    .replace(/\s+/g, ' ');
}

test.each(promises)('%s: %s', (file, sentence, proof) => {
  expect(textOf(file)).toContain(sentence);
  proof();
});

test.each([
  [FOLDERS, 'What the audience can fetch'],
  [SERVER, 'What is never sent'],
])('%s promises nothing else under “%s”', (file, heading) => {
  const [slide = ''] =
    textOf(file)
      .split(`## ${heading} `)[1]
      ?.split(/ (?:----|Note:)/) ?? [];
  const items = [...slide.matchAll(/(?:^| )- (.+?)(?= - | \*\*|$| Pictures, films)/g)].map(
    ([, item]) => item,
  );
  expect(items.length).toBeGreaterThan(2);
  const known = promises.filter(([of]) => of === file).map(([, sentence]) => sentence);
  expect(items.filter((item) => !known.some((sentence) => sentence === item))).toEqual([]);
});
