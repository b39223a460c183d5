/** The style sheets of Lectern's own themes: what all share, then what is one theme's own. */
import type { OwnFamily } from '../../deck/model/own-themes.ts';

const SHEETS = import.meta.glob<string>('../../../client/themes/{common,own}/*.css', {
  query: '?raw',
  import: 'default',
  eager: true,
});

/** The shared ones in order: later rules override earlier ones. */
const COMMON = [
  ...['root', 'base', 'blocks', 'pictures', 'compositions', 'fills', 'columns'],
  ...['utilities', 'narrow', 'surroundings'],
];

/** Returns a theme's whole style sheet. */
export function ownThemeCss(family: OwnFamily): string {
  const paths = [...COMMON.map((name) => `common/${name}`), `own/${family}`];
  return paths.map((path) => SHEETS[`../../../client/themes/${path}.css`] ?? '').join('\n');
}
