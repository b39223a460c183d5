/** The style sheets that a page carries for what its slides use. */
import calloutsCss from '../../client/styles/callouts.css?raw';
import castsCss from '../../client/styles/casts.css?raw';
import codeLinesCss from '../../client/styles/code-lines.css?raw';
import diagramsCss from '../../client/styles/diagrams.css?raw';
import footnotesCss from '../../client/styles/footnotes.css?raw';
import layoutsCss from '../../client/styles/layouts.css?raw';
import runningCss from '../../client/styles/running.css?raw';
import runningElsewhereCss from '../../client/styles/running-elsewhere.css?raw';
import { minifyCss } from '../bundle/css.ts';
import type { Feature } from '../deck/model.ts';

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
