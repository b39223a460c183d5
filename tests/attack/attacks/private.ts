/** Attack: searches for private content in everything that the audience can get: pages, files, messages, exports. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { build, buildStatic, readableIn } from '../../setup/sealed.ts';
import { ask } from '../ask.ts';
import { type Attack, type Context, KEY, type Target } from '../context.ts';
import { column, Peer } from '../room.ts';

/** Ways to write something private, each with a unique word in place of `SECRET`. */
const PRIVATE: readonly string[] = [
  'Note: SECRET',
  'note:\n\nSECRET',
  'Notes: a\n\n- b\n- SECRET',
  'NOTE：SECRET',
  '- Note: SECRET',
  '> Note: SECRET',
  'text\nNote: SECRET',
  '    Note: SECRET',
  '<aside class="notes">SECRET</aside>',
  "<aside class='notes x' data-markdown>\n\n*SECRET*\n\n</aside>",
  '<p data-notes="SECRET">text</p>',
  '<!-- .slide: data-notes="SECRET" -->',
  '<!-- .slide: data-visibility="hidden" -->\n\nSECRET',
  '<!-- SECRET -->',
  '<!--\nSECRET\n\n---\n\nSECRET\n-->',
  'text <!-- SECRET --> text',
  '<!-- SECRET never closed',
  '<div title="<!-- SECRET -->">x</div>',
  '<svg><!-- SECRET --></svg>',
  '<template><aside class="notes">SECRET</aside></template>',
  '<noscript><!-- SECRET --></noscript>',
  '<script>const x = "SECRET";</script>',
  '<script type="text/template">SECRET</script>',
  '<? SECRET ?>',
  '<!doctype SECRET>',
  '<![CDATA[ SECRET ]]>',
  '<p onclick="say(\'SECRET\')">text</p>',
  '| a |\n|---|\n| <!-- SECRET --> |',
  'Text[^1]\n\n[^1]: Footnote <!-- SECRET -->',
  '```js\nconst a = 1;\n```\n\nNote:\n\n```\nSECRET\n```',
  '- item <!-- .element: data-notes="SECRET" -->',
  '![](x.png)<!-- SECRET -->',
];

