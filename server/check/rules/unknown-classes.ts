/** Reports classes in braces that no style names: neither ours, nor the theme's, nor the deck's own. */
import { loadTheme, themeNames } from '../../bundle/css/themes.ts';
import { PLAYER_SWITCHES } from '../../deck/features/pictures/players.ts';
import type { Diagnostic } from '../../deck/model/diagnostic.ts';
import { classUses, isInBraces, stylesIn, writtenClass } from '../deck/author-classes.ts';
import { type CheckedDeck, onSlide } from '../deck/checked-deck.ts';
import { knownIn, suggestClass, suggestForBraces } from '../deck/known-classes.ts';

export async function* unknownClasses(deck: CheckedDeck): AsyncIterable<Diagnostic> {
  const { settings, slides } = deck;
  // A script may look for any.
  if (settings.client !== undefined) return;
  const known = knownIn(settings);
  const theme = (settings.theme ?? 'lectern').replace(/\.css$/i, '');
  let styles: string | undefined;
  for (const slide of slides) {
    const { source, format } = slide.slide;
    if (format !== 'markdown' || !source.includes('{')) continue;
    for (const { name } of classUses(slide)) {
      if (known.has(name) || !isInBraces(name, source) || isToldOtherwise(name, known)) continue;
      styles ??= stylesIn(deck) + (themeNames.includes(theme) ? (await loadTheme(theme)).css : '');
      if (new RegExp(String.raw`${writtenClass(name)}|\[class`).test(styles)) continue;
      const reason = `no style names the class \`${name}\`, so it does nothing`;
      const hint = `Write a style for \`.${name}\`, in a \`<style>\` or a sheet that \`css\` names; or leave it out.`;
      yield onSlide(slide, { rule: 'unknown-class', reason, hint }, `.${name}`);
    }
  }
}

/** Returns whether it is known what a class was meant to be, which class-names.ts tells. */
function isToldOtherwise(name: string, known: ReadonlySet<string>): boolean {
  return (
    PLAYER_SWITCHES.has(name) ||
    suggestClass(name, known) !== undefined ||
    suggestForBraces(name) !== undefined
  );
}
