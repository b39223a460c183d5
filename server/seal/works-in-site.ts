/** Lists the third-party works in what is made of a site: in client files, pages, fonts and the server. */

import { packageOfFace } from '../bundle/fonts/faces.ts';
import { ownFaces } from '../bundle/fonts/family-faces.ts';
import { readWorks } from '../bundle/works/built-works.ts';
import { installedWork, type Work } from '../bundle/works/works.ts';
import type { Site } from '../site/site.ts';

/** What is made of a site. */
export interface SealedOutput {
  readonly buildDirectory: string;
  /** The addresses that it contains. */
  readonly used: ReadonlySet<string>;
  /** The server in it, if there is one. */
  readonly server?: 'sealed' | 'program';
  /** Whether the server can share talks by Redis. */
  readonly redis?: boolean;
}

/** Client files that are inlined into pages, so that no address refers to them. */
const IN_PAGES = /^(?:first-paint|early-backgrounds)\.|\.css$/;

/** Returns the works. */
export function worksIn(
  site: Pick<Site, 'decks'>,
  { buildDirectory, used, server, redis = false }: SealedOutput,
): readonly Work[] {
  const client = readWorks(
    buildDirectory,
    'client',
    // The service worker has an address of its own.
    (file) => used.has(`/_/${file}`) || IN_PAGES.test(file) || file.startsWith('sw.'),
  );
  const packages = [
    ...site.decks.flatMap(({ packages }) => packages ?? []),
    // The pages around decks use Lectern's fonts.
    ...ownFaces.lectern.map(packageOfFace),
  ];
  return [
    ...client,
    ...(server ? readWorks(buildDirectory, server) : []),
    ...(redis ? readWorks(buildDirectory, 'redis') : []),
    ...[...new Set(packages)].map(installedWork),
  ];
}
