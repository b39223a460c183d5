/** Validates language tags (BCP 47), and recognises what people write instead: country codes and names of languages. */

/**
 * Country codes and names, mapped to the language that they stand for. Those that are valid tags are tags of another
 * language.
 */
const MEANT: ReadonlyMap<string, string> = new Map(
  Object.entries({
    jp: 'ja',
    jpn: 'ja',
    japanese: 'ja',
    cn: 'zh',
    chinese: 'zh',
    kr: 'ko',
    korean: 'ko',
    ua: 'uk',
    arabic: 'ar',
    hebrew: 'he',
    persian: 'fa',
    farsi: 'fa',
    urdu: 'ur',
    english: 'en',
    german: 'de',
    deutsch: 'de',
    french: 'fr',
    spanish: 'es',
    italian: 'it',
    russian: 'ru',
    portuguese: 'pt',
    cz: 'cs',
    gr: 'el',
    dk: 'da',
    at: 'de-AT',
    us: 'en-US',
    gb: 'en-GB',
    ir: 'fa',
    il: 'he',
    eg: 'ar',
  }),
);

/**
 * Returns the tag that an invalid one stands for, empty if none is near; undefined for a valid tag. Of longer codes
 * only the form is validated, since there are thousands.
 */
export function languageMeant(tag: string): string | undefined {
  const meant = MEANT.get(tag.toLowerCase());
  if (meant !== undefined) return meant;
  if (isTag(tag)) return undefined;
  const dashed = tag.replaceAll('_', '-').replace(/\..*$/, '');
  return dashed !== tag && isTag(dashed) ? dashed : '';
}

function isTag(tag: string): boolean {
  try {
    const { language } = new Intl.Locale(tag);
    const names = new Intl.DisplayNames('en', { type: 'language', fallback: 'none' });
    return language.length !== 2 || names.of(language) !== undefined;
  } catch {
    return false;
  }
}
