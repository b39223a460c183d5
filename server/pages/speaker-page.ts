/** Writes a deck's speaker view, for presenters only, on a laptop or a phone. */

import { escapeHtml, openTag } from '../deck/html/escape.ts';
import type { RenderedDeck, RenderedStack } from '../deck/model/deck.ts';
import { speakerDialogs } from './speaker-dialogs.ts';

/** The parts of a speaker view. */
export interface SpeakerPage {
  readonly deck: RenderedDeck;
  readonly title: string;
  /** `@font-face` rules of the view and of the deck. */
  readonly fontFaces: string;
  /** The view's own styles, minified. */
  readonly styles: string;
  /** The deck's styles for a shadow root, in which slides are shown small. */
  readonly look: string;
  /** Size of the slides in pixels, reveal.js's margin around them, and whether they are centred. */
  readonly width: number;
  readonly height: number;
  readonly margin: number;
  readonly center: boolean;
  /** Whether reveal.js navigates the slides linearly. */
  readonly linear: boolean;
  /** Whether reveal.js has the next column at the left. */
  readonly rtl: boolean;
  /** reveal.js's format of slide numbers; undefined where the deck shows none. */
  readonly slideNumber: string | undefined;
  readonly script: string;
  readonly preloads: readonly string[];
  /** Address of the script that draws diagrams in the browser; undefined where it is not needed. */
  readonly diagrams: string | undefined;
  readonly icon: string;
  readonly revision: string;
  /** Version of the notes. */
  readonly notes: string;
}

/** Writes the page. Slides and notes are in templates, so that none of them loads before the script shows it. */
export function speakerPage(page: SpeakerPage): string {
  const { deck, title } = page;
  const { settings } = deck;
  const facts = openTag('body', {
    'data-deck': deck.name,
    'data-title': title,
    'data-revision': page.revision,
    'data-notes': page.notes,
    'data-duration': settings.duration === undefined ? '' : String(settings.duration),
    'data-width': String(page.width),
    'data-height': String(page.height),
    'data-margin': String(page.margin),
    ...(page.diagrams === undefined ? {} : { 'data-diagrams': page.diagrams }),
    ...(page.slideNumber === undefined ? {} : { 'data-slide-number': page.slideNumber }),
    ...(page.center ? { 'data-center': '' } : {}),
    ...(page.linear ? { 'data-linear': '' } : {}),
    ...(page.rtl ? { 'data-rtl': '' } : {}),
  });
  return [
    '<!doctype html><html lang="en"><head><meta charset="utf-8">',
    '<meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover">',
    `<title>Speaker: ${escapeHtml(title)}</title><meta name="robots" content="noindex">`,
    '<meta name="color-scheme" content="dark"><meta name="theme-color" content="#0e0d0b">',
    `<link rel="icon" href="${page.icon}">`,
    `<script type="module" src="${page.script}"></script>`,
    ...page.preloads.map((href) => `<link rel="modulepreload" href="${href}">`),
    `<style>${page.fontFaces}</style><style>${page.styles}</style></head>`,
    facts,
    console,
    speakerDialogs,
    `<template id="look">${escapeStyle(page.look)}</template>`,
    openTag('template', {
      id: 'slides',
      lang: settings.lang,
      ...(settings.dir === undefined ? {} : { dir: settings.dir }),
    }),
    deck.stacks.map(column).join('\n'),
    '</template><template id="notes-of-slides">',
    deck.stacks.flatMap(({ slides }) => slides.map(notesOf)).join('\n'),
    '</template></body></html>\n',
  ].join('\n');
}

function column({ open, slides }: RenderedStack): string {
  const html = slides.map((slide) => slide.html).join('\n');
  return open === '' ? html : `${open}\n${html}\n</section>`;
}

function notesOf({ id, title, notes }: RenderedStack['slides'][number]): string {
  return `${openTag('article', { 'data-slide': id, 'data-title': title })}${notes}</article>`;
}

/** Escapes end tags, which a style element cannot contain. */
function escapeStyle(css: string): string {
  return `<style>${css.replaceAll('</', '<\\/')}</style>`;
}

/** Everything that is always visible. The script fills the numbers in; their places are reserved. */
const console = `
<header>
<h1 id="title">Speaker view</h1>
<p class="lamp" id="live" data-state="off"><span>Not live</span></p>
<p class="lamp" id="link" data-state="connecting"><span>Connecting</span></p>
<p id="watching"><b>0</b> watching</p>
<p id="clock"><time>00:00</time></p>
</header>
<main>
<section id="notes" aria-labelledby="notes-title">
<h2 id="notes-title">Notes</h2>
<div class="sizes" role="group" aria-label="Size of the notes">
<button type="button" id="smaller">A−<span class="heard"> smaller notes</span></button>
<button type="button" id="larger">A+<span class="heard"> larger notes</span></button>
</div>
<div id="notes-text" tabindex="0" role="group" aria-labelledby="notes-title"></div>
</section>
<section id="now" aria-labelledby="place">
<h2 id="place"><span id="number">Slide 0 of 0</span><span id="step"></span></h2>
<div class="preview" id="current"><div class="veil"><span>The screen is black</span></div></div>
</section>
<section id="time" aria-labelledby="time-title">
<h2 id="time-title">Time</h2>
<p id="left" role="timer"><b>0:00</b> <span>elapsed</span></p>
<p id="elapsed"><b>0:00</b> <span>elapsed</span></p>
<p id="pace" data-state="none"><span></span></p>
<div class="watch" role="group" aria-label="Clock">
<button type="button" id="start">Start</button>
<button type="button" id="reset">Reset</button>
</div>
</section>
<section id="next-step" aria-labelledby="next-step-title">
<h2 id="next-step-title">Next step</h2>
<div class="preview" id="step-preview"></div>
</section>
<section id="next-slide" aria-labelledby="next-slide-title">
<h2 id="next-slide-title">Next slide</h2>
<div class="preview" id="slide-preview"></div>
</section>
</main>
<nav aria-label="Controls">
<button type="button" id="previous">Previous</button>
<button type="button" id="black" aria-pressed="false">Black</button>
<button type="button" id="pointer" aria-pressed="false">Pointer</button>
<button type="button" id="slides-button" aria-haspopup="dialog">Slides</button>
<button type="button" id="menu-button" aria-haspopup="dialog">More</button>
<button type="button" id="next">Next</button>
</nav>
<p id="announcement" class="heard" role="status"></p>
<p id="notice" role="status"></p>
<noscript><p class="no-script">The speaker view needs JavaScript.</p></noscript>`;
