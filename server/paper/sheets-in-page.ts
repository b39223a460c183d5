/**
 * Runs in the page that is laid out for print. Each function is serialised and sent there, so it refers to
 * nothing outside itself.
 */

/**
 * Configures reveal.js before it starts: one page for each slide or step, however full it is. Records each
 * slide's position, which the print layout loses, and marks the page when it is laid out.
 */
export function configureReveal(steps: boolean): void {
  // The first change is to `interactive`, after which module scripts run.
  document.addEventListener(
    'readystatechange',
    () => {
      const deck = document.querySelector<HTMLElement>('.reveal');
      if (!deck) return;
      deck.dataset.options = JSON.stringify({
        ...JSON.parse(deck.dataset.options ?? '{}'),
        pdfSeparateFragments: steps,
        pdfMaxPagesPerSlide: 1,
        pdfPageHeightOffset: 0,
        showNotes: false,
      });
      for (const [h, column] of [...document.querySelectorAll('.slides > section')].entries()) {
        const slides = [...column.querySelectorAll(':scope > section')];
        for (const [v, slide] of (slides.length > 0 ? slides : [column]).entries()) {
          slide.setAttribute('data-place', `${h}/${v}`);
        }
      }
      deck.addEventListener('pdf-ready', () => document.documentElement.classList.add('laid-out'));
    },
    { once: true },
  );
}

/** The parameters of `finishSheets`. */
export interface SheetsPreparation {
  /** The site's origin here, and its public address, if it has one. */
  readonly origin: string;
  readonly home: string | undefined;
  /** Whether each step has a sheet. */
  readonly steps: boolean;
  /** Milliseconds to wait for pictures. */
  readonly timeout: number;
}

/**
 * Finishes the sheets: links point to sheets instead of this server, assistive technology finds every slide,
 * and slides that are too high are scaled down. Returns the number of sheets and their size.
 */
export async function finishSheets({ origin, home, steps, timeout }: SheetsPreparation) {
  const sheets = [...document.querySelectorAll<HTMLElement>('.pdf-page')];
  const arrived = (target: HTMLElement, event: string): Promise<void> =>
    new Promise((resolve) => {
      for (const name of [event, 'error']) target.addEventListener(name, () => resolve(), { once: true });
    });
  const drawn = (figure: HTMLElement): Promise<void> =>
    new Promise((resolve) => {
      const look = () => {
        if (figure.matches('[data-failed], [data-done], :has(> svg)')) resolve();
      };
      new MutationObserver(look).observe(figure, { childList: true, attributes: true });
      look();
    });
  const media = [
    ...[...document.querySelectorAll<HTMLElement>('.diagram-later, .qr-code')].map(drawn),
    ...[...document.images].map((image) => (image.complete ? undefined : arrived(image, 'load'))),
    ...[...document.querySelectorAll('video')].map((video) =>
      video.poster ||
      video.readyState >= HTMLMediaElement.HAVE_CURRENT_DATA ||
      video.networkState === HTMLMediaElement.NETWORK_NO_SOURCE
        ? undefined
        : arrived(video, 'loadeddata'),
    ),
  ];
  await Promise.race([
    Promise.all([document.fonts.ready, ...media]),
    new Promise((resolve) => setTimeout(resolve, timeout)),
  ]);

  // On a sheet for the whole slide, what the last step of code has left out is as present as the rest.
  for (const code of steps ? [] : document.querySelectorAll('.slides pre > code.fragment')) {
    code.classList.remove('has-highlights');
    for (const line of code.querySelectorAll('.highlight-line')) line.classList.remove('highlight-line');
  }

  // reveal.js exposes only the current slide to assistive technology, and a PDF has no current one.
  for (const element of document.querySelectorAll('.slides, .slides section')) {
    for (const name of ['aria-hidden', 'hidden', 'inert']) element.removeAttribute(name);
  }

  const slides = [...document.querySelectorAll<HTMLElement>('.pdf-page > section')];
  const first = Number(window.Reveal.getConfig().hashOneBasedIndex);
  const targetOf = (hash: string): string => {
    const [name = '', row = first] = hash.replace(/^#\/?/, '').split('/');
    if (name !== '' && !/^\d+$/.test(name)) return decodeURIComponent(name);
    const [h, v] = [Number(name || first), Number(row)].map((number) => Math.max(number - first, 0));
    return document.querySelector(`[data-place="${h}/${v}"]`)?.id ?? slides[0]?.id ?? '';
  };
  for (const link of document.querySelectorAll<HTMLAnchorElement>('.slides a[href]')) {
    const { href, hash, pathname, search } = new URL(link.href, location.href);
    if (!href.startsWith(`${origin}/`)) continue;
    if (pathname === location.pathname) link.setAttribute('href', `#${targetOf(hash)}`);
    else if (home === undefined) link.removeAttribute('href');
    else link.href = new URL(pathname.slice(1) + search + hash, home).href;
  }

  // A slide on several sheets: only the first keeps its headings, which become bookmarks, and its ids.
  const seen = new Set<string>();
  for (const slide of slides) {
    if (seen.has(slide.id)) {
      for (const heading of slide.querySelectorAll('h1, h2, h3, h4, h5, h6')) heading.role = 'paragraph';
      for (const named of slide.querySelectorAll('[id]'))
        if (!named.closest('svg')) named.removeAttribute('id');
    }
    seen.add(slide.id);
  }

  /** Returns the lower edge of what is visible; content over a picture leaves empty space below. */
  const bottomOf = (slide: HTMLElement): number => {
    const isShown = (element: Element) =>
      element.childElementCount === 0 ||
      [...element.childNodes].some(({ nodeName, nodeValue }) => nodeName === '#text' && nodeValue?.trim());
    // Code ends with its frame, whatever scrolls in it.
    const shown = [...slide.querySelectorAll(':not(pre *, svg *)')].filter(
      (element) => isShown(element) || element.matches('pre, svg'),
    );
    return Math.max(0, ...shown.map((element) => element.getBoundingClientRect().bottom));
  };
  for (const sheet of sheets) {
    // Prevents page breaks within a sheet, whose parts would move to the next page.
    sheet.style.contain = 'size';
    const slide = sheet.querySelector<HTMLElement>(':scope > section');
    if (!slide) continue;
    const { top } = slide.getBoundingClientRect();
    const room = sheet.getBoundingClientRect().bottom - top;
    const share = room / (bottomOf(slide) - top);
    // Smaller differences are rounding.
    if (share > 0.995) continue;
    slide.style.setProperty('transform', `scale(${share})`, 'important');
    slide.style.transformOrigin = 'top center';
  }
  const { offsetWidth: width = 0, offsetHeight: height = 0 } = sheets[0] ?? {};
  return { count: sheets.length, width, height };
}
