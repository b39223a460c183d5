/** Bundles the scripts that a deck brings, caches the bundle by its content, and reports mistakes in it. */

import { resolve } from 'node:path';
import { bundleScript, type DeckScript } from '../../bundle/scripts/deck-script.ts';
import { ScriptError } from '../../bundle/scripts/script-imports.ts';
import { isRemote } from '../../deck/html/addresses.ts';
import { withoutCssComments } from '../../deck/html/css-text.ts';
import { DeckError, type Diagnostic } from '../../deck/model/diagnostic.ts';
import type { DeckSettings, NamedFile } from '../../deck/model/settings.ts';
import { contentHash } from '../../files/hash.ts';
import { displayPath } from '../../files/paths.ts';
import { asStored } from '../../files/unicode-names.ts';
import type { DeckInput } from '../model/input.ts';
import { placeOfSetting } from '../settings/setting-place.ts';

/** What bundling needs to know of the deck. */
type ScriptContext = Pick<
  DeckInput,
  'files' | 'root' | 'shown' | 'text' | 'read' | 'settingsTexts' | 'form' | 'memory'
> & { readonly warnings: Diagnostic[] };

/** A cached bundle, and the files that it was made of, each with its hash. */
interface Kept {
  readonly script: DeckScript;
  readonly hashes: readonly (readonly [file: string, hash: string])[];
}

/**
 * Bundles the scripts that a deck's `client` names; undefined where it names none, or where the site's settings do
 * not let them run. The bundle is cached, so that an edit of the slides does not rebuild it.
 * @throws DeckError where a script cannot be read or bundled.
 */
export async function ownScript(
  { client: names = [], scripts }: DeckSettings,
  context: ScriptContext,
): Promise<DeckScript | undefined> {
  if (scripts === 'refused') {
    for (const name of names) context.warnings.push(refusal(name, context));
    return undefined;
  }
  if (names.length === 0) return undefined;
  const { files, root, read, form, memory } = context;
  const paths = names.map((name) => find(name, context));
  const key = `script-${contentHash(files.directory, JSON.stringify([paths, form]))}`;
  const hashOf = (file: string) => contentHash(read(file) ?? '');
  // Written by this function.
  const kept = memory.read(key) as Kept | undefined;
  if (kept?.hashes.every(([file, hash]) => hashOf(file) === hash)) return kept.script;
  const seen = new Set<string>();
  const noted = (file: string) => {
    const text = read(file);
    if (text !== undefined) seen.add(file);
    return text;
  };
  try {
    const bundled = await bundleScript(
      paths,
      { directory: files.directory, read: noted },
      (name) => `${form.toSite}_/${name}`,
    );
    const texts = [...seen].map((file) => read(file) ?? '');
    // Comments of packages are their licences, and stay.
    const isOwn = (comment: string) => texts.some((text) => text.includes(comment.slice(2, -2).trim()));
    const css = withoutCssComments(bundled.css, (comment) => (isOwn(comment) ? '' : comment));
    const script = { ...bundled, css };
    memory.write(key, { script, hashes: [...seen].map((file) => [file, hashOf(file)] as const) });
    return script;
  } catch (error) {
    if (!(error instanceof ScriptError)) throw error;
    const { file, ...rest } = error.problem;
    throw new DeckError({ ...rest, file: displayPath(root, file), rule: 'client' });
  }
}

/** Returns the diagnostic for a script that is not allowed to run. */
function refusal({ href }: NamedFile, { files, shown, text, settingsTexts }: ScriptContext): Diagnostic {
  return {
    ...placeOfSetting([{ file: shown, text }, ...settingsTexts()], 'client', href),
    rule: 'refused-script',
    reason: `the script \`${href}\` does not run: the site's settings name the decks whose scripts may, and not this one`,
    hint: `Whoever runs the site can add \`${files.name}\` to \`scripts\` there; a script can do and read all that a presenter can.`,
  };
}

/**
 * Returns the absolute path of a script: beside the file that names it, in the deck's folder, or in the served
 * folder, as for style sheets.
 * @throws DeckError where it cannot be read.
 */
function find({ href, from }: NamedFile, context: ScriptContext): string {
  const { files, root, shown, text, read, settingsTexts } = context;
  const places = [resolve(root, from, '..'), files.directory, root].map((folder) => resolve(folder, href));
  const file = isRemote(href) ? undefined : places.find((place) => read(place) !== undefined);
  if (file !== undefined) return asStored(file);
  throw new DeckError({
    ...placeOfSetting([{ file: shown, text }, ...settingsTexts()], 'client', href),
    rule: 'client',
    reason: `the script \`${href}\` can't be read`,
    hint: isRemote(href)
      ? 'Decks work without the network: install the package, and import it from a file of the deck.'
      : 'Name a file relative to this one, inside the folder that is served.',
  });
}
