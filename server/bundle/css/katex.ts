/** Selects the part of KaTeX's CSS and fonts that a page's formulas use. */
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { type Declaration, type Selector, transform } from 'lightningcss';
import type { Face } from '../fonts/faces.ts';
import { cssOptions } from './minify.ts';

const { resolve } = createRequire(import.meta.url);

/** CSS and fonts for some formulas. */
export interface MathStyle {
  readonly css: string;
  /** The faces to subset with `subsetFaces(faces, characters)`. */
  readonly faces: readonly Face[];
  /** The characters of the formulas. */
  readonly characters: ReadonlySet<string>;
}

const REGULAR = 400;
const BOLD = 700;

/** KaTeX's font families and their styles, as in its fonts folder. */
const FAMILIES: Readonly<Record<string, readonly string[]>> = {
  Main: ['Regular', 'Bold', 'Italic', 'BoldItalic'],
  Math: ['Italic', 'BoldItalic'],
  AMS: ['Regular'],
  Caligraphic: ['Regular', 'Bold'],
  Fraktur: ['Regular', 'Bold'],
  SansSerif: ['Regular', 'Bold', 'Italic'],
  Script: ['Regular'],
  Size1: ['Regular'],
  Size2: ['Regular'],
  Size3: ['Regular'],
  Size4: ['Regular'],
  Typewriter: ['Regular'],
};

/** All of KaTeX's faces. */
export const mathFaces: readonly Face[] = Object.entries(FAMILIES).flatMap(([family, styles]) =>
  styles.map((style) => ({
    family: `KaTeX_${family}`,
    weight: style.startsWith('Bold') ? BOLD : REGULAR,
    style: style.endsWith('Italic') ? 'italic' : 'normal',
    role: 'math',
    uppercase: false,
    source: { specifier: `katex/dist/fonts/KaTeX_${family}-${style}.woff2` },
  })),
);

/** A start tag with its attributes; quoted values may contain `>`. */
const TAG = /<[a-z][^\s/>]*((?:"[^"]*"|'[^']*'|[^>"'])*)>/gi;
const CLASS = /\sclass\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))/i;

function classesIn(html: string): Set<string> {
  const classes = new Set<string>();
  for (const [, attributes = ''] of html.matchAll(TAG)) {
    const [, double, single, bare] = CLASS.exec(attributes) ?? [];
    for (const name of (double ?? single ?? bare ?? '').split(/\s+/)) if (name !== '') classes.add(name);
  }
  return classes;
}

const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', nbsp: '\u00a0' };

/** Returns the characters of the HTML's text, with character references decoded as KaTeX and parse5 write them. */
function charactersIn(html: string): Set<string> {
  const text = html.replace(TAG, '').replace(/<\/[^>]*>/g, '');
  return new Set(
    text.replace(
      /&(?:#x([0-9a-f]+)|#(\d+)|(\w+));/gi,
      (reference, hex: string, decimal: string, name: string) => {
        if (name !== undefined) return ENTITIES[name] ?? reference;
        return String.fromCodePoint(Number.parseInt(hex ?? decimal, hex === undefined ? 10 : 16));
      },
    ),
  );
}

/** The faces that the selected rules use. */
interface FontUse {
  readonly families: Set<string>;
  /** Faces that a single rule names: `KaTeX_Main 700 normal`. */
  readonly faces: Set<string>;
  /** Whether a rule without a family sets bold or italic, for whatever family. */
  bold: boolean;
  italic: boolean;
}

function faceKey(family: string, weight: unknown, style: string): string {
  return `${family} ${weight} ${style}`;
}

/** Adds the faces of one rule. */
function addUse(use: FontUse, declarations: readonly Declaration[]): void {
  let [families, bold, italic]: [readonly string[], boolean, boolean] = [[], false, false];
  for (const declaration of declarations) {
    if (declaration.property === 'font') families = declaration.value.family;
    if (declaration.property === 'font-family') families = declaration.value;
    if (declaration.property === 'font-style') italic = declaration.value.type !== 'normal';
    if (declaration.property === 'font-weight' && declaration.value.type === 'absolute') {
      const weight = declaration.value.value;
      bold = weight.type === 'bold' || (weight.type === 'weight' && weight.value > REGULAR);
    }
  }
  for (const family of families) {
    use.families.add(family);
    use.faces.add(faceKey(family, bold ? BOLD : REGULAR, italic ? 'italic' : 'normal'));
  }
  use.bold ||= bold && families.length === 0;
  use.italic ||= italic && families.length === 0;
}

/**
 * Returns the CSS and faces for formulas. `html` is KaTeX's output (a whole deck is fine); rules for classes
 * that it does not contain are left out. Without `html`, all rules are kept. The MathML copy for screen readers
 * stays visually hidden.
 */
export async function mathStyle(html?: string): Promise<MathStyle> {
  const classes = html === undefined ? undefined : classesIn(html);
  const use: FontUse = { families: new Set(), faces: new Set(), bold: false, italic: false };
  const applies = (selector: Selector): boolean =>
    selector.every((part) => part.type !== 'class' || !classes || classes.has(part.name));
  const { code } = transform({
    ...cssOptions,
    filename: 'katex.css',
    code: await readFile(resolve('katex/dist/katex.css')),
    visitor: {
      Rule: {
        'font-face': () => [],
        style: ({ value }) => {
          if (!value.selectors.some(applies)) return [];
          addUse(use, value.declarations?.declarations ?? []);
          return;
        },
      },
      Selector: (selector) => (applies(selector) ? undefined : []),
    },
  });
  const faces = mathFaces.filter(
    ({ family, weight, style }) =>
      use.faces.has(faceKey(family, weight, style)) ||
      (use.families.has(family) && (weight === REGULAR || use.bold) && (style === 'normal' || use.italic)),
  );
  return { css: code.toString(), faces, characters: charactersIn(html ?? '') };
}
