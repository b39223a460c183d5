/**
 * Sizes the contents of a slide that reveal.js measures by script: texts that fill the width, and elements that
 * fill the height.
 */

/**
 * Sizes a slide's `.r-fit-text` as fitty does (reveal.js 6.0.2, limits of `slidecontent.js`), and its
 * `.r-stretch` as `layoutSlideContents()` does. Width and height are reveal.js's options, in pixels.
 */
export function fitContents(slide: HTMLElement, width: number, height: number): void {
  for (const text of slide.querySelectorAll<HTMLElement>('.r-fit-text')) {
    const room = text.parentElement?.clientWidth ?? 0;
    const size = (Number.parseFloat(getComputedStyle(text).fontSize) * room) / text.scrollWidth;
    text.style.fontSize = `${Math.min(Math.max(size, 24), height * 0.8)}px`;
  }
  for (const part of slide.querySelectorAll<HTMLElement>(':scope > :is(.stretch, .r-stretch)')) {
    // The slide's own height may be fixed, so the height of its other contents is measured.
    slide.style.height = 'auto';
    part.style.height = '0';
    const rest = height - slide.offsetHeight;
    slide.style.height = '';
    const ratio = Number(part.getAttribute('width')) / Number(part.getAttribute('height'));
    part.style.height = `${ratio ? Math.min(rest, width / ratio) : rest}px`;
    part.style.width = `${ratio ? Math.min(width, rest * ratio) : width}px`;
  }
}
