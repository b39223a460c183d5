/** Reads site.yml: the site's title, and settings for its decks, which need not be edited for it. */

import { readFileSync } from 'node:fs';
import { codeFrame, DeckError } from '../deck/model/diagnostic.ts';
import { parseMapping, type ReadMapping } from '../deck/text/front-matter.ts';
import { type DecodedText, decodeText, encodingDiagnostic } from '../files/decode-text.ts';
import { displayPath } from '../files/paths.ts';
import { reasonOf, SiteError } from '../files/site-error.ts';
import { SiteFileDecoder } from './decode-site-file.ts';
import type { SiteSettings } from './site-settings.ts';

/**
 * Reads the settings of a site.
 * @param path absolute path of the file
 * @param root absolute path of the served folder
 * @param names names of the existing decks
 * @throws SiteError where the file cannot be read or is malformed.
 */
export function readSiteFile(path: string, root: string, names: readonly string[]): SiteSettings {
  const file = displayPath(root, path);
  const { text, misreadLine } = readText(path);
  const warnings = misreadLine === undefined ? [] : [encodingDiagnostic(file, misreadLine)];
  try {
    return new SiteFileDecoder(parse(text, file), { text, root, names, warnings }).decode();
  } catch (error) {
    if (error instanceof DeckError) throw new SiteError(codeFrame(error.diagnostic, text));
    throw error;
  }
}

function readText(path: string): DecodedText {
  try {
    return decodeText(readFileSync(path));
  } catch (error) {
    throw new SiteError(
      `${path} can't be read (${reasonOf(error)}). Check the path, and that the server's user may read it.`,
    );
  }
}

/**
 * Parses the file.
 * @throws DeckError or SiteError where it is malformed.
 */
function parse(text: string, file: string): ReadMapping {
  const mapping = parseMapping(text, file);
  if (mapping) return mapping;
  throw new SiteError(`${file} must be a mapping: lines such as \`title: My talks\`.`);
}
