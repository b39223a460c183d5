/** `lectern check --render`: what only a browser finds wrong with a deck. */
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, test, vi } from 'vitest';
import { checkRendered, type Rendering } from '../../server/check/rendered/check-rendered.ts';
import { loadSite, openSite } from '../../server/site/load.ts';
import type { Site } from '../../server/site/site.ts';
import { command, runNode } from '../setup/command.ts';
import { createFolder } from '../setup/folder.ts';
import { lendChromium } from './chromium.ts';

/** As many lines as a slide has no room for. */
const long = 'A line that stands below the one before it.\n\n'.repeat(30);

const folder = createFolder({
  'full.md': `# Short

---

## Long

${long}

---

## Long in the end

${long.replaceAll('one before it.', 'last. <!-- .element: class="fragment" style="display:none" -->')}

- shown at once
- <span class="fragment" style="position:relative;top:900px">shown below the stage</span>

---

## Switched off

<!-- check: { overflow: off } -->

${long}
`,
  'lined.md': `---
theme: serif
header: Above
footer: Below
---

# Fits

---

## Over its footer

${'A line.\n\n'.repeat(7)}

---

## Placed there

<p style="position:absolute;bottom:20px">On purpose</p>
`,
  'course/week/wide.md': `# Wide\n\n${long}\n\n---\n\n# Two\n`,
  'cut.md': `---
theme: white
---

## Wide

\`\`\`js
const wide = '${'a long line '.repeat(12)}';
\`\`\`

---

## Long

\`\`\`js
${'f();\n'.repeat(30)}\`\`\`

---

## In steps

\`\`\`js [1-9|20-30]
${'f();\n'.repeat(30)}\`\`\`
`,
  'fitting.md': `# Fitting

![A picture that bleeds](wide.svg) <!-- .element: style="position:absolute;left:-400px;width:3000px;max-width:none" -->

---

## Scrolls

<div style="height:200px;overflow:auto">

${long}

</div>
`,
  'wide.svg': '<svg xmlns="http://www.w3.org/2000/svg" width="900" height="90"><circle r="40"/></svg>',
  'drawn.md': `# Drawn

\`\`\`mermaid
pie title Pets
  "Dogs" : 3
\`\`\`

---

## Not drawn

\`\`\`mermaid
gantt
  dateFormat YYYY-MM-DD
  Draft :a1, 2026-01-01, 10d
  Review :a2, nonsense, 10d
\`\`\`
`,
  'small.md': `# Small

\`\`\`mermaid
flowchart TD
${Array.from({ length: 16 }, (_each, i) => `  N${i}[Step ${i}] --> N${i + 1}[Step ${i + 1}]`).join('\n')}
\`\`\`

---

## Large

\`\`\`mermaid
flowchart TD
  A --> B
  B --> C
\`\`\`

---

## No room

${'A line.\n\n'.repeat(8)}
![Nothing of it is seen](wide.svg){.r-stretch}

---

## Room

![All of it is seen](wide.svg){.r-stretch .fragment}
`,
  'asking.md': `# Asking

---

## Elsewhere

![A picture](http://127.0.0.1:59999/absent.png)

![Another](nowhere.png)
`,
  'slow.md': `# Slow

---

<!-- .slide: data-background-image="https://slow.example/silent.png" -->

## Silent

---

<!-- .slide: data-background-image="https://slow.example/late.png" -->

## Late
`,
});

let browser: Browser;
beforeAll(async () => {
  browser = await lendChromium();
});
afterAll(async () => {
  await browser?.close();
  folder.remove('.');
});

/** What is found in one deck, or in a folder with `/` at its end, as lines; `change` makes another site of it first. */
async function look(
  deck: string,
  change: (site: Site) => Site = (site) => site,
  how: Pick<Rendering, 'timeout'> = {},
): Promise<string[]> {
  const loading = {
    path: folder.at(deck.endsWith('/') ? deck : `${deck}.md`),
    buildDirectory: inject('buildDirectory'),
    cacheDirectory: folder.at('cache'),
  };
  const found = await checkRendered({
    browser,
    site: change(await loadSite(loading)),
    open: await openSite(loading),
    pictures: folder.at('pictures'),
    report: () => {},
    ...how,
  });
  return found.map(({ file, line, rule, reason }) => `${file}:${line} ${rule} ${reason}`);
}

