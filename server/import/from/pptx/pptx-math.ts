/** Formulas of Office (OMML) as TeX. */
import type { Element } from '@xmldom/xmldom';
import { childrenOf, one } from './open-pptx.ts';

/** Signs, and the commands of TeX that stand for them; KaTeX knows all others as they are. */
const ACCENTS: Readonly<Record<string, string>> = {
  '\u0302': '\\hat',
  '\u0303': '\\tilde',
  '\u0304': '\\bar',
  '\u0305': '\\overline',
  '\u0307': '\\dot',
  '\u0308': '\\ddot',
  '\u030c': '\\check',
  '\u20d7': '\\vec',
};

const FUNCTIONS =
  /^(?:sin|cos|tan|cot|sec|csc|sinh|cosh|tanh|arcsin|arccos|arctan|ln|log|exp|lim|max|min|sup|inf|det|gcd|dim|ker|arg|deg|Pr)$/;

/** Returns a formula as TeX. */
export function texOf(formula: Element | undefined): string {
  return childrenOf(formula).map(partOf).join('').replace(/\s+/g, ' ').trim();
}

function partOf(part: Element): string {
  const child = (name: string) => childrenOf(part).find(({ tagName }) => tagName === name);
  const inner = (name: string) => texOf(child(name));
  const value = (name: string) => {
    const setting = one(
      childrenOf(part).find(({ tagName }) => tagName.endsWith('Pr')),
      name,
    );
    return setting && (setting.getAttribute('m:val') ?? '');
  };
  const group = (name: string) => `{${inner(name)}}`;
  const base = () => (/^\w$/.test(inner('m:e')) ? inner('m:e') : group('m:e'));
  switch (part.tagName) {
    case 'm:r':
      return runText(part);
    case 'm:f':
      return /^(?:lin|skw)$/.test(value('m:type') ?? '')
        ? `${group('m:num')}/${group('m:den')}`
        : value('m:type') === 'noBar'
          ? `\\binom${group('m:num')}${group('m:den')}`
          : `\\frac${group('m:num')}${group('m:den')}`;
    case 'm:sSup':
      return `${base()}^${group('m:sup')}`;
    case 'm:sSub':
      return `${base()}_${group('m:sub')}`;
    case 'm:sSubSup':
      return `${base()}_${group('m:sub')}^${group('m:sup')}`;
    case 'm:sPre':
      return `{}_${group('m:sub')}^${group('m:sup')}${group('m:e')}`;
    case 'm:rad':
      return `\\sqrt${inner('m:deg') === '' ? '' : `[${inner('m:deg')}]`}${group('m:e')}`;
    case 'm:nary': {
      const ends = ['m:sub', 'm:sup'].map((name) =>
        inner(name) === '' ? '' : `${name === 'm:sub' ? '_' : '^'}${group(name)}`,
      );
      return `${escapedTex(value('m:chr') || '∫')}${ends.join('')} ${inner('m:e')}`;
    }
    case 'm:d': {
      const parts = childrenOf(part).filter(({ tagName }) => tagName === 'm:e');
      const [begin = '(', end = ')', between = '|'] = ['m:begChr', 'm:endChr', 'm:sepChr'].map(value);
      const side = (sign: string) => (sign === '' ? '.' : escapedTex(sign).trim());
      return `\\left${side(begin)} ${parts.map(texOf).join(` ${escapedTex(between)} `)} \\right${side(end)}`;
    }
    case 'm:m': {
      const rows = childrenOf(part).filter(({ tagName }) => tagName === 'm:mr');
      return `\\begin{matrix} ${rows.map((row) => childrenOf(row).map(texOf).join(' & ')).join(' \\\\ ')} \\end{matrix}`;
    }
    case 'm:eqArr': {
      const rows = childrenOf(part).filter(({ tagName }) => tagName === 'm:e');
      return `\\begin{aligned} ${rows.map(texOf).join(' \\\\ ')} \\end{aligned}`;
    }
    case 'm:func':
      return `${inner('m:fName')} ${group('m:e')}`;
    case 'm:limLow':
      return `${limited(inner('m:e'))}_${group('m:lim')}`;
    case 'm:limUpp':
      return `${limited(inner('m:e'))}^${group('m:lim')}`;
    case 'm:acc':
      return `${ACCENTS[value('m:chr') ?? '\u0302'] ?? '\\hat'}${group('m:e')}`;
    case 'm:bar':
      return `${value('m:pos') === 'top' ? '\\overline' : '\\underline'}${group('m:e')}`;
    case 'm:groupChr':
      return `${value('m:pos') === 'top' ? '\\overbrace' : '\\underbrace'}${group('m:e')}`;
    default:
      return part.tagName.endsWith('Pr') ? '' : texOf(part);
  }
}

/** Returns what limits stand below and above of. */
function limited(text: string): string {
  return /^\\\w+$/.test(text.trim()) ? text.trim() : `\\mathop{${text}}\\limits`;
}

function runText(run: Element): string {
  const text = childrenOf(run)
    .filter(({ tagName }) => tagName === 'm:t')
    .map((each) => each.textContent ?? '')
    .join('');
  const settings = childrenOf(run).find(({ tagName }) => tagName === 'm:rPr');
  if (FUNCTIONS.test(text.trim())) return `\\${text.trim()} `;
  const style = one(settings, 'm:sty')?.getAttribute('m:val');
  if (one(settings, 'm:nor') || (style === 'p' && /[a-z]{2}/i.test(text)))
    return `\\text{${text.replace(/[{}$&#_%]/g, '\\$&').replace(/[\\^~](?![{}$&#_%])/g, '')}}`;
  return escapedTex(text);
}

/** Returns text as TeX: what TeX reads as a command is not one, and letters of mathematical alphabets are plain. */
function escapedTex(text: string): string {
  return text
    .replace(/[\u{1d400}-\u{1d7ff}ℎ]/gu, (letter) => letter.normalize('NFKC'))
    .replace(/\\/g, '\\backslash ')
    .replace(/[{}#$%_]/g, '\\$&')
    .replace(/\^/g, '\\hat{}')
    .replace(/~/g, '\\sim ')
    .replaceAll('\u2061', '')
    .replaceAll('∫', '\\int ')
    .replaceAll('∑', '\\sum ')
    .replaceAll('∏', '\\prod ')
    .replaceAll('⟨', '\\langle ')
    .replaceAll('⟩', '\\rangle ');
}
