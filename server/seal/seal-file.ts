/** Site → sealed file, with what its decks state of that file filled in so that it is true. */
import type { Figures } from '../deck/features/sealed-figures/sealed-figures.ts';
import type { Site } from '../site/site.ts';
import { digestOf, statesFigures, withFigures } from './figures.ts';
import { lengthOf, type SealedFile, sealedFile } from './file.ts';
import { grouped, type Part, partsOf } from './parts.ts';
import { type Sealed, type SealOptions, sealSite } from './payload.ts';

/** What a file is sealed from, beside the site. */
export interface FileOptions extends SealOptions {
  /** The server that runs in it. */
  readonly code: string;
  /** Of Lectern. */
  readonly version: string;
}

/** A sealed file, and what it is made of. */
export interface SealedSiteFile {
  readonly file: SealedFile;
  /** What is in it beside the server. */
  readonly sealed: Sealed;
  readonly parts: readonly Part[];
}

/** Figures that say nothing: so a file is counted and hashed. */
const BLANK: Figures = { size: '', parts: '', digest: '' };

/** Seals a site. @throws {SealError} where a body is too long */
export async function sealFile(site: Site, options: FileOptions): Promise<SealedSiteFile> {
  const { code, version } = options;
  if (!statesFigures(site)) {
    const sealed = await sealSite(site, options);
    const file = sealedFile(code, sealed, { version });
    return { file, sealed, parts: partsOf(site, sealed, file) };
  }
  const blank = await sealSite(await withFigures(site, BLANK), options);
  const first = sealedFile(code, blank, { version });
  const known = { parts: grouped(partsOf(site, blank, first).length), digest: digestOf(code, blank) };
  // How long a file is depends on the length that it states, which is compressed: one that leaves room is filled up.
  let size = lengthOf(first);
  while (true) {
    const sealed = await sealSite(await withFigures(site, { ...known, size: grouped(size) }), options);
    const room = size - lengthOf(sealedFile(code, sealed, { version }));
    if (room < 0) size -= room;
    else {
      const file = sealedFile(code, sealed, { version, filling: room });
      return { file, sealed, parts: partsOf(site, sealed, file) };
    }
  }
}
