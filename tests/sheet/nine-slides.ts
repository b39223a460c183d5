/** The nine slides on which themes and tools are compared, as Markdown that each tool takes for the same. */

/** The tools that show them. */
export const TOOLS = ['Lectern', 'reveal-md', 'Slidev', 'Marp'] as const;

/** One of them. */
export type Tool = (typeof TOOLS)[number];

/** One slide: the Markdown that all tools share, or what one of them calls for. */
type NineSlide = { readonly all: string } & Partial<Readonly<Record<Tool, string>>>;

const TITLE = `# Queues that keep their promises

What forty million jobs a day have taught us

Ada Quist · Cork, 29 November 2026`;

const SECTION = '# Why jobs get lost';

const LIST = `## Three ways to lose a job

- The worker dies before it says that it is done
- The queue forgets what was not yet on disk
- Two workers take the same job
  - and one of them deletes it
  - while the other still works`;

const CODE = `## Take it, do it, then say so

\`\`\`ts
export async function work(queue: Queue, run: Handler): Promise<void> {
  for await (const job of queue.take({ lease: 30_000 })) {
    try {
      await run(job.payload);
      await queue.done(job.id);
    } catch (error) {
      // Someone else may try, but not at once.
      await queue.retry(job.id, { after: 2 ** job.tries * 1000 });
    }
  }
}
\`\`\``;

const TABLE = `## A week, before and after

| Queue | Jobs a day | Median, ms | p99, ms | Lost |
| --- | ---: | ---: | ---: | ---: |
| mail | 8,400,000 | 12 | 140 | 0 |
| thumbnails | 21,300,000 | 85 | 1,920 | 3 |
| invoices | 640,000 | 31 | 215 | 0 |
| search index | 9,700,000 | 47 | 860 | 12 |`;

const QUOTE = `> A queue is a promise with a line of people in front of it.

Ines Maru, on call since 2019`;

const PICTURE_WORDS = 'Hills behind hills';

const CHART_DATA = [
  ['March', 412],
  ['April', 388],
  ['May', 240],
  ['June', 61],
  ['July', 15],
] as const;

const MERMAID = `\`\`\`mermaid
xychart-beta
  x-axis [${CHART_DATA.map(([month]) => month).join(', ')}]
  y-axis "Jobs" 0 --> 450
  bar [${CHART_DATA.map(([, jobs]) => jobs).join(', ')}]
\`\`\``;

const CHART_HEAD = '## Lost jobs, month by month';

const ENDING = `# Thank you

- ada@queues.example
- queues.example/slides`;

/** The nine slides, in order, each in the layout that a user of the tool would ask for. */
const NINE: readonly NineSlide[] = [
  {
    all: TITLE,
    Slidev: `---\nlayout: cover\n---\n\n${TITLE}`,
    Marp: `<!-- _class: lead -->\n\n${TITLE}`,
  },
  {
    all: SECTION,
    Slidev: `---\nlayout: section\n---\n\n${SECTION}`,
    Marp: `<!-- _class: lead -->\n\n${SECTION}`,
  },
  { all: LIST },
  { all: CODE },
  { all: TABLE },
  {
    all: QUOTE,
    Slidev:
      '---\nlayout: quote\n---\n\n# A queue is a promise with a line of people in front of it.\n\nInes Maru, on call since 2019',
    Marp: `<!-- _class: lead -->\n\n${QUOTE}`,
  },
  {
    all: `![${PICTURE_WORDS}](hills.jpg)`,
    'reveal-md': '<!-- .slide: data-background-image="hills.jpg" -->',
    Slidev: '---\nlayout: image\nimage: ./hills.jpg\n---',
    Marp: '![bg](hills.jpg)',
  },
  {
    all: CHART_HEAD,
    Lectern: `${CHART_HEAD}\n\n\`\`\`chart column {mark=July}\n| Month | Jobs |\n| --- | ---: |\n${CHART_DATA.map(([month, jobs]) => `| ${month} | ${jobs} |`).join('\n')}\n\`\`\``,
    'reveal-md': `${CHART_HEAD}\n\n![](chart.svg)`,
    Slidev: `${CHART_HEAD}\n\n${MERMAID.replace('mermaid', 'mermaid {scale: 0.75}')}`,
    Marp: `${CHART_HEAD}\n\n![](chart.svg)`,
  },
  {
    all: ENDING,
    Lectern: `{.end}\n\n${ENDING}\n\n![The slides](qr:https://queues.example/slides)`,
    Slidev: `---\nlayout: center\n---\n\n${ENDING}`,
    Marp: `<!-- _class: lead -->\n\n${ENDING}`,
  },
];

/** What each of the nine is, in order. */
export const NINE_NAMES = [
  ...['title', 'section', 'list', 'code', 'table', 'quote', 'picture', 'chart', 'ending'],
] as const;

/** Returns the deck for a tool, with these lines of front matter. */
export function nineSlides(tool: Tool, front: string): string {
  const slides = NINE.map((slide) => slide[tool] ?? slide.all);
  if (tool !== 'Slidev') return `---\n${front}\n---\n\n${slides.join('\n\n---\n\n')}\n`;
  // In Slidev, a slide's own front matter is the separator, and the first slide's is the deck's.
  const [first = '', ...others] = slides.map((slide) =>
    slide.startsWith('---') ? slide : `---\n---\n\n${slide}`,
  );
  return `${first.replace(/^---\n/, `---\n${front}\n`)}\n\n${others.join('\n\n')}\n`;
}

/** Returns the chart as a picture, for a tool that draws none: as a user would bring it from a spreadsheet. */
export function chartPicture(): string {
  const bars = CHART_DATA.map(([month, jobs], at) => {
    const [x, height] = [70 + at * 140, jobs * 0.8];
    return `<rect x="${x}" y="${380 - height}" width="100" height="${height}" fill="#4472c4"/><text x="${x + 50}" y="${370 - height}">${jobs}</text><text x="${x + 50}" y="410">${month}</text>`;
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 780 430" width="780" height="430" font-family="sans-serif" font-size="22" text-anchor="middle"><rect width="780" height="430" fill="#fff"/>${bars.join('')}<path d="M50 380H750" stroke="#333"/></svg>`;
}