describe('overflow', () => {
  test('a slide that is too full is told with a picture, before its first step or after its last', async () => {
    const found = (await look('full')).map((line) =>
      line.replace(folder.path, '').replace(/\d+ pixels/, 'N pixels'),
    );
    expect(found).toEqual([
      'full.md:7 overflow the slide reaches N pixels beyond the lower edge of the stage, see /pictures/full-2.png',
      expect.stringMatching(
        /^full\.md:\d+ overflow the slide reaches N pixels beyond the lower edge of the stage, see \/pictures\/full-3\.png$/,
      ),
    ]);
    expect(readdirSync(folder.at('pictures'))).toEqual(['full-2.png', 'full-3.png']);
  });

  test('what reaches over the lines of a deck is told, what is placed there is not', async () => {
    const found = (await look('lined')).map((line) => line.replace(folder.path, ''));
    expect(found).toEqual([
      expect.stringMatching(
        /^lined\.md:\d+ overflow the slide reaches over its footer, see \/pictures\/lined-2\.png$/,
      ),
    ]);
  });

  test('code that is cut off is told', async () => {
    const found = (await look('cut')).map((line) =>
      line.replace(folder.path, '').replace(/\d+ pixels/, 'N pixels'),
    );
    expect(found).toEqual([
      'cut.md:8 overflow N pixels of code are cut off at the right edge of its frame, see /pictures/cut-1.png',
      'cut.md:16 overflow N pixels of code are cut off at the lower edge of its frame, see /pictures/cut-2.png',
    ]);
  });

  test('the pictures of a deck in folders are there, too', async () => {
    expect(await look('course/')).toHaveLength(1);
    expect(existsSync(folder.at('pictures/week-wide-1.png'))).toBe(true);
  });

  test('what scrolls or is meant to bleed is none', async () => {
    expect(await look('fitting')).toEqual([]);
    expect(existsSync(folder.at('pictures/fitting-1.png'))).toBe(false);
  });
});

test('requests that fail are told on the slide that asks', async () => {
  expect((await look('asking')).sort()).toEqual([
    'asking.md:7 failed-request `http://127.0.0.1:59999/absent.png` could not be loaded (net::ERR_CONNECTION_REFUSED)',
    'asking.md:9 failed-request `/asking/nowhere.png` could not be loaded (status 404)',
  ]);
});

test('requests that fail late, or have no answer at all, are told as well', async () => {
  const open = browser.newContext.bind(browser);
  const spy = vi.spyOn(browser, 'newContext').mockImplementation(async (options) => {
    const context = await open(options);
    await context.route('https://slow.example/late.png', async (route) => {
      await sleep(500);
      await route.fulfill({ status: 404 });
    });
    await context.route('https://slow.example/silent.png', () => {});
    return context;
  });
  const found = await look('slow', undefined, { timeout: 1_500 });
  expect(found.sort()).toEqual([
    'slow.md:11 failed-request `https://slow.example/late.png` could not be loaded (status 404)',
    'slow.md:5 failed-request `https://slow.example/silent.png` could not be loaded (no answer within 1.5 seconds)',
  ]);
  spy.mockRestore();
});

test('a diagram that only the browser can find wrong is told at its line', async () => {
  const found = await look('drawn');
  expect(found).toHaveLength(1);
  expect(found[0]).toBe('drawn.md:16 diagram this diagram cannot be drawn: Invalid date:nonsense');
});

test('letters too small for the last row are told, and what has no room', async () => {
  const found = await look('small');
  expect(found.filter((line) => !line.includes(' overflow '))).toEqual([
    expect.stringMatching(
      /^small\.md:\d+ small-letters the letters of this diagram are \d+(?:\.\d)? pixels high where the stage has 720: “Step \d+”$/,
    ),
    expect.stringMatching(
      /^small\.md:\d+ no-room what is to fill the height that is left is not seen: the rest of the slide takes all of it$/,
    ),
  ]);
});

test('a script that fails is told', async () => {
  const failing = 'setTimeout(() => { throw new Error("no such thing"); }, 0);';
  const found = await look('fitting', (site) => {
    const resources = [...site.resources].map(([address, resource]) => {
      if (!/^\/_\/deck\..*\.js$/.test(address) || !('bytes' in resource.body))
        return [address, resource] as const;
      const bytes = Buffer.concat([resource.body.bytes, Buffer.from(failing)]);
      return [address, { ...resource, body: { bytes } }] as const;
    });
    return { ...site, resources: new Map(resources) };
  });
  expect(found).toEqual(['fitting.md:1 script-error a script failed: no such thing']);
});

test('the shipped decks have nothing of the kind', async () => {
  const decks = join(import.meta.dirname, '../../decks');
  const { code, stdout } = await runNode([
    ...[command, 'check', decks, '--render', '--pictures', folder.at('shipped'), '--format', 'json'],
  ]);
  const { problems }: { problems: { file: string; line: number; message: string }[] } = JSON.parse(stdout);
  expect(problems.map(({ file, line, message }) => `${file}:${line} ${message}`)).toEqual([]);
  expect(code).toBe(0);
}, 240_000);
