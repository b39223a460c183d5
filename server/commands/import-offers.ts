/** Offers to import what `serve` finds and cannot show: decks that were certainly written for other tools. */
import { statSync } from 'node:fs';
import { join } from 'node:path';
import type { Diagnostic } from '../deck/model/diagnostic.ts';
import { offer } from '../files/deck-names.ts';
import type { Site } from '../site/site.ts';

/** The tool in the message of a deck that is refused. */
const REFUSED = /^this deck was written for ([^:]+):/;

/** Settings that no deck of ours has, in the message that they do nothing. */
const TELLING =
  /^`(?:mdc|colorSchema|themeConfig|routerMode|headingDivider|slideOptions|slide-level|enableChalkboard|enableTimeBar|enableOverview|enableMenu|slidenumbers|revealjs)` is a setting of (.+?), and/;

/** Returns a sentence with the command for each deck of another tool. `path` is PATH, as the user typed it. */
export function importOffers(site: Pick<Site, 'decks'>, path: string): string[] {
  const offers = site.decks.flatMap(({ diagnostics }) =>
    diagnostics.flatMap((diagnostic) => {
      const tool = toolIn(diagnostic);
      return tool === undefined ? [] : [offer(typedPath(diagnostic.file, path), tool)];
    }),
  );
  return [...new Set(offers)];
}

function toolIn({ rule, reason }: Diagnostic): string | undefined {
  if (rule === 'foreign-deck') return REFUSED.exec(reason)?.[1];
  return rule === 'setting-without-effect' ? TELLING.exec(reason)?.[1] : undefined;
}

/** Returns the path of a deck's file, which is known from the served folder, as its author would type it. */
function typedPath(file: string, path: string): string {
  if (!statSync(path, { throwIfNoEntry: false })?.isDirectory()) return path;
  // The folder of one deck is served by the folder that it is in.
  const own = `${path
    .replace(/[/\\]+$/, '')
    .split(/[/\\]/)
    .at(-1)}/`;
  const isOneDeck =
    file.startsWith(own) && statSync(join(path, file), { throwIfNoEntry: false }) === undefined;
  return join(path, isOneDeck ? file.slice(own.length) : file);
}
