/** What a chart says by itself, in the deck's language. */

/** “The axis begins at”, with a place for the value. */
const BEGINS: ReadonlyMap<string, string> = new Map(
  Object.entries({
    en: 'The axis begins at {}',
    ar: 'يبدأ المحور عند {}',
    cs: 'Osa začíná na {}',
    da: 'Aksen begynder ved {}',
    de: 'Die Achse beginnt bei {}',
    es: 'El eje empieza en {}',
    fa: 'محور از {} آغاز می‌شود',
    fi: 'Asteikko alkaa arvosta {}',
    fr: 'L’axe commence à {}',
    he: 'הציר מתחיל ב־{}',
    it: 'L’asse parte da {}',
    ja: '軸は{}から始まります',
    ko: '축은 {}에서 시작합니다',
    nb: 'Aksen begynner på {}',
    nl: 'De as begint bij {}',
    no: 'Aksen begynner på {}',
    pl: 'Oś zaczyna się od {}',
    pt: 'O eixo começa em {}',
    ru: 'Ось начинается с {}',
    sv: 'Axeln börjar vid {}',
    tr: 'Eksen {} değerinden başlar',
    uk: 'Вісь починається з {}',
    ur: 'محور {} سے شروع ہوتا ہے',
    zh: '坐标轴从 {} 开始',
  }),
);

/** Says where an axis begins that does not begin at zero; in English where the language is not known. */
export function beginsAt(lang: string, value: string): string {
  const phrase = BEGINS.get(lang.toLowerCase().split('-')[0] ?? '') ?? BEGINS.get('en') ?? '{}';
  return phrase.replace('{}', value);
}
