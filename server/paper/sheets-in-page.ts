/** What runs in the page that is laid out for paper. Each function is sent there as text, so it stands for itself. */

/**
 * Before reveal reads its options: one page for each slide or step, however much is on it; notes each slide's place, of
 * which nothing is left afterwards; and says when it is done.
 */
export function configureReveal(steps: boolean): void {
  // The first change is to `interactive`, after which scripts run that are modules.
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

/** What `finishSheets` needs to know. */
export interface SheetsPreparation {
  /** The site's address here, and its address for everyone, if it has one. */
  readonly origin: string;
  readonly home: string | undefined;
  /** Milliseconds that pictures may take. */
  readonly timeout: number;
}

/**
 * Makes the sheets fit to be kept: links lead to sheets and not to this server, assistive technology finds every slide,
 * what is too high for a sheet is made smaller. Answers the number of sheets and their size.
 */
export async function finishSheets({ origin, home, timeout }: SheetsPreparation) {
  const sheets = [...document.querySelectorAll<HTMLElement>('.pdf-page')];
  const arrived = (target: HTMLElement, event: string): Promise<void> =>
    new Promise((resolve) => {
      for (const name of [event, 'error']) target.addEventListener(name, () => resolve(), { once: true });
    });
  const drawn = (figure: HTMLElement): Promise<void> =>
    new Promise((resolve) => {
      const look = () => {
        if (figure.matches('[data-failed], :has(> svg)')) resolve();
      };
      new MutationObserver(look).observe(figure, { childList: true, attributes: true });
      look();
    });
  const media = [
    ...[...document.querySelectorAll<HTMLElement>('.diagram-later')].map(drawn),
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

  // reveal shows assistive technology only the current slide, and a PDF has no current one.
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

  // The same slide on a further sheet: its headings would be further bookmarks, its names those of the first sheet.
  const seen = new Set<string>();
  for (const slide of slides) {
    if (seen.has(slide.id)) {
      for (const heading of slide.querySelectorAll('h1, h2, h3, h4, h5, h6')) heading.role = 'paragraph';
      for (const named of slide.querySelectorAll('[id]'))
        if (!named.closest('svg')) named.removeAttribute('id');
    }
    seen.add(slide.id);
  }

  /** How far down something is to be seen; what lies over a picture has left its room empty below. */
  const bottomOf = (slide: HTMLElement): number => {
    const isShown = (element: Element) =>
      element.childElementCount === 0 ||
      [...element.childNodes].some(({ nodeName, nodeValue }) => nodeName === '#text' && nodeValue?.trim());
    // Code is as high as its frame, whatever scrolls in it.
    const shown = [...slide.querySelectorAll(':not(pre *, svg *)')].filter(
      (element) => isShown(element) || element.matches('pre, svg'),
    );
    return Math.max(0, ...shown.map((element) => element.getBoundingClientRect().bottom));
  };
  for (const sheet of sheets) {
    // A sheet is never parted, whatever is on it: parts of it would be moved to where the next page begins.
    sheet.style.contain = 'size';
    const slide = sheet.querySelector<HTMLElement>(':scope > section');
    if (!slide) continue;
    const { top } = slide.getBoundingClientRect();
    const room = sheet.getBoundingClientRect().bottom - top;
    const share = room / (bottomOf(slide) - top);
    // Less than this is what rounding makes.
    if (share > 0.995) continue;
    slide.style.setProperty('transform', `scale(${share})`, 'important');
    slide.style.transformOrigin = 'top center';
  }
  const { offsetWidth: width = 0, offsetHeight: height = 0 } = sheets[0] ?? {};
  return { count: sheets.length, width, height };
}
