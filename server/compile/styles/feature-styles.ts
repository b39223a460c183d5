/** The style sheets that a page carries for what its slides use. */

import { minifyCss } from '../../bundle/css/minify.ts';
import calloutsCss from '../../deck/features/callouts/callouts.css?raw';
import castsCss from '../../deck/features/casts/casts.css?raw';
import codeLinesCss from '../../deck/features/code/code.css?raw';
import diagramsCss from '../../deck/features/diagrams/diagrams.css?raw';
import footnotesCss from '../../deck/features/footnotes/footnotes.css?raw';
import runningCss from '../../deck/features/headers-footers/headers-footers.css?raw';
import runningElsewhereCss from '../../deck/features/headers-footers/headers-footers-elsewhere.css?raw';
import layoutsCss from '../../deck/features/layouts/layouts.css?raw';
import type { Feature } from '../../deck/model/deck.ts';

/** For every theme. */
const COMMON: readonly [Feature, string][] = [
  ['code-lines', codeLinesCss],
  ['diagram', diagramsCss],
  ['callouts', calloutsCss],
  ['cast', castsCss],
  ['running', runningCss],
];

/** For reveal.js's themes and decks' own; Lectern's have these built in. */
const ELSEWHERE: readonly [Feature, string][] = [
  ['layout', layoutsCss],
  ['footnotes', footnotesCss],
  ['running', runningElsewhereCss],
];

/** The styles of a deck's features; `isOurs` tells that its theme is one of Lectern's. */
export function featureStyles(features: ReadonlySet<Feature>, isOurs: boolean): string {
  const sheets = isOurs ? COMMON : [...COMMON, ...ELSEWHERE];
  return sheets
    .filter(([feature]) => features.has(feature))
    .map(([, css]) => minifyCss(css))
    .join('');
}
