/** Writes the page that shows one slide of a deck in all themes, in frames. */
import { escapeHtml } from '../deck/html/escape.ts';
import type { PageShell } from '../pages/error-page.ts';
import type { ShownTheme } from './dev-server.ts';

/** The parts of the page. */
export interface GalleryPage {
  readonly name: string;
  readonly title: string;
  readonly themes: readonly ShownTheme[];
  /** Address of the frame with the deck's own theme. */
  readonly own: string;
  /** Address of the script of `lectern dev`, which sets the frames to the slide that the page's address names. */
  readonly script: string;
  readonly frame: PageShell;
}

/** A slide in a frame is laid out for a screen of this size, and shown smaller. */
const STYLES = `
main { max-width: none; padding: 1.5rem }
h1 { font-size: 1.5rem; margin: 0 0 1rem }
.grid { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(40rem, 100%), 1fr)); gap: 1.5rem }
.grid > div { display: grid; grid-template-columns: 1fr 1fr; gap: 1rem }
.grid a { display: block; color: inherit; text-decoration: none; container-type: inline-size }
.grid a:hover, .grid a:focus-visible { text-decoration: underline }
.screen { display: block; aspect-ratio: 16 / 9; overflow: hidden; outline: 1px solid var(--rule) }
.grid a:focus-visible .screen { outline: 3px solid var(--accent) }
iframe { width: 1280px; height: 720px; border: 0; transform-origin: 0 0; scale: calc(100cqw / 1280px); pointer-events: none }
`;

/** Writes the page. Its shell's addresses are relative to a deck's page, which is one folder higher. */
export function galleryPage({ name, title, themes, own, script, frame }: GalleryPage): string {
  const raised = (text: string) => text.replaceAll('../_/', '../../');
  const figure = (address: string, label: string) =>
    `<a href="${address}/" target="_blank"><span class="screen"><iframe data-src="${address}/" title="${label}" tabindex="-1" loading="lazy"></iframe></span>${label}</a>`;
  return [
    '<!doctype html><html lang="en"><head><meta charset="utf-8">',
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    `<title>${escapeHtml(title)} in all themes</title>`,
    `<link rel="icon" href="${escapeHtml(raised(frame.icon))}">`,
    `<style>${raised(frame.fontFaces)}</style><style>${frame.styles}${STYLES}</style></head>`,
    `<body><main data-gallery="${escapeHtml(name)}"><h1>${escapeHtml(title)} in all themes</h1><div class="grid">`,
    `<div>${figure(own, 'its own')}</div>`,
    ...themes.map(({ schemes }) => `<div>${schemes.map((theme) => figure(theme, theme)).join('')}</div>`),
    `</div></main><script type="module" src="${escapeHtml(script)}"></script></body></html>\n`,
  ].join('\n');
}
