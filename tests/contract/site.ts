/** A site with one of everything that is answered in a way of its own, so that every part of the client is asked for. */
import { drawPicture } from '../bench/picture.ts';
import type { Files } from '../setup/folder.ts';

/** The presenter's key of every subject. */
export const KEY = 'a-key-for-tests-0123456789';

/** Files of the site. */
export const files: Files = {
  'decks/site.yml': 'title: A site of one of everything\n',
  'decks/talk/deck.md': `---
title: A talk
css: ../look/talk.css
client: talk.ts
---

# One

Note: What nobody else reads.

---

\`\`\`js [1|2]
const a = 1;
const b = 2;
\`\`\`

---

![A picture](pic.png) ![The site's](/img/logo.png) $e^{i\\pi}$

---

![A terminal](demo.cast)

---

\`\`\`mermaid
pie
  "Said" : 3
  "Shown" : 1
\`\`\`

---

<!-- .slide: data-background-image="pic.png" data-background-srcset="pic.png 640w" -->

![A recording](film.mp4) [More](more.pdf) [A text](notes.txt) [Elsewhere](../paper/)
`,
  'decks/talk/pic.png': drawPicture(1),
  'decks/talk/demo.cast': '{"version":2,"width":80,"height":24}\n[0.5,"o","$ npm start\\r\\n"]\n',
  'decks/talk/talk.ts': 'export default (): void => {};\n',
  'decks/talk/film.mp4': Buffer.alloc(300_000, 'lectern '),
  'decks/talk/more.pdf': '%PDF-1.7 no more than a beginning',
  'decks/talk/notes.txt': 'A text that is compressed. '.repeat(50),
  'decks/talk/drawing.svg': '<svg xmlns="http://www.w3.org/2000/svg"><title>A drawing</title></svg>',
  'decks/talk/unnamed and größe.png': drawPicture(2),
  'decks/paper.md': '# A single file\n\nNote: With a note.\n',
  'decks/by-hand/index.html': '<section><h1>By hand</h1><aside class="notes">Mine</aside></section>',
  'decks/held/deck.md':
    '---\naudience: shown-only\n---\n\n# First\n\n---\n\n![](later.png)\n\nNote: Later.\n',
  'decks/held/later.png': drawPicture(3),
  'decks/unlisted.md': '---\nunlisted: true\n---\n\n# Not on the index\n',
  'decks/img/logo.png': drawPicture(4),
  'decks/look/talk.css': '.reveal h1 { background: url(ground.png) }',
  'decks/look/ground.png': drawPicture(5),
};

/** Addresses that are there, but for those below `_/`, whose names are in the pages. */
export const addresses: readonly string[] = [
  '',
  'talk/',
  'talk/pic.png',
  'talk/demo.cast',
  'talk/film.mp4',
  'talk/more.pdf',
  'talk/notes.txt',
  'talk/drawing.svg',
  'talk/unnamed%20and%20gr%C3%B6%C3%9Fe.png',
  'paper/',
  'by-hand/',
  'held/',
  'unlisted/',
  'img/logo.png',
  'look/ground.png',
];

/** Addresses of which only the server decides what is there. */
export const served: readonly string[] = ['held/later.png', 'held/shown', 'held/shown?from=1', 'healthz'];

/** Addresses that are none. */
export const absent: readonly string[] = [
  'nothing',
  'talk/deck.md',
  'talk/absent.png',
  'site.yml',
  '_/absent.js',
  'talk/../../etc/passwd',
  'talk/%2e%2e%2fsite.yml',
  'TALK/',
];

/** The same files as a site that holds nothing back. */
export const openFiles: Files = Object.fromEntries(
  Object.entries(files)
    .filter(([name]) => !name.startsWith('decks/held/'))
    .map(([name, content]) => [name.replace('decks/', 'open/'), content]),
);
