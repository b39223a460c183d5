/**
 * Reads a reveal.js page's settings outside its slides: theme, style sheets, and the options of `Reveal.initialize`.
 */

import { attribute, classes, type Element, elements, isInside, parsePage, textOf } from '../../html/tree.ts';
import type { Diagnostic } from '../../model/diagnostic.ts';
import type { SettingsLayer, StyleSheet } from '../../model/settings.ts';
import { decodeSettings, mergeLayers } from '../../settings/decode-settings.ts';
import { lineAt } from '../../text/fences.ts';
import { readObject } from './object-literal.ts';

/** A page, and its place in a file. */
export interface HtmlPage {
  readonly html: string;
  /** Path as the author knows it. */
  readonly file: string;
  /** Line of the file on which the page begins, from 1. */
  readonly firstLine: number;
}

/** Themes of reveal.js; other files in a folder `theme` are the author's own. */
const THEMES =
  /^(?:beige|black|black-contrast|blood|dracula|league|moon|night|serif|simple|sky|solarized|white|white-contrast)$/;

/** Style sheets of reveal.js and its plugins, which are built in. */
const BUILT_IN =
  /(?:^|\/)(?:reveal|reset|paper|pdf|print)(?:\.min)?\.css$|(?:^|\/)(?:plugin|katex|mathjax)[^/]*\/.*\.css$/i;

/** Where reveal.js and its examples keep highlight.js themes. */
const CODE_THEME =
  /(?:^|\/)(?:plugin\/highlight|lib\/css|(?:[^/]*highlight[^/]*\/.*)?styles)\/([\w-]+?)(?:\.min)?\.css$/i;

/** Plugins that are built in; below, the options that configure them. */
const PLUGINS =
  /^\[\s*(?:(?:Reveal)?(?:Markdown|Highlight|Notes|Math|Search|Zoom)(?:\.\w+)?(?:\(\))?\s*,?\s*)*\]$/;
const SET_UP: ReadonlySet<string> = new Set(
  'dependencies markdown math katex mathjax2 mathjax3 mathjax4 highlight'.split(' '),
);

const SLIDES: ReadonlySet<string> = new Set(['section']);

/** Scripts that belong to reveal.js and its plugins. */
const LIBRARY =
  /(?:^|\/)(?:dist|plugin|lib)\/|reveal|head\.min|classList|node_modules|mathjax|katex|highlight/i;

/** Decodes a page's settings; warns of what cannot be used. */
export function pageSettings({ html, file, firstLine }: HtmlPage, warnings: Diagnostic[]): SettingsLayer {
  if (!/<(?:html|head|title|link|style|script|meta)\b/i.test(html)) return {};
  const around = elements(parsePage(html)).filter(
    (element) => !isInside(element, SLIDES) && !classes(element).includes('slides'),
  );
  const values: Record<string, unknown> = {};
  const places = new Map<string, number>();
  const css: StyleSheet[] = [];
  const note = (key: string, value: unknown, at: number) => {
    values[key] = value;
    places.set(key, at);
  };
  for (const element of around) {
    const at = element.sourceCodeLocation?.startOffset ?? 0;
    if (element.tagName === 'link') noteLink(element, { at, note, css, file });
    else if (element.tagName === 'style') css.push(inlineSheet(element, { html, file, firstLine }));
    else if (element.tagName === 'title') noteTitle(textOf(element).trim(), at, note);
    else if (element.tagName === 'html' && attribute(element, 'lang'))
      note('lang', attribute(element, 'lang'), at);
    else if (element.tagName === 'meta' && attribute(element, 'name') === 'description')
      note('description', attribute(element, 'content') ?? '', at);
  }
  const place = (at: number) => {
    const start = html.lastIndexOf('\n', at - 1) + 1;
    return { line: lineAt(html, at, firstLine), column: at - start + 1 };
  };
  const tell = (at: number, finding: Pick<Diagnostic, 'rule' | 'reason' | 'hint'>) =>
    warnings.push({ file, ...place(at), ...finding });
  const options = around
    .filter(({ tagName }) => tagName === 'script')
    .flatMap((script) => optionsIn(script, html, tell));
  for (const { name, at } of options) places.set(`revealOptions ${name}`, at);
  if (options.length > 0)
    values.revealOptions = Object.fromEntries(options.map(({ name, value }) => [name, value]));
  const placeOf = (...keys: readonly string[]) =>
    place(places.get(keys.join(' ')) ?? places.get(keys[0] ?? '') ?? 0);
  const layer = decodeSettings({ file, values, place: placeOf }, warnings);
  return mergeLayers(layer, css.length > 0 ? { css } : {});
}

interface LinkContext {
  readonly at: number;
  readonly note: (key: string, value: unknown, at: number) => void;
  readonly css: StyleSheet[];
  readonly file: string;
}

