/** `lectern --licenses`: prints the third-party works in Lectern and in what it builds. */

import { packageOfFace, revealFaces } from '../bundle/fonts/faces.ts';
import { ownFaces } from '../bundle/fonts/family-faces.ts';
import { readWorks } from '../bundle/works/built-works.ts';
import { noticesText } from '../bundle/works/notices.ts';
import { installedWork } from '../bundle/works/works.ts';
import type { Host } from '../cli/host.ts';

/** Packages with themes and fonts that decks choose from. */
const CHOICE = ['reveal.js', 'highlight.js', 'katex'];

/** The parts of a build that run, or go into what is made. */
const PARTS = ['client', 'server', 'sealed', 'program', 'redis'] as const;

/**
 * Prints the works with their licences. Packages that are only used for compiling are installed separately,
 * each with its own licence.
 */
export function printLicenses({ buildDirectory, out }: Pick<Host, 'buildDirectory' | 'out'>): void {
  const faces = [...Object.values(ownFaces), ...Object.values(revealFaces)].flat();
  const packages = new Set([...CHOICE, ...faces.map(packageOfFace)]);
  out.write(
    noticesText('This command, or what it makes,', [
      ...PARTS.flatMap((part) => readWorks(buildDirectory, part)),
      ...[...packages].map(installedWork),
    ]),
  );
}
