/** What viewers, presenters and authors get although not all of the oldest browsers have it, and why these do well without. */

/** Reasons, each with the features that it is true of, by the paths of MDN's data. */
export const newer: readonly (readonly [reason: string, ...features: readonly string[]])[] = [
  [
    'lines break where they always did',
    'css.properties.text-wrap',
    'css.properties.text-wrap.balance',
    'css.properties.text-wrap.pretty',
  ],
  [
    'only Windows has the colours by force that this is about',
    'css.properties.forced-color-adjust',
    'css.properties.forced-color-adjust.none',
  ],
  [
    'scroll bars look as the system has them',
    'css.properties.scrollbar-width',
    'css.properties.scrollbar-width.none',
    'css.properties.scrollbar-width.thin',
    'css.properties.scrollbar-color',
  ],
  [
    'every slide of the list of slides is laid out at once, which only takes longer',
    'css.properties.content-visibility',
    'css.properties.content-visibility.auto',
    'css.properties.contain-intrinsic-size',
  ],
  [
    'what should be in the middle of its slide is at its top, and nothing is cut off',
    'css.properties.align-content.safe',
  ],
  ['the selection has the colours of the system', 'css.selectors.selection'],
  [
    'phones have no mouse, and computers show these',
    'css.properties.cursor.pointer',
    'css.properties.cursor.crosshair',
    'css.properties.cursor.default',
    'css.properties.cursor.none',
    'css.properties.cursor.zoom-in',
  ],
  ['the next face of the list is taken', 'css.properties.font-family.ui-sans-serif'],
  ['a heading may be the last line of a printed page', 'css.properties.page-break-after.avoid'],
  [
    'words that are found are on the slide that comes, but not marked',
    'css.selectors.highlight',
    'api.CSS.highlights_static',
    'api.Highlight',
  ],
  ['without script, a recording shows its first screen rather than its last', 'css.at-rules.media.scripting'],
  [
    'the first frame may come before the first slide is in place, which then is there before the next one',
    'html.elements.link.rel.expect',
    'html.elements.link.blocking',
  ],
  [
    'hints to phones and windows, for those that read them',
    'html.elements.meta.name.viewport',
    'html.elements.meta.name.theme-color',
    'html.elements.link.rel.icon',
  ],
  ['the code asks for it, and starts a little later without', 'api.Window.requestIdleCallback'],
  ['the code asks for it, and saves everything without', 'api.Navigator.connection'],
  ['the code asks for it, and phones only do not tremble', 'api.Navigator.vibrate'],
  [
    'the code asks for it; an element that moves may start anew without',
    'api.Document.moveBefore',
    'api.DocumentFragment.moveBefore',
    'api.Element.moveBefore',
  ],
  ['the code asks for it, and reloads the index without', 'api.Document.parseHTMLUnsafe_static'],
  ['diagram-drawer.ts adds it where it is not there', 'api.URL.canParse_static'],
  [
    'packages ask for it, and do without',
    'javascript.builtins.Error.captureStackTrace',
    'javascript.builtins.Symbol.dispose',
    'api.TouchEvent',
    'api.TrustedTypePolicyFactory.createPolicy',
    'api.TrustedTypePolicyFactory.getAttributeType',
  ],
];
