/** Lays a handout out, in the page. Serialised and sent there, so it refers to nothing outside itself. */

/** Measures, in CSS pixels. */
export interface HandoutLayout {
  readonly scale: number;
  readonly width: number;
  readonly row: number;
  readonly gap: number;
  readonly perPage: number;
  readonly isBeside: boolean;
  readonly notes: boolean;
  /** Size and margins of the paper. */
  readonly styles: string;
  /** Size of a slide before scaling. */
  readonly sheet: { readonly width: number; readonly height: number };
}

/** Puts each sheet into a row with its notes, or with lines. */
export async function arrangeHandout(layout: HandoutLayout): Promise<void> {
  const { scale, width, row, gap, isBeside, sheet } = layout;
  const frame = { width: sheet.width * scale, height: sheet.height * scale };
  const besides = isBeside ? width - frame.width - 2 - gap : width;
  const below = isBeside ? row : row - frame.height - 2 - gap / 2;

  /** Font sizes to try for notes, in points; the last is the smallest that is readable. */
  const sizes = [10.5, 10, 9.5, 9, 8.5, 8, 7.5];
  /** Distance of ruled lines, as in school books: 9 mm. */
  const ruled = 34;

  const notesOf = new Map<string, string>();
  let fontFaces = '';
  let lang = '';
  if (layout.notes) {
    const view = new DOMParser().parseFromString(await (await fetch('speaker')).text(), 'text/html');
    fontFaces = view.querySelector('style')?.textContent ?? '';
    lang = view.querySelector<HTMLElement>('#slides')?.lang ?? '';
    const template = view.querySelector<HTMLTemplateElement>('#notes-of-slides');
    for (const article of template?.content.querySelectorAll<HTMLElement>('article') ?? []) {
      notesOf.set(article.dataset.slide ?? '', article.innerHTML);
    }
  }

  const styles = document.createElement('style');
  styles.textContent = `${fontFaces}${layout.styles}
    html, body, .reveal.reveal, .reveal.reveal .slides {
      width: ${width}px !important; height: auto !important; background: #fff !important;
      overflow: visible !important; display: block !important;
    }
    .handout-row {
      display: flex; flex-direction: ${isBeside ? 'row' : 'column'}; gap: ${isBeside ? gap : gap / 2}px;
      min-height: ${row}px; margin: 0 0 ${gap}px; break-inside: avoid;
    }
    .handout-row:nth-child(${layout.perPage}n) { margin: 0; break-after: page; }
    .handout-row:last-child { margin: 0; break-after: auto; }
    .handout-frame {
      flex: none; width: ${frame.width}px; height: ${frame.height}px; overflow: hidden;
      border: 1px solid #bbb;
    }
    .handout-frame > .pdf-page {
      width: ${sheet.width}px; break-after: auto !important; transform: scale(${scale}); transform-origin: 0 0;
    }
    .handout-side { flex: none; width: ${besides}px; text-align: left; }`;
  document.head.append(styles);

  const look = `
    .side { all: initial; display: block; font: 10.5pt/1.4 Speaker, system-ui, sans-serif; color: #111; }
    p, ul, ol, pre, blockquote, table { margin: 0 0 0.5em; } ul, ol { padding-inline-start: 1.4em; }
    h1, h2, h3, h4, h5, h6 { margin: 0 0 0.3em; font-size: 1.1em; } a { color: inherit; }
    img, video { max-width: 100%; max-height: 10em; } code, pre { font-size: 0.92em; white-space: pre-wrap; }
    .line { height: ${ruled - 1}px; border-bottom: 1px solid #999; }`;
  const aside = (content: string, of: HTMLElement | null): HTMLElement => {
    const element = document.createElement('div');
    element.className = 'handout-side';
    element.lang = of?.lang || lang;
    // Isolates the notes from the deck's theme.
    const root = element.attachShadow({ mode: 'open' });
    root.innerHTML = `<style>${look}</style><div class="side">${content}</div>`;
    return element;
  };
  const lines = '<div class="line"></div>'.repeat(Math.max(Math.floor(below / ruled), 1));

  const sheets = [...document.querySelectorAll<HTMLElement>('.slides > .pdf-page')];
  const rows = document.createElement('div');
  const sides: HTMLElement[] = [];
  for (const page of sheets) {
    const [line, frameOf] = [document.createElement('div'), document.createElement('div')];
    line.className = 'handout-row';
    frameOf.className = 'handout-frame';
    const slide = page.querySelector<HTMLElement>(':scope > section');
    const side = aside(layout.notes ? (notesOf.get(slide?.id ?? '') ?? '') : lines, slide);
    frameOf.append(page);
    line.append(frameOf, side);
    rows.append(line);
    sides.push(side);
  }
  document.querySelector('.slides')?.replaceChildren(rows);
  await document.fonts.ready;
  if (!layout.notes) return;
  // Measures all before changing any.
  let full = sides;
  for (const size of sizes) {
    full = full.filter((side) => side.scrollHeight > below);
    for (const side of full) {
      side.shadowRoot?.querySelector<HTMLElement>('.side')?.style.setProperty('font-size', `${size}pt`);
    }
  }
}
