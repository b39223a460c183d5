/** `lectern --licenses`: whose work Lectern has in it, and puts into what it makes. */

import { lecternFaces, packageOfFace, revealFaces } from '../bundle/fonts/faces.ts';
import { readWorks } from '../bundle/works/built-works.ts';
import { noticesText } from '../bundle/works/notices.ts';
import { installedWork } from '../bundle/works/works.ts';
import type { Host } from '../cli/host.ts';

/** Packages whose themes and fonts decks choose from. */
const CHOICE = ['reveal.js', 'highlight.js', 'katex'];

/** Prints them, with their licences; packages that only compile are installed beside, each with its own. */
export function printLicenses({ buildDirectory, out }: Pick<Host, 'buildDirectory' | 'out'>): void {
  const faces = [lecternFaces, ...Object.values(revealFaces)].flat();
  const packages = new Set([...CHOICE, ...faces.map(packageOfFace)]);
  out.write(
    noticesText('This command, or what it makes,', [
      ...readWorks(buildDirectory, 'client'),
      ...readWorks(buildDirectory, 'server'),
      ...[...packages].map(installedWork),
    ]),
  );
}
