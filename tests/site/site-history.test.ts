/** What a running server knows from earlier loads: whatever is saved, the site comes out as one that is loaded for the first time. */
import { afterEach, expect, test } from 'vitest';
import { loadSite } from '../../server/site/load.ts';
import type { Site } from '../../server/site/site.ts';
import { SiteHistory } from '../../server/site/site-history.ts';
import { drawPicture } from '../bench/picture.ts';
import type { Files } from '../setup/folder.ts';
import { siteMaker, textAt } from '../setup/loading.ts';

const { siteOf, remove } = siteMaker();
afterEach(remove);

const slides = ['# One', '![A](a.png)', '## Two\n\nNote: said', '## Three\n\n----\n\n## Below', '## Four'];
const deck = (parts: readonly string[]) => ({ 'a/deck.md': parts.join('\n\n---\n\n') });
const at = (index: number, text: string) => slides.with(index, text);

const saves: readonly (readonly [what: string, files: Files])[] = [
  ['a word', deck(at(2, '## Two and more\n\nNote: said'))],
  ['a note', deck(at(2, '## Two\n\nNote: said again'))],
  ['a line above the others', deck(at(0, '# One\n\nAnother line.'))],
  ['a picture more', { 'a/b.png': drawPicture(3), ...deck(at(4, '![B](b.png)')) }],
  ['a slide between', deck(slides.toSpliced(2, 0, '## Between'))],
  ['a slide less', deck(slides.toSpliced(1, 1))],
  ['slides that change places', deck(slides.toReversed())],
  ['a column more', deck(at(1, '![A](a.png)\n\n----\n\n## Under it'))],
  ['a column less', deck(at(3, '## Three'))],
  ['a picture behind', deck(at(4, '<!-- .slide: data-background-image="a.png" -->\n\n## Four'))],
  ['its own id', deck(at(4, '<!-- .slide: id="below" -->\n\n## Four'))],
  ['one slide', deck(['# Alone'])],
  ['all of them again', deck(slides)],
];

/** Files that are others than at the start have another address, and the page another name. */
const replaced = { 'a/a.png': drawPicture(2), ...deck([...slides, '## Five']) };

function shownBy(site: Site) {
  const [{ revision, notes, warnings, content } = {}] = site.decks;
  return {
    revision,
    notes,
    warnings,
    pages: ['/a/', '/a/speaker', '/'].map((address) => textAt(site, address)),
    ...(content && { slides: [...content.slides], columns: content.columns }),
  };
}

test('every save', async () => {
  const { folder, options } = siteOf({ 'a/a.png': drawPicture(1), ...deck(slides) });
  const history = new SiteHistory({ ...options, root: folder.path, encodes: false });
  history.openInDev.add('a');
  await loadSite(options, { history });
  for (const [what, files] of saves) {
    folder.write(files);
    const { decks } = await loadSite(options, { history, pass: 'quick' });
    const kept = shownBy(await loadSite(options, { history }));
    const fresh = new SiteHistory({ ...options, root: folder.path, encodes: false });
    fresh.openInDev.add('a');
    expect(kept, what).toEqual(shownBy(await loadSite(options, { history: fresh })));
    expect([...(decks[0]?.content?.slides ?? [])], what).toEqual(kept.slides);
  }
  folder.write(replaced);
  const { slides: shown = [] } = shownBy(await loadSite(options, { history }));
  expect(shown.map(([, html]) => / src="([^"]*)"/.exec(html)?.[1])).toEqual([
    ...[undefined, expect.stringMatching(/^a\.png\?v=\w{8}$/)],
    ...[undefined, undefined, undefined, undefined, undefined],
  ]);
});

test('of decks that are gone nothing is kept', async () => {
  const { folder, options } = siteOf({
    ...deck(slides),
    'b.md': '# B\n\n<!-- include: part.md -->',
    'part.md': 'Part',
  });
  const history = new SiteHistory({ ...options, root: folder.path, encodes: false });
  history.openInDev.add('b');
  await loadSite(options, { history, pass: 'quick' });
  expect([[...history.files()].includes(folder.at('part.md')), history.complete]).toEqual([true, false]);
  folder.remove('b.md', 'a');
  folder.write({ 'c.md': '# C' });
  await loadSite(options, { history });
  expect([
    [...history.files()].filter((file) => file.endsWith('.md')),
    history.complete,
    [...history.openInDev],
  ]).toEqual([[], true, []]);
});
