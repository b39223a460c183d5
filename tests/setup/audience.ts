/** All that the audience can get of a site, as one text in which tests look for what it must not hold. */
import type { Site } from '../../server/site/site.ts';
import { bytesOf } from './loading.ts';

/** Each address with its bytes, and what pages that are open are told of a save. */
export function audienceText({ resources, decks, held }: Site): string {
  const open = [...resources].filter(([, { reader }]) => reader === 'anyone');
  return [
    ...open.map(([address, resource]) => `${address} ${Buffer.from(bytesOf(resource)).toString('utf8')}`),
    ...decks.map(({ content }) =>
      JSON.stringify(content && [...content.slides, content.columns, content.around]),
    ),
    ...[...held.values()].map(({ page }) => JSON.stringify(page)),
  ].join('\n');
}
