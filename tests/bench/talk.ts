/** Generates talks of any length to measure with; the same seed gives the same text. */

/** Languages and samples for the code slides, in rotation. */
const CODE: readonly (readonly [language: string, sample: string])[] = [
  [
    'ts',
    'type Step = { slide: string; at: number };\n\nexport function last(steps: Step[]): Step | undefined {\n  // the newest wins\n  return steps.toSorted((a, b) => a.at - b.at).at(-1);\n}',
  ],
  [
    'python',
    'from pathlib import Path\n\ndef titles(folder: Path) -> list[str]:\n    """Every deck\'s first line."""\n    return [p.read_text().splitlines()[0] for p in folder.glob("*.md")]',
  ],
  [
    'go',
    'package main\n\nimport "fmt"\n\nfunc main() {\n\tfor i := range 3 {\n\t\tfmt.Printf("slide %d\\n", i)\n\t}\n}',
  ],
  [
    'rust',
    "fn longest<'a>(a: &'a str, b: &'a str) -> &'a str {\n    if a.len() >= b.len() { a } else { b }\n}",
  ],
  [
    'sql',
    "SELECT talk, avg(seconds) AS pace\nFROM steps\nWHERE held >= '2013-07-26'\nGROUP BY talk\nORDER BY pace DESC;",
  ],
  ['bash', 'for deck in decks/*/; do\n  printf "%s\\n" "$deck"\n  wc -w < "$deck/deck.md"\ndone'],
  [
    'css',
    '.stage {\n  display: grid;\n  inset: 0 auto;\n  color: oklch(40% 0.1 240deg);\n}\n@media print { .stage { break-after: page; } }',
  ],
  ['json', '{\n  "talk": "boot-time",\n  "slides": 40,\n  "live": true,\n  "speakers": ["Ada", "Grace"]\n}'],
];

/** Enough words that a talk compresses about as well as one written by a person. */
const WORDS =
  'audience blank boot bright browser button cable cache camera clicker clock code corner crowd curtain deck draft echo editor evening exit figure floor font frame garden glass graph handle heading image joke kernel key lamp laptop latency layer lectern letter light line link map margin memory microphone minute mirror morning network note number ocean packet page paper pause picture pointer problem projector question rack rehearsal river room row screen script seat second server shadow signal silence slide socket speaker stage step story stream table talk theme thread timer title tool trace unikernel viewer voice wall window wire word'.split(
    ' ',
  );

/** Names of the pictures that picture slides show. */
export const PICTURES = ['graph.png', 'room.png', 'trace.png', 'layers.png'] as const;

/** One slide as Markdown, and its notes. */
export interface TalkSlide {
  readonly markdown: string;
  readonly notes: string;
}

/**
 * Generates the slides of a talk: a title, then lists; every fifth is code, every tenth from the sixth a picture. All
 * have notes.
 * @param seed determines the words
 */
export function writeSlides(count: number, seed = 1): TalkSlide[] {
  const random = generator(seed);
  const pick = <T>(values: readonly T[]): T => {
    const value = values[Math.floor(random() * values.length)];
    if (value === undefined) throw new Error('There is nothing to pick from.');
    return value;
  };
  const sentence = (length = 8): string => Array.from({ length }, () => pick(WORDS)).join(' ');
  return Array.from({ length: count }, (_, index) => {
    const number = index + 1;
    const notes = `${sentence(12)}. ${sentence(12)}.`;
    if (number === 1) return { markdown: `# Talk number ${seed}\n\n${sentence()}`, notes };
    if (number % 5 === 0) {
      const [language, sample] = CODE[(number / 5) % CODE.length] ?? ['text', ''];
      return { markdown: `## Sample ${number}\n\n\`\`\`${language}\n${sample}\n\`\`\``, notes };
    }
    if (number % 10 === 6) {
      return { markdown: `## Picture ${number}\n\n![${sentence()}](${pick(PICTURES)})`, notes };
    }
    const items = [`**${sentence()}**`, sentence(), `${sentence()}, as in \`deck.md\``, sentence()];
    return {
      markdown: `## ${sentence(4)} (${number})\n\n${sentence()}.\n\n${items.map((item) => `- ${item}`).join('\n')}`,
      notes,
    };
  });
}

/** Returns a deck's text as an author would write it. */
export function toDeck(slides: readonly TalkSlide[], seed = 1): string {
  const parts = slides.map(({ markdown, notes }) => `${markdown}\n\nNote: ${notes}\n`);
  return `---\ntitle: Talk number ${seed}\n---\n\n${parts.join('\n---\n\n')}`;
}

/** Returns a Mulberry32 generator of numbers from 0 to 1, always the same for the same seed. */
function generator(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
