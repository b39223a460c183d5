/** Files that an imported deck shows, and links that lead nowhere. */
import { afterEach, expect, test } from 'vitest';
import { importDeck } from '../../../server/import/import-deck.ts';
import { createFolder, type Files, type TestFolder } from '../../setup/folder.ts';

let folder: TestFolder;
afterEach(() => folder.remove('.'));

/** Imports one deck of a folder, and returns its text, its report and the files that it brings. */
function imported(path: string, files: Files) {
  folder = createFolder(files);
  const { texts, copies, tool } = importDeck(folder.at(path), folder.path);
  return {
    text: String(texts.get('deck.md')),
    report: String(texts.get('import-report.md')),
    copies: [...copies.keys()].sort(),
    sheets: [...texts.keys()].filter((name) => name.endsWith('.css')),
    css: String(texts.get('deck.css')),
    tool,
  };
}

test('a background is brought, whichever way it is written', () => {
  const { text, copies, report } = imported('talk.md', {
    'talk.md': `<!-- .slide: data-background="a.png" -->
# A

---

<!-- .slide: class="x"
  data-background-image='img/b.png' -->
# B <!-- .element: class="fragment" -->

---

<!-- .slide: data-background="#dddddd" -->
\`data-background="c.png"\`

---

<!-- .slide: data-background-video="d.mp4,e.webm" -->

---

<!-- .slide: data-background="gone.png" -->
`,
    ...Object.fromEntries(['a.png', 'img/b.png', 'd.mp4', 'e.webm'].map((name) => [name, 'x'])),
  });
  expect(copies).toEqual(['a.png', 'd.mp4', 'e.webm', 'img/b.png']);
  expect(text).toContain('data-background="#dddddd"');
  expect(text).toContain('`data-background="c.png"`');
  expect(text).toContain('data-missing="gone.png"');
  expect(report).toContain('talk.md:21: `gone.png`: there is no such file beside the deck.');
});

test('a page’s background is brought, too', () => {
  const page = `<div class="slides"><section data-background="a.png"><h1>A</h1></section>
<section data-background="rgb(1, 2, 3)"><h1>B</h1></section></div>`;
  const { copies, text } = imported('index.html', { 'index.html': page, 'a.png': 'x' });
  expect(copies).toEqual(['a.png']);
  expect(text).toContain('data-background="rgb(1, 2, 3)"');
});

test('Obsidian finds a picture by its name, and its comments are no other tool’s', () => {
  const { tool, copies, text } = imported('talks/talk.md', {
    'talks/talk.md':
      '---\ntype: slide\n---\n<!-- slide bg="[[Low tide.png]]" -->\n\n![[b.png]]\n![[own/c.png]]\n',
    '.obsidian/app.json': '{}',
    'attachments/Low tide.png': 'x',
    'talks/media/b.png': 'x',
    'own/c.png': 'x',
    'other/c.png': 'x',
  });
  expect(tool).toBe('Obsidian');
  expect(copies).toEqual(['attachments/Low tide.png', 'media/b.png', 'own/c.png']);
  expect(text).toContain('data-background-image="attachments/Low tide.png"');
});