/** Returns whether a syntax is in a deck of its own, because it may swallow the rest of its deck. */
const isAlone = (i: number) => /never closed|^<[?!][a-z [C]/.test(PRIVATE[i] ?? '');

/** Front matter with keys and a comment that only the author may read. */
const FRONT = '---\ntitle: A talk\n# SECRET_FRONT\nsecretKey: SECRET_KEY\n---\n\n# First\n\n---\n\n';

/** Returns a word that no other text contains. */
const wordOf = (i: number) => `rumpelstilz${String(i).padStart(2, '0')}chen`;
const WORD = /rumpelstilz\d\dchen|SECRET_(?:FRONT|KEY)/g;

/** Addresses to try in addition to those in pages. */
const GUESSES: readonly string[] = [
  ...['speaker', 'speaker/runs.json', 'speaker/log.jsonl', 'deck.md', 'changes?since=', 'changes?since=x'],
  ...[
    'offline.json',
    '?showNotes=true',
    '?print-pdf',
    '?view=print',
    'shown',
    'shown?from=-1',
    'live',
    'notes',
  ],
  ...['speaker?key=', 'speaker?token=x', 'index.html', '_/', 'handout', 'slides.pdf'],
];

const CODINGS: readonly string[] = ['identity', 'br', 'gzip'];

/** Crawls the site, follows a talk, and exports the decks. */
export const privateWords: Attack = {
  name: 'private',
  about: `${PRIVATE.length} syntaxes of what is private: looked for in addresses, frames and exports`,
  async run(context) {
    const slides = PRIVATE.map((syntax, i) => `## Slide ${i}\n\n${syntax.replaceAll('SECRET', wordOf(i))}\n`);
    const text = FRONT + slides.filter((_, i) => !isAlone(i)).join('\n---\n\n');
    const alone = Object.fromEntries(
      slides.flatMap((slide, i) =>
        isAlone(i) ? [[`decks/alone-${i}.md`, `# First\n\n---\n\n${slide}`]] : [],
      ),
    );
    const folder = context.folder({ ...alone, 'decks/talk/deck.md': text, 'decks/talk/x.png': 'a picture' });
    const target = await context.serve(folder, { patience: 60 });
    const cookie = await target.signIn();
    const { text: notes } = await ask(target.port, '/talk/speaker', { headers: { cookie } });
    // Otherwise there would be nothing to find.
    if ((notes.match(WORD) ?? []).length < 10) return ['The presenter has no notes.'];
    const findings = [...(await crawl(context, target)), ...(await follow(context, target))];
    findings.push(...(await exported(context, folder.at('decks'), folder.at('out'))));
    return [...new Set(findings)];
  },
};

/** Returns a finding for each private word in a text. */
function lookIn(text: string, where: string): string[] {
  return [...new Set(text.match(WORD) ?? [])].map((word) => {
    const i = Number(/\d\d/.exec(word)?.[0] ?? -1);
    return `${where} has ${word}${PRIVATE[i] === undefined ? '' : `, written as ${JSON.stringify(PRIVATE[i])}`}.`;
  });
}

/** Requests every address that a page or a file references, in every content coding. */
async function crawl(context: Context, target: Target): Promise<string[]> {
  const waiting = [
    '/',
    '/healthz',
    '/sw.js',
    '/nothing',
    '/talk',
    ...GUESSES.map((guess) => `/talk/${guess}`),
  ];
  const seen = new Set(waiting);
  const findings: string[] = [];
  for (let path = waiting.pop(); path !== undefined; path = waiting.pop()) {
    for (const coding of CODINGS) {
      const answer = await ask(target.port, path, { headers: { 'accept-encoding': coding } });
      context.count();
      const text = decoded(answer.bytes, answer.headers['content-encoding']);
      findings.push(...lookIn(`${JSON.stringify(answer.headers)}\n${text}`, `${path} (${coding})`));
      if (coding !== 'identity') continue;
      for (const found of namedIn(text, path)) {
        if (seen.has(found)) continue;
        seen.add(found);
        waiting.push(found);
      }
    }
  }
  return findings;
}

function decoded(bytes: Buffer, coding: string | undefined): string {
  if (coding === 'br') return brotliDecompressSync(bytes).toString('latin1');
  return (coding === 'gzip' ? gunzipSync(bytes) : bytes).toString('latin1');
}

/** Returns addresses of this server in a text: attributes, `url()`s, and strings that look like relative addresses. */
function namedIn(text: string, path: string): string[] {
  const written = text.matchAll(
    /(?:href|src|content)="([^"#]+)|url\(([^)"']+)\)|["']((?:\.{1,2}\/)+[\w./?=-]+)["']/g,
  );
  return [...written].flatMap(([, attribute, url, string]) => {
    const address = attribute ?? url ?? string ?? '';
    const base = `http://here${path}`;
    if (!URL.canParse(address, base)) return [];
    const { host, pathname, search } = new URL(address, base);
    return host === 'here' ? [pathname + search] : [];
  });
}

/** Searches all messages to a viewer while a presenter goes through the deck. */
async function follow(context: Context, target: Target): Promise<string[]> {
  const frames: string[] = [];
  const viewer = await Peer.join(target);
  viewer.socket.on('message', (data) => frames.push(String(data)));
  const presenter = await Peer.join(target, { cookie: await target.signIn() });
  for (let h = 0; h <= PRIVATE.length; h++) {
    await presenter.go(column(h));
    context.count();
  }
  await viewer.reach(({ seq }) => seq === presenter.state.seq);
  return lookIn(frames.join('\n'), 'A frame');
}

/** Searches the static site, the file without notes, and the file with encrypted notes. */
async function exported(context: Context, decks: string, out: string): Promise<string[]> {
  const { site } = await buildStatic(decks, out, '--no-notes');
  const files = readdirSync(site, { recursive: true, encoding: 'utf8', withFileTypes: true });
  const findings = files
    .filter((entry) => entry.isFile())
    .flatMap(({ parentPath, name }) =>
      lookIn(readFileSync(join(parentPath, name), 'latin1'), `site/${name}`),
    );
  findings.push(...lookIn(readableIn(join(out, 'lectern.mjs')), 'The file built with --no-notes'));
  const { file } = await build(decks, join(out, 'locked'), '--key', KEY);
  findings.push(...lookIn(readableIn(file), 'The file built with --key'));
  context.count(files.length + 2);
  return findings;
}
