/** Options of reveal.js that a program wrote onto a page because it writes all of them. */

/** What reveal.js does without being told. */
const DEFAULTS: Readonly<Record<string, unknown>> = {
  controls: true,
  controlsTutorial: true,
  controlsLayout: 'bottom-right',
  controlsBackArrows: 'faded',
  progress: true,
  slideNumber: false,
  showSlideNumber: 'all',
  hash: false,
  hashOneBasedIndex: false,
  respondToHashChanges: true,
  history: false,
  keyboard: true,
  overview: true,
  disableLayout: false,
  center: true,
  touch: true,
  loop: false,
  rtl: false,
  navigationMode: 'default',
  shuffle: false,
  fragments: true,
  fragmentInURL: true,
  embedded: false,
  help: true,
  pause: true,
  showNotes: false,
  showHiddenSlides: false,
  autoPlayMedia: null,
  preloadIframes: null,
  autoAnimate: true,
  autoSlide: 0,
  autoSlideStoppable: true,
  autoSlideMethod: null,
  defaultTiming: null,
  mouseWheel: false,
  previewLinks: false,
  postMessage: true,
  postMessageEvents: false,
  focusBodyOnPageVisibilityChange: true,
  transition: 'slide',
  transitionSpeed: 'default',
  backgroundTransition: 'fade',
  viewDistance: 3,
  mobileViewDistance: 2,
  display: 'block',
  hideInactiveCursor: true,
  hideCursorTime: 5000,
  width: 960,
  height: 700,
  margin: 0.04,
  minScale: 0.2,
  maxScale: 2,
  pdfSeparateFragments: true,
  totalTime: 0,
  minimumTimePerSlide: 0,
  parallaxBackgroundImage: '',
  parallaxBackgroundSize: '',
};

/** How many options nobody writes by hand. */
const MANY = 20;

/** Returns the options that say something. */
export function chosenOptions(options: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const entries = Object.entries(options);
  if (entries.length < MANY) return { ...options };
  return Object.fromEntries(
    entries.filter(([name, value]) => !(Object.hasOwn(DEFAULTS, name) && DEFAULTS[name] === value)),
  );
}
