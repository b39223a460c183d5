/**
 * Attack: a visitor of a `shown-only` talk requests what was not shown, in every way that the server supports, and
 * floods it.
 */
import type { Position } from '../../../server/wire/protocol.ts';
import type { Files } from '../../setup/folder.ts';
import { ask } from '../ask.ts';
import type { Attack, Context, Target } from '../context.ts';
import { memoryOf } from '../memory.ts';
import { Peer } from '../room.ts';

/** Number of slides of the long deck: enough that a cached response for each would be noticeable. */
const SLIDES = 120;

/** Number of values of `from` that are tried, and of concurrent requests. */
const TRIES = 1_200;
const AT_ONCE = 50;

/** Bytes of memory that this may cost: caching every response would take more than 120 MB. */
const MOST_MEMORY = 80 * 1024 * 1024;

/** Words that must not be readable until shown; each is on a slide, in a step or in a file that is not shown. */
const SECRETS = [
  'Kingfisher',
  'Bittern',
  'Heron',
  'Ouzel',
  'Avocet',
  'PLOVER-FILE',
  'PETREL-FILE',
  'GREBE-FILE',
];

const FILES: Files = {
  'decks/talk/deck.md': `---
title: A talk
audience: shown-only
---

# One

![Eleven](11.png) [To four](#/heron)

---

## Two

<p class="fragment">Seen</p>

<p class="fragment">Kingfisher <img src="step.png" alt=""></p>

----

## Bittern

![One](1.png)

---

## Three

---

## Heron

$\\mathfrak{Ж}$ Ω

Note: Ouzel.
`,
  'decks/talk/11.png': 'eleven',
  'decks/talk/1.png': 'PLOVER-FILE',
  'decks/talk/step.png': 'PETREL-FILE',
  'decks/broken/deck.md': '---\naudience: shown-only\ntitle: [A\n---\n\n# Avocet\n\n![x](broken.png)\n',
  'decks/broken/broken.png': 'GREBE-FILE',
  'decks/long/deck.md': `---\naudience: shown-only\n---\n\n${Array.from({ length: SLIDES }, (_, i) => `## Slide ${i}\n\n${'Words. '.repeat(130)}`).join('\n\n---\n\n')}\n`,
};

/** Where the presenter goes in the talk: past the slide below the second one, then during a pause to the last. */
const WALK: readonly Position[] = [
  { slide: 'one', h: 0, v: 0, f: -1 },
  { slide: 'two', h: 1, v: 0, f: 0 },
  { slide: 'three', h: 2, v: 0, f: -1 },
];

/** Goes through a talk as its presenter, and requests as a visitor. */
export const shownOnly: Attack = {
  name: 'shown-only',
  about: `a visitor asks for what a talk has not shown: slides, steps, files, messages, and ${TRIES} answers`,
  async run(context: Context) {
    const target = await context.serve(FILES);
    const findings = await tryReading(context, target, 'before the talk');
    const cookie = await target.signIn();
    const [stage, visitor] = [await Peer.join(target, { cookie }), await Peer.join(target)];
    const heard: string[] = [];
    visitor.socket.on('message', (data) => heard.push(String(data)));
    for (const position of WALK) await stage.go(position);
    const { seq } = stage.state;
    stage.say({ type: 'pause', paused: true, seen: seq });
    await stage.reach((state) => state.seq > seq);
    await stage.go({ slide: 'heron', h: 3, v: 0, f: -1 });
    findings.push(...(await tryReading(context, target, 'during the talk')));
    findings.push(...found(heard.join('\n').replaceAll('heron', 'Heron'), 'a message of the room'));
    findings.push(...(await tryFlooding(context, target, cookie)));
    for (const peer of [stage, visitor]) peer.leave();
    return findings;
  },
};

/** Requests everything that a visitor could think of. */
async function tryReading(context: Context, target: Target, when: string): Promise<string[]> {
  const read = async (path: string): Promise<string> => {
    context.count();
    const { headers, text } = await ask(target.port, path);
    return `${JSON.stringify(headers)}\n${text}`;
  };
  const asked = ['', 'shown', 'shown?from=-1', 'shown?from=0', 'shown?from=99', 'changes?since=', 'speaker'];
  const files = ['11.png', '1.png', 'step.png', './1.png', '1.png?v=1', '%31.png', '1.png%00', 'deck.md'];
  const more = [
    '/',
    '/broken/',
    '/broken/broken.png',
    '/broken/shown',
    '/long/shown?from=1',
    '/sw.js',
    '/_/1.png',
  ];
  const paths = [...asked, ...files, 'speaker/log.jsonl', 'offline.json'].map((path) => `/talk/${path}`);
  const pages = await Promise.all([...paths, ...more].map(read));
  const named = pages.flatMap((text) =>
    [...text.matchAll(/_\/[\w.-]+\.(?:js|css)/g)].map(([name]) => `/${name}`),
  );
  const shared = await Promise.all([...new Set(named)].map(read));
  return [...pages, ...shared].flatMap((text) => found(text, `what everyone can read ${when}`));
}

/** Requests more different responses than there are, and checks how much memory they cost. */
async function tryFlooding(context: Context, target: Target, cookie: string): Promise<string[]> {
  const stage = await Peer.join(target, { cookie, deck: 'long' });
  for (let h = 0; h < SLIDES; h++) await stage.go({ slide: `slide-${h}`, h, v: 0, f: -1 });
  const { epoch } = stage.state;
  const before = memoryOf(target.pid);
  const froms = Array.from(
    { length: TRIES },
    (_, i) => [`-${i}`, `${i}`, `${epoch}.${i}`, `x${i}.1`][i % 4] ?? '',
  );
  for (let i = 0; i < TRIES; i += AT_ONCE)
    await Promise.all(
      froms.slice(i, i + AT_ONCE).map((from) => ask(target.port, `/long/shown?from=${from}`)),
    );
  context.count(TRIES);
  const more = memoryOf(target.pid) - before;
  stage.leave();
  if (more <= MOST_MEMORY) return [];
  return [`${TRIES} values of \`from\` cost the server ${Math.round(more / 1024 / 1024)} MB.`];
}

function found(text: string, where: string): string[] {
  return SECRETS.filter((secret) => text.includes(secret)).map((secret) => `${secret} is in ${where}.`);
}
