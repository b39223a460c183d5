/** Tags of languages (BCP 47), and what people write in their place: countries, and names. */

/** Codes of countries, and names, by the language that is spoken there or called so; where they are tags they mean another. */
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
 * The tag that is meant by what is none, empty where nothing is near; undefined for a tag. Of longer codes only the form is
 * looked at: there are thousands.
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
