/**
 * Reports Markdown syntax in full-width characters of Chinese, Japanese and Korean keyboards, which Markdown
 * reads as text.
 */
import type { Diagnostic } from '../../deck/model/diagnostic.ts';
import { codeSpans, inside } from '../../deck/text/fences.ts';
import { type CheckedDeck, onSlide } from '../deck/checked-deck.ts';

/** A mistake, and its correction. */
interface Slip {
  readonly pattern: RegExp;
  readonly instead: (written: string) => string;
}

const WIDE = '[\\p{scx=Han}\\p{scx=Hiragana}\\p{scx=Katakana}\\p{scx=Hangul}]';

/** Each at the start of a line, except for links and braces. The first match is reported. */
const SLIPS: readonly Slip[] = [
  {
    pattern: new RegExp(
      `^(?:[#＃]*＃[#＃]*[ \\u3000]*|#{1,6}[ ]?\\u3000+|#{2,6}(?=${WIDE}))[^\\n]{0,20}`,
      'gmu',
    ),
    instead: (written) => {
      const [, signs = '', words = ''] = /^([#＃]+)[ \u3000]*(.*)$/u.exec(written) ?? [];
      return `${'#'.repeat(Math.min(signs.length, 6))} ${words}`;
    },
  },
  { pattern: /^[－―—ー]{3,}[ \t\u3000]*$/gm, instead: () => '---' },
  { pattern: /^-{3,4}\u3000+[ \t]*$/gm, instead: (written) => written.trim() },
  {
    pattern: /^ {0,3}(?:[・•●○■▪◆]|－(?![－ー])|[-*+]\u3000)[ \t\u3000]*[^\n]{1,20}/gm,
    instead: (written) => `- ${written.trim().slice(1).trim()}`,
  },
  {
    pattern: /^ {0,3}(?:[０-９]+[.)．）、]|\d+(?:[．）]|[.)]\u3000))[ \t\u3000]*[^\n]{1,20}/gm,
    instead: (written) => {
      const [, number = '', words = ''] = /^\s*([0-9０-９]+).[ \t\u3000]*(.*)$/.exec(written) ?? [];
      return `${number.normalize('NFKC')}. ${words}`;
    },
  },
  {
    pattern: /^＞[ \t\u3000]*[^\n]{1,20}/gm,
    instead: (written) => `> ${written.slice(1).trim()}`,
  },
  { pattern: /^｜[^\n]*/gm, instead: (written) => written.replaceAll('｜', '|').slice(0, 24) },
  { pattern: /^｀{3,}[^\n]*/gm, instead: (written) => written.normalize('NFKC') },
  {
    pattern: /[｛{][.．#＃][\w-]+(?:[ \u3000]+[.．#＃][\w-]+)*[｝}]/g,
    instead: (written) => written.normalize('NFKC'),
  },
  {
    pattern: /[!！]?[[［][^\]］\n]*[\]］][(（](?:https?:|[.\w/-]+\.\w{2,4})[^)）\n]*[)）]/g,
    instead: (written) => written.normalize('NFKC'),
  },
  { pattern: /＊＊[^＊\n]+＊＊/g, instead: (written) => written.normalize('NFKC') },
];

export function* fullWidth({ format, slides, settings }: CheckedDeck): Iterable<Diagnostic> {
  if (format !== 'markdown' || settings.markdown === '2013') return;
  for (const slide of slides) {
    const { source, format } = slide.slide;
    if (format !== 'markdown') continue;
    const code = codeSpans(source);
    for (const { pattern, instead } of SLIPS) {
      const found = [...source.matchAll(pattern)].find(
        ({ 0: written, index }) => !inside(index, code) && instead(written) !== written,
      );
      const written = found?.[0].trim();
      if (written === undefined) continue;
      const isJoined = /^#+[^#\s\u3000]/.test(written);
      const why = isJoined ? 'no blank stands behind its signs' : 'Markdown reads narrow signs and blanks';
      const reason = `\`${written}\` is text: ${why}`;
      yield onSlide(slide, { rule: 'full-width', reason, hint: `Write \`${instead(written)}\`.` }, written);
    }
  }
}
