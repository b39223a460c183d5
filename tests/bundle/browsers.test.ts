/** What browsers get runs in the oldest that Lectern supports: every built file, every theme, and what pages have in them. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { oldestBrowsers } from '../../server/bundle/browsers.ts';
import { highlightThemeNames, loadHighlightTheme } from '../../server/bundle/css/highlight-themes.ts';
import { schemeVariables, withPlainColours } from '../../server/bundle/css/plain-colours.ts';
import { loadTheme, themeNames } from '../../server/bundle/css/themes.ts';
import { featureStyles } from '../../server/compile/styles/feature-styles.ts';
import { carriedByWord } from '../../server/deck/model/features.ts';
import { signInCauses, signInPage } from '../../server/pages/sign-in-page.ts';
import { cssFeatures } from '../setup/compatibility/css-features.ts';
import { readPage } from '../setup/compatibility/html-features.ts';
import { newer } from '../setup/compatibility/newer.ts';
import { isMistake, readScripts } from '../setup/compatibility/script-features.ts';
import { lacking } from '../setup/compatibility/support.ts';
import { bytesOf, siteMaker } from '../setup/loading.ts';

/** Each feature that the oldest browsers lack, with the places where it is used. */
class Lacked {
  readonly places = new Map<string, Set<string>>();

  styles(place: string, css: string, context?: 'declarationList'): void {
    for (const path of cssFeatures(css, context)) this.#note(place, path);
  }

  scripts(codes: ReadonlyMap<string, string>): void {
    for (const [place, { lacked, styleSheets }] of readScripts(codes)) {
      for (const path of lacked) this.#note(place, path);
      for (const css of styleSheets) this.styles(place, css);
    }
  }

  page(place: string, html: string): void {
    const { features, styleSheets, declarations, scripts } = readPage(html);
    for (const path of features) this.#note(place, path);
    for (const css of styleSheets) this.styles(place, css);
    for (const css of declarations) this.styles(place, css, 'declarationList');
    this.scripts(new Map(scripts.map((code) => [place, code])));
  }

  /** Returns what there is no reason for. */
  unexplained(): string[] {
    const known = new Set(newer.flatMap(([, ...paths]) => paths));
    return [...this.places]
      .filter(([path]) => !known.has(path))
      .map(([path, places]) => `${[...places].join(', ')}: ${[path, ...lacking(path)].join(', ')}`);
  }

  #note(place: string, path: string): void {
    if (lacking(path).length === 0 && !isMistake(path)) return;
    this.places.set(path, (this.places.get(path) ?? new Set()).add(place));
  }
}

const { siteOf, remove } = siteMaker();
const lacked = new Lacked();

/** Slides with what pages have inside: steps, formulas, drawings, players, backgrounds. */
const SLIDES = [
  '# One\n\n- a <!-- .element: class="fragment" -->',
  '## Two\n\n$a^2$\n\n```js [1|2]\nlet a;\na = 1;\n```',
  '## Three\n\n```mermaid\nflowchart LR\n  a --> b\n```',
  '<!-- .slide: data-background-color="#102a43" -->\n\n## Four\n\n<video src="film.mp4"></video>\n\nNote: One note.',
];

beforeAll(async () => {
  const folder = join(inject('buildDirectory'), 'client');
  const names = readdirSync(folder);
  const read = (name: string) => readFileSync(join(folder, name), 'utf8');
  for (const name of names.filter((each) => each.endsWith('.css'))) lacked.styles(name, read(name));
  const scripts = names.filter((name) => name.endsWith('.js'));
  // Mermaid's files know one another's methods.
  const ofMermaid = scripts.filter((name) => name.startsWith('mermaid'));
  const others = scripts.filter((name) => !ofMermaid.includes(name));
  for (const group of [ofMermaid, others]) lacked.scripts(new Map(group.map((name) => [name, read(name)])));

  for (const name of themeNames) {
    const { css, dark } = await loadTheme(name);
    lacked.styles(
      `theme ${name}`,
      withPlainColours(css, dark === true ? 'dark' : 'light', schemeVariables(css)),
    );
  }
  for (const name of highlightThemeNames())
    lacked.styles(`highlight theme ${name}`, await loadHighlightTheme(name));
  const words = new Set(carriedByWord().map(([word]) => word));
  lacked.styles('styles of features', featureStyles(words, false));

  const text = SLIDES.join('\n\n---\n\n');
  const { site } = await siteOf({ 'own.md': text, 'black.md': `---\ntheme: black\n---\n\n${text}` }).load();
  for (const [address, resource] of site.resources) {
    const content = () => Buffer.from(bytesOf(resource)).toString('utf8');
    if (resource.type.startsWith('text/html')) lacked.page(address, content());
    if (/\/cover\.\w+\.css$/.test(address)) lacked.styles(address, content());
  }
  lacked.page('error page', Buffer.from(bytesOf(site.notFound)).toString('utf8'));
  for (const cause of signInCauses) lacked.page('sign-in page', signInPage(site.frame, cause));
}, 120_000);

afterAll(remove);

