/** Whose work is in what is made of a site: in the files that its pages use, in its pages and fonts, in its server. */

import { lecternFaces, packageOfFace } from '../bundle/fonts/faces.ts';
import { readWorks } from '../bundle/works/built-works.ts';
import { installedWork, type Work } from '../bundle/works/works.ts';
import type { Site } from '../site/site.ts';

/** What is made of a site. */
export interface SealedOutput {
  readonly buildDirectory: string;
  /** The addresses that are kept. */
  readonly used: ReadonlySet<string>;
  /** The server in it; absent where there is none. */
  readonly server?: 'sealed' | 'program';
}

/** Files of the client that pages contain, so that no address names them. */
const IN_PAGES = /^(?:first-paint|early-backgrounds)\.|\.css$/;

/** The works in it. */
export function worksIn(
  site: Pick<Site, 'decks'>,
  { buildDirectory, used, server }: SealedOutput,
): readonly Work[] {
  const client = readWorks(
    buildDirectory,
    'client',
    // The worker has an address of its own.
    (file) => used.has(`/_/${file}`) || IN_PAGES.test(file) || file.startsWith('sw.'),
  );
  const packages = [
    ...site.decks.flatMap(({ packages }) => packages ?? []),
    // Of the pages around decks.
    ...lecternFaces.map(packageOfFace),
  ];
  return [
    ...client,
    ...(server ? readWorks(buildDirectory, server) : []),
    ...[...new Set(packages)].map(installedWork),
  ];
}
