/** Collects the style sheets of the features that a deck's slides use. */
import { minifyCss } from '../../bundle/css/minify.ts';
import { carriedByWord, type Feature } from '../../deck/model/features.ts';

/** The style sheets of all features, by path. */
const SHEETS = import.meta.glob<string>('../../deck/features/*/*.css', {
  query: '?raw',
  import: 'default',
  eager: true,
});

/** Returns the minified styles of a deck's features; `isOurs` says that its theme is one of Lectern's. */
export function featureStyles(features: ReadonlySet<Feature>, isOurs: boolean): string {
  const used = carriedByWord().filter(([word]) => features.has(word));
  const common = used.map(([, folder, { styles }]) => sheet(folder, styles));
  const elsewhere = isOurs
    ? []
    : used.map(([, folder, { stylesElsewhere }]) => sheet(folder, stylesElsewhere));
  return [...common, ...elsewhere].map((css) => minifyCss(css)).join('');
}

function sheet(folder: string, name: string | undefined): string {
  return name === undefined ? '' : (SHEETS[`../../deck/features/${folder}/${name}`] ?? '');
}
