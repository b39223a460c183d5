/** Returns everything that the audience can read of a site as one text, in which tests search for private words. */
import type { Site } from '../../server/site/site.ts';
import { bytesOf } from './loading.ts';

/** Returns each public address with its bytes, and what open pages get of a save. */
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
