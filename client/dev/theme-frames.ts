/** The deck in all themes: a key that opens the page from a deck, and the frames of that page. */

/** The key, on a deck's page. */
const KEY = { keyCode: 84, key: 'T', description: 'This slide in all themes' };

/** Gives a deck's page the key, once it has joined its room. */
export function openGalleryByKey(deck: HTMLElement, site: URL, name: string): void {
  const open = (): void => {
    const { h, v } = window.Reveal.getIndices();
    const address = new URL(`_/themes/${encodeURIComponent(name)}/#/${h}/${v ?? 0}`, site);
    window.open(address, `lectern-themes-${name}`);
  };
  // Whoever asks for reveal.js has all slides put in, which a long deck does bit by bit before it joins its room.
  const joined = new MutationObserver(() => add());
  const add = (): void => {
    if (deck.dataset.part === undefined) return;
    joined.disconnect();
    window.Reveal.addKeyBinding(KEY, open);
  };
  joined.observe(deck, { attributeFilter: ['data-part'] });
  add();
}

/** Shows the slide that the page's address names in every frame, and other slides by arrow keys. */
export function showFrames(): { readonly reload: () => void } {
  const frames = [...document.querySelectorAll<HTMLIFrameElement>('iframe[data-src]')];
  const show = (): void => {
    for (const frame of frames) {
      const address = `${frame.dataset.src}${location.hash}`;
      if (frame.getAttribute('src') === null) frame.src = address;
      else frame.contentWindow?.location.replace(new URL(address, location.href));
      frame.closest('a')?.setAttribute('href', address);
    }
  };
  addEventListener('hashchange', show);
  addEventListener('keydown', (event) => {
    const step = STEPS[event.key];
    if (!step || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    // Frames become ready one after the other, and until one is, there is no slide to step from.
    const reveal = frames.map((frame) => frame.contentWindow?.Reveal).find((one) => one?.isReady());
    if (!reveal) return;
    reveal[step]();
    const { h, v } = reveal.getIndices();
    history.replaceState(null, '', `#/${h}/${v ?? 0}`);
    show();
  });
  show();
  let times = 0;
  return {
    reload() {
      times += 1;
      // A frame's own address names the slide that it showed, which may have another name now. The deck drops the query.
      for (const frame of frames) frame.src = `${frame.dataset.src}?${times}${location.hash}`;
    },
  };
}

const STEPS: Readonly<Record<string, 'next' | 'prev'>> = { ArrowRight: 'next', ArrowLeft: 'prev' };