test.each([
  ['docs/talk.md', { 'docs/talk.md': '# A\n\nNotes: b', 'mkslides.yml': '', 'README.md': '# R' }],
  ['README.md', { 'README.md': '# R\n\nNotes: b', 'mkslides.yml': '' }],
])('the deck of a folder may stand in one below: %s', (file, files) => {
  folder = createFolder(files);
  expect(importDeck(folder.path, folder.path).file).toBe(file.replace(/^docs\//, ''));
});

test('a folder without a deck is told', () => {
  folder = createFolder({ 'docs/': '' });
  expect(() => importDeck(folder.path, folder.path)).toThrow(`There is no deck in ${folder.path}.`);
});

test('files in styles, sets, objects and drawings are brought', () => {
  const page = `<div class="slides"><section><div style='background: url("old/../a.png")'>x</div><object data="b.svg"></object>
<picture><source srcset="c.png 1x, gone.png 2x"><img src="d.png"></picture><svg><image href="e.png"/></svg></section></div>`;
  const files = Object.fromEntries(['a.png', 'b.svg', 'c.png', 'd.png', 'e.png'].map((name) => [name, 'x']));
  const { text, copies, report } = imported('index.html', { 'index.html': page, ...files });
  expect(copies).toEqual(['a.png', 'b.svg', 'c.png', 'd.png', 'e.png']);
  expect(text).toContain(`<div style="background: url('a.png')">`);
  expect(text).toContain('srcset="c.png 1x"');
  expect(report).toContain('index.html:2: `gone.png`: there is no such file beside the deck.');
});

test('what a click opens is brought', () => {
  const page = `<div class="slides"><section><img src="a.png" data-preview-image="big a.png"> <a data-preview-video="b.mp4">b</a>
<a data-preview-image="gone.png">c</a></section></div>`;
  const files = { 'a.png': 'x', 'big a.png': 'x', 'b.mp4': 'x' };
  const { text, copies, report } = imported('index.html', { 'index.html': page, ...files });
  expect(copies).toEqual(['a.png', 'b.mp4', 'big a.png']);
  expect(text).toContain('![](a.png){data-preview-image="big a.png"} [b]{data-preview-video="b.mp4"}');
  expect(report).toContain('`gone.png`: there is no such file beside the deck.');
});

test('a background keeps those of its files that are there', () => {
  const page =
    '<div class="slides"><section data-background-video="a.mp4,gone.webm"><p>x</p></section></div>';
  const { text, report } = imported('index.html', { 'index.html': page, 'a.mp4': 'x' });
  expect(text).toContain('data-background-video="a.mp4"');
  expect(report).toContain('`gone.webm`: there is no such file beside the deck.');
});

test.each(['C:\\Users\\me\\gone.png', 'file:///home/nobody/gone.png', 'file:///C:/gone.png'])(
  '%s is on another machine, and told',
  (address) => {
    const page = `<div class="slides"><section><img src="${address}"><a href="${address}">b</a></section></div>`;
    const { text, report } = imported('index.html', { 'index.html': page });
    expect(text).toContain('*gone.png*b');
    expect(report).toContain(`\`${address}\`: there is no such file beside the deck.`);
  },
);

test('nothing but words is left of a link that leads nowhere; a step stays', () => {
  const page = `<div class="slides"><section><p>a <a href="gone.html" target="_blank" class="navigate-down">b</a>
<a href="gone.html" class="fragment">c</a></p></section></div>`;
  const { text } = imported('index.html', { 'index.html': page });
  expect(text).toContain('a b [c]{.fragment}\n');
});

test('a page whose elements are nested too deeply is told', () => {
  folder = createFolder({
    'index.html': `<div class="slides"><section>${'<b>'.repeat(5000)}x</section></div>`,
  });
  expect(() => importDeck(folder.at('index.html'), folder.path)).toThrow('nested too deeply');
});

test('pictures in headers and footers are brought, those of single slides, too', () => {
  const { text, copies, report } = imported('talks/talk.md', {
    'package.json': '{}',
    'talks/talk.md': `---
marp: true
header: \\ ***![#l h:40](../img/logo.svg)*** *Tides*
footer: ![w:20](gone.png) Ada
---
# A

---
<!-- _header: ![h:40](other.svg) -->
<!-- _footer: ![h:40](gone.png) -->
# B
`,
    'img/logo.svg': 'x',
    'talks/other.svg': 'x',
  });
  expect(copies).toEqual(['img/logo.svg', 'other.svg']);
  expect(text).toContain('header: "***![#l](img/logo.svg)*** *Tides*"\nfooter: Ada\n');
  expect(text).toContain('data-header="![](other.svg)"');
  expect(text).toContain('data-footer=off');
  expect(report).toContain('`gone.png`: there is no such file beside the deck.');
});

test('a footer of pictures that are not there is none', () => {
  const { text } = imported('talk.md', {
    'talk.md':
      'footer: ![inline 8%](gone.png)\nslidenumbers: true\n\n# A\n\n^ note\n\n---\n\n[.footer: ![inline](b.svg)]\n\n# B\n',
    'b.svg': 'x',
  });
  expect(text).toContain('---\nfooter: "{n}"\n---');
  expect(text).toContain('data-footer="![](b.svg)"');
});

test('pictures that a deck’s styles name are brought', () => {
  const { css, copies, report } = imported('talk.md', {
    'talk.md':
      '---\nmarp: true\nstyle: |\n  section { background: #fff url("img/a b.svg") }\n  h1 { background: url(gone.png); mask: url(#x) }\n---\n# A\n',
    'img/a b.svg': 'x',
  });
  expect(copies).toEqual(['img/a b.svg']);
  expect(css).toContain('section { background: #fff url("img/a b.svg") }');
  expect(css).toContain('h1 { background: none; mask: url(#x) }');
  expect(report).toContain('talk.md:5: `gone.png`: there is no such file beside the deck.');
});

test('pictures of Slidev’s styles are found in its public folder', () => {
  const { css, copies } = imported('slides.md', {
    'slides.md': '---\nlayout: cover\n---\n# A\n\n<style>\nh1 { background: url(/a.svg) }\n</style>\n',
    'public/a.svg': 'x',
  });
  expect(copies).toEqual(['a.svg']);
  expect(css).toContain('h1 { background: url("a.svg") }');
});

test('links in HTML lead to copies, and those that lead nowhere are words', () => {
  const { text, copies, report } = imported('slides.md', {
    'slides.md':
      '---\nlayout: cover\n---\n# A\n\n<a href="paper.pdf">b</a> <a href="#gone" class="fragment">c</a> <a href="other.md">d</a> <a href="https://example.org">e</a>\n\n---\n\n# Next\n\n<a href="#next">f</a>\n',
    'paper.pdf': 'x',
    'other.md': '# x',
  });
  expect(copies).toEqual(['paper.pdf']);
  expect(text).toContain(
    '<a href="paper.pdf">b</a> <a>c</a> <a>d</a> <a href="https://example.org">e</a>'.replace(
      '<a>c',
      '<a class="fragment">c',
    ),
  );
  expect(text).toContain('<a href="#/next">f</a>');
  expect(report).toContain('slides.md:6: `#gone`: what it leads to is not there; its words stay.');
});