test('nothing that browsers get needs newer ones, unless there is a reason why the oldest do without', () => {
  expect(lacked.unexplained()).toEqual([]);
});

test('no reason is for something that nobody gets', () => {
  const paths = newer.flatMap(([, ...each]) => each);
  expect(paths.filter((path) => !lacked.places.has(path))).toEqual([]);
});

test('the README names the oldest browsers', () => {
  const readme = readFileSync(join(import.meta.dirname, '../../README.md'), 'utf8');
  const { chrome, edge, firefox, safari, ios } = oldestBrowsers;
  expect([edge, ios]).toEqual([chrome, safari]);
  for (const words of [`Safari ${safari.join('.')}`, `Firefox ${firefox[0]}`, `Chrome or Edge ${chrome[0]}`])
    expect(readme).toContain(words);
});

describe('the check', () => {
  test.each([
    ['syntax', 'a = /[a--b]/v', 'syntax: Invalid regular expression flag (1:5)'],
    ['a pattern in a text', "a = new RegExp('a', 'v')", 'syntax: Invalid regular expression flag (1:1)'],
    ['a static method', 'Object.groupBy(a, b)', 'javascript.builtins.Object.groupBy'],
    ['a method', 'a.b.isSupersetOf(c)', 'javascript.builtins.Set.isSupersetOf'],
    ['a class', 'new Highlight(a)', 'api.Highlight'],
    ['a member of navigator', 'navigator.vibrate(1)', 'api.Navigator.vibrate'],
    ['a member taken out of navigator', 'const { connection: a } = navigator', 'api.Navigator.connection'],
    ['an event', "a.addEventListener('scrollend', b)", 'api.Document.scrollend_event'],
    ['a style sheet in a script', "a = '.b{text-wrap:balance}'", 'css.properties.text-wrap.balance'],
    ['one that begins with a function', "a = '::highlight(b){color:red}'", 'css.selectors.highlight'],
  ])('a script: it finds %s', (_, code, path) => {
    const found = new Lacked();
    found.scripts(new Map([['a.js', code]]));
    expect([...found.places.keys()]).toContain(path);
  });

  test.each([
    ['a method of its own', 'class A { union() {} } new A().union()'],
    ['a question', "'vibrate' in navigator"],
    ['what the oldest have', 'a.at(-1); structuredClone(a); a?.b ?? /(?<=a)b/d'],
  ])('a script: it lets %s pass', (_, code) => {
    const found = new Lacked();
    found.scripts(new Map([['a.js', code]]));
    expect(found.unexplained()).toEqual([]);
  });

  test.each([
    ['a property', 'a{view-transition-name:b}', 'css.properties.view-transition-name'],
    ['a value', 'a{text-wrap:balance}', 'css.properties.text-wrap.balance'],
    ['a function', 'a{color:light-dark(red,blue)}', 'css.types.color.light-dark'],
    ['a function in a variable', 'a{color:red;--a:light-dark(red,blue)}', 'css.types.color.light-dark'],
    ['a rule', '@scope (a){b{top:0}}', 'css.at-rules.scope'],
    ['a selector', 'a:user-invalid{top:0}', 'css.selectors.user-invalid'],
    ['nesting', 'a{& b{top:0}}', 'css.selectors.nesting'],
    ['a media feature', '@media (scripting:none){a{top:0}}', 'css.at-rules.media.scripting'],
    ['a unit', 'a{width:2rex}', 'css.types.length.rex'],
    [
      'what another block asks for',
      '@supports not (color:light-dark(red,blue)){a{color:light-dark(red,blue)}}',
      'css.types.color.light-dark',
    ],
  ])('a style sheet: it finds %s', (_, css, path) => {
    const found = new Lacked();
    found.styles('a.css', css);
    expect([...found.places.keys()]).toContain(path);
  });

  test.each([
    ['a value that a plain one stands before', 'a{color:red;color:light-dark(red,blue)}'],
    ['what it has asked for', '@supports (color:light-dark(red,blue)){a{--b:light-dark(red,blue)}}'],
    [
      'what it has other rules without',
      'a{--b:light-dark(red,blue)}@supports not (color:light-dark(red,blue)){a{--b:red}}',
    ],
    ['what Safari has with a prefix', 'a{-webkit-user-select:none;user-select:none}'],
    [
      'what the oldest have',
      '@container (width<4rem){a:has(b){height:1dvh;color:color-mix(in srgb,red,blue)}}',
    ],
  ])('a style sheet: it lets %s pass', (_, css) => {
    const found = new Lacked();
    found.styles('a.css', css);
    expect(found.unexplained()).toEqual([]);
  });

  test('a page: it finds an element, an attribute and a style', () => {
    const found = new Lacked();
    found.page(
      'a.html',
      '<!doctype html><selectedcontent></selectedcontent><p popover style="text-wrap:balance">',
    );
    expect([...found.places.keys()]).toEqual([
      'html.elements.selectedcontent',
      'html.global_attributes.popover',
      'css.properties.text-wrap',
      'css.properties.text-wrap.balance',
    ]);
  });
});