function noteLink(link: Element, { at, note, css, file }: LinkContext): void {
  const rel = (attribute(link, 'rel') ?? '').toLowerCase().split(/\s+/);
  const href = attribute(link, 'href')?.trim() ?? '';
  if (!rel.includes('stylesheet') || rel.includes('alternate') || href === '') return;
  const path = href.replace(/[?#].*$/, '');
  const theme = /(?:^|\/)theme\/([\w-]+?)(?:\.min)?\.css$/i.exec(path)?.[1] ?? '';
  const code = CODE_THEME.exec(path)?.[1];
  // reveal.js 2 had `league` as `default`.
  if (theme === 'default') note('theme', 'league', at);
  else if (THEMES.test(theme)) note('theme', theme, at);
  else if (attribute(link, 'id') === 'highlight-theme' || code !== undefined)
    note('highlightTheme', code ?? /([\w-]+?)(?:\.min)?\.css$/i.exec(path)?.[1] ?? '', at);
  else if (theme !== '' || attribute(link, 'id') === 'theme') note('theme', href, at);
  else if (!BUILT_IN.test(path)) css.push({ href, from: file });
}

/** Returns the style sheet of a `<style>` on the page; its addresses are relative to the page. */
function inlineSheet(style: Element, { html, file, firstLine }: HtmlPage): StyleSheet {
  const { startTag, endTag } = style.sourceCodeLocation ?? {};
  const start = startTag?.endOffset ?? 0;
  const text = html.slice(start, endTag?.startOffset);
  return { href: file, from: file, text, line: lineAt(html, start, firstLine) };
}

/** Takes the page's title, unless it is that of reveal.js's example. */
function noteTitle(title: string, at: number, note: LinkContext['note']): void {
  if (title !== '' && !/^reveal\.js\b/i.test(title)) note('title', title, at);
}

interface Option {
  readonly name: string;
  readonly value: string | number | boolean | null;
  readonly at: number;
}

/**
 * Returns the options that a script passes to reveal.js; warns of a script that does something else, since it does not
 * run.
 */
function optionsIn(
  script: Element,
  html: string,
  tell: (at: number, finding: Pick<Diagnostic, 'rule' | 'reason' | 'hint'>) => void,
): Option[] {
  const { startOffset = 0, startTag, endTag } = script.sourceCodeLocation ?? {};
  const type = attribute(script, 'type') ?? '';
  if (type !== '' && !/^(?:module|(?:text|application)\/(?:java|ecma)script)$/i.test(type)) return [];
  const src = attribute(script, 'src');
  if (src !== undefined) {
    if (!LIBRARY.test(src)) tell(startOffset, NOT_RUN(`the script \`${src}\` of this page`));
    return [];
  }
  const start = startTag?.endOffset ?? 0;
  const source = html.slice(start, endTag?.startOffset);
  // Modules name their own: `const deck = new Reveal(); deck.initialize({ … })`.
  const own = /\b(\w+)\s*=\s*new\s+Reveal\b/.exec(source)?.[1];
  const names = own === undefined ? 'Reveal' : `Reveal|${own}`;
  const calls = [
    ...source.matchAll(
      new RegExp(
        `\\b(?:${names})\\s*\\.\\s*(?:initialize|configure)\\s*\\(\\s*|\\bReveal\\s*\\((?:[^{};]*,)?\\s*(?=\\{)`,
        'g',
      ),
    ),
  ];
  if (calls.length === 0 && source.trim() !== '') tell(startOffset, NOT_RUN('a script of this page'));
  return calls.flatMap(({ 0: call, index }) => {
    const brace = start + index + call.length;
    if (html[brace] !== '{') return [];
    return readObject(html.slice(0, endTag?.startOffset), brace).flatMap(
      ({ name, value, source: written, at }) => {
        if (value !== undefined) return [{ name, value, at }];
        const isKnown = SET_UP.has(name) || (name === 'plugins' && PLUGINS.test(written));
        if (!isKnown) tell(at, NOT_PLAIN(name));
        return [];
      },
    );
  });
}

const NOT_RUN = (what: string) => ({
  rule: 'active-content' as const,
  reason: `${what} does not run`,
  hint: 'Name scripts of the deck in `client`, in front matter above the page or in `site.yml`.',
});

const NOT_PLAIN = (name: string) => ({
  rule: 'setting-without-effect' as const,
  reason: `the reveal.js option \`${name}\` of this page is not taken over`,
  hint:
    name === 'plugins'
      ? 'Code, math, notes, search and zoom are built in; others are not.'
      : 'Only values that are written out are; set it below `revealOptions`, in front matter above the page or in `site.yml`.',
});
