/** Pandoc's and Quarto's code: attributes in braces, and code that is run there and only shown here. */
import type { ForeignDeck, Remarks } from '../../model.ts';
import { parseBraces } from '../../text/attributes/braces.ts';
import { stepsText } from '../../text/code-steps.ts';
import { type Fence, fenceLines, type Line, mapFences, written } from '../../text/lines.ts';

/** What holds for the code of the whole deck. */
export interface CodeContext {
  readonly remarks: Remarks;
  /** Whether code that is run is hidden, unless a block says otherwise. */
  readonly isHidden: boolean;
  readonly deck: Pick<ForeignDeck, 'file' | 'has'>;
}

/** Languages that Quarto and knitr run. */
const RUN =
  /^(?:r|python|julia|ojs|bash|sh|sql|stan|rcpp|node|js|observable|css|scss|verbatim|embed|cat|asis|webr|pyodide)(?:-[rR])?$/i;

/** Names of languages there, and of highlight.js. */
const LANGUAGES: Readonly<Record<string, string>> = {
  ojs: 'js',
  rcpp: 'cpp',
  observable: 'js',
  verbatim: '',
  webr: 'r',
  pyodide: 'python',
  embed: '',
  cat: '',
};

/** Returns whether a deck hides the code that knitr runs, as its first chunk may say. */
export function hidesCode(body: string): boolean {
  return /opts_chunk\$set\([^)]*\becho\s*=\s*F/.test(body);
}

/** Rewrites a slide's code. */
export function convertCode(lines: readonly Line[], context: CodeContext): Line[] {
  return mapFences(lines, (fence) => {
    const { info } = fence;
    const raw = /^\{=(\w+)\}$/.exec(info)?.[1];
    if (raw !== undefined) return convertRaw(fence, raw, context.remarks);
    const [, head = '', words] = /^([^\s{]*)\s*(?:\{(.*)\})?/.exec(info) ?? [];
    if (words === undefined) return undefined;
    const engine = head === '' ? /^\s*([A-Za-z]\w*)\s*(?:$|[\s,}])/.exec(words)?.[1] : undefined;
    if (engine !== undefined) return convertRun(fence, { engine, words, ...context });
    const { classes, values } = parseBraces(words);
    const isNumbered = classes.some((name) => /^(?:numberLines|number-lines|line-numbers)$/.test(name));
    const language =
      head ||
      classes.find((name) => !/^(?:numberLines|number-lines|line-numbers|cell-code|fragment)$/.test(name)) ||
      '';
    return plainCode(fence, { language, isNumbered, values, isFragment: classes.includes('fragment') });
  });
}

interface Plain {
  readonly language: string;
  readonly isNumbered: boolean;
  readonly values: ReadonlyMap<string, string>;
  readonly isFragment?: boolean;
}

function plainCode(fence: Fence, { language, isNumbered, values, isFragment = false }: Plain): Line[] {
  const bright = values.get('code-line-numbers') ?? values.get('data-line-numbers');
  const isSwitch = bright === 'true' || bright === '';
  const first = values.get('startFrom') ?? values.get('start-line');
  const steps = stepsText({
    steps: bright === undefined || isSwitch || bright === 'false' ? undefined : bright,
    isNumbered: isNumbered || isSwitch,
    first: first === undefined ? undefined : Number(first),
    lines: fence.content.length,
  });
  const name = values.get('filename');
  const named = name === undefined ? [] : written(fence.at, `*${name}*{.small}`, '');
  return [...named, ...fenceLines(fence, `${language}${steps}${isFragment ? ' {.fragment}' : ''}`)];
}

function convertRaw(fence: Fence, format: string, remarks: Remarks): Line[] {
  if (format === 'html') return fence.content.map((line) => ({ ...line, isCode: false }));
  remarks.lost(fence.at, fence.info, `what is for ${format} alone was left out.`);
  return [];
}

interface Run extends CodeContext {
  readonly engine: string;
  readonly words: string;
}

/** Converts code that is run there: its result is taken where it lies beside the deck. */
function convertRun(fence: Fence, { engine, words, remarks, isHidden, deck }: Run): Line[] {
  const options = optionsOf(words, fence.content);
  const content = fence.content.filter(({ text }) => !/^\s*(?:#|%%|\/\/|--)\|/.test(text));
  const bare = { ...fence, content };
  if (/^(?:mermaid|dot)$/.test(engine)) return fenceLines(bare, engine);
  const language = LANGUAGES[engine.toLowerCase()] ?? engine.toLowerCase();
  const values = new Map(
    [...options].filter(([key]) => /^(?:code-line-numbers|filename|startFrom)$/.test(key)),
  );
  const code = plainCode(bare, { language, isNumbered: false, values });
  if (!RUN.test(engine) || options.get('eval') === 'false') return code;
  const label = options.get('label');
  const stem = deck.file.replace(/^.*[/\\]/, '').replace(/\.\w+$/, '');
  const pictures = ['figure-revealjs', 'figure-html', 'figure-beamer']
    .flatMap((folder) => ['png', 'svg'].map((ext) => `${stem}_files/${folder}/${label}-1.${ext}`))
    .filter((path) => label !== undefined && deck.has(path));
  const echo = options.get('echo') ?? (isHidden ? 'false' : undefined);
  const isShown = echo !== 'false' && options.get('include') !== 'false';
  const [picture] = pictures;
  if (picture !== undefined) {
    remarks.became(fence.at, fence.info, 'the picture that it drew');
    const alt = options.get('fig-cap') ?? options.get('fig.cap') ?? '';
    return [
      ...(isShown ? [...code, ...written(fence.at, '')] : []),
      ...written(fence.at, `![${alt}](${picture})`),
    ];
  }
  if (options.get('include') !== 'false' && !/^(?:css|scss|cat|verbatim|embed|asis)$/.test(engine)) {
    remarks.lost(
      fence.at,
      fence.info,
      `code is not run here, so its result is missing${isShown ? '' : ', and the code was hidden'}; put a picture or a table in its place.`,
    );
  }
  return isShown ? code : [];
}

/** Reads the options of a chunk, as knitr writes them behind the engine, and as Quarto does behind `#|`. */
function optionsOf(words: string, content: readonly Line[]): Map<string, string> {
  const options = new Map<string, string>();
  const label = /^\s*\w+[\s,]+([\w-]+)\s*(?:,|$)/.exec(words)?.[1];
  if (label !== undefined) options.set('label', label);
  for (const [, key = '', double, single, bare] of words.matchAll(
    /([\w.-]+)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s,]+))/g,
  )) {
    options.set(key, lower(double ?? single ?? bare ?? ''));
  }
  for (const { text } of content) {
    const [, key, value = ''] = /^\s*(?:#|%%|\/\/|--)\|\s*([\w.-]+)\s*:\s*(.*?)\s*$/.exec(text) ?? [];
    if (key !== undefined) options.set(key, lower(value.replace(/^(["'])(.*)\1$/, '$2')));
  }
  return options;
}

/** R writes `TRUE` and `FALSE`, or `T` and `F`. */
function lower(value: string): string {
  if (/^(?:FALSE|F|no)$/.test(value)) return 'false';
  return /^(?:TRUE|T|yes)$/.test(value) ? 'true' : value;
}
