/** Seals a site into a file, in which decks state the file's own size correctly. */
import type { SealedFigures } from '../deck/features/stated-figures/stated-figures.ts';
import type { Site } from '../site/site.ts';
import { digestOf, statesFigures, withFigures } from './figures.ts';
import { grouped, type Part, partsOf } from './parts.ts';
import { type Sealed, type SealOptions, sealSite } from './payload.ts';
import type { SealedCode } from './sealed-code.ts';
import { lengthOf, type SealedFile, sealedFile } from './sealed-file.ts';

/** What a file is sealed from, besides the site. */
export interface FileOptions extends SealOptions {
  readonly code: SealedCode;
  /** Lectern's version. */
  readonly version: string;
}

/** A sealed file, and its parts. */
export interface SealedSiteFile {
  readonly file: SealedFile;
  /** The contents besides the server. */
  readonly sealed: Sealed;
  readonly parts: readonly Part[];
}

/** Empty figures, with which a file is measured and hashed first. */
const BLANK: SealedFigures = { size: '', parts: '', digest: '' };

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
  // The length of a file depends on the length that it states, which is compressed; a file that is shorter is
  // padded.
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
