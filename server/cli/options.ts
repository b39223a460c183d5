/** Resolves the command line and the environment into a command with its options. */
import { type Arguments, type Environment, readArguments, readSealedArguments } from './arguments.ts';
import type { CommandName } from './command-table.ts';
import type { FlagName } from './flags.ts';
import { refuseMisplaced } from './misplaced-flags.ts';
import {
  decodeBase,
  decodeCount,
  decodeDays,
  decodeEndpoint,
  decodeFormat,
  decodeKey,
  decodeLog,
  decodeOut,
  decodePort,
  decodeRedis,
  decodeSwitch,
  decodeUrl,
  type Endpoint,
  type LogOptions,
  offerKey,
  type ReportFormat,
} from './option-values.ts';
import { type PdfOptions, pdfOptions } from './pdf-options.ts';
import { suggestCommand } from './suggest-command.ts';
import { UsageError } from './usage-error.ts';

/** The options of `serve`, checked and complete. */
export interface ServerOptions {
  /** Folder of decks, folder of one deck, or one file; relative to the working directory. */
  readonly path: string;
  /** 0 for any free one. */
  readonly port: number;
  /** Absent for all interfaces. */
  readonly host?: string;
  /** The public address, ending in a slash. */
  readonly url?: URL;
  /** Path prefix of every address: empty, or such as `/talks`. */
  readonly base: string;
  readonly trustProxy: boolean;
  /** Paths of PEM files. */
  readonly tls?: { readonly cert: string; readonly key: string };
  readonly siteFile?: string;
  readonly key?: string;
  readonly data?: string;
  /** Whether a step is acknowledged only when it is on the disk, not just with the system. */
  readonly fsync: boolean;
  /** The Redis by which several servers carry the same talks; absent where this one is alone. */
  readonly redis?: RedisOptions;
  /** 0 for no limit, as below. */
  readonly maxViewers: number;
  readonly maxViewersPerAddress: number;
  /** Where figures for Prometheus are served. */
  readonly metrics?: Endpoint;
  /** What is logged as JSON; absent where the terminal is for people. */
  readonly log?: LogOptions;
  readonly open: boolean;
}

/** The options of what servers share. */
export interface RedisOptions {
  /** May hold a password. */
  readonly url: string;
  /** Days that talks are kept. */
  readonly keepDays: number;
}

/** The options of `dev`. */
export interface DevOptions extends ServerOptions {
  /** Localhost, unless given. */
  readonly host: string;
  /** The editor's command. */
  readonly editor?: string;
}

/** The options of `build`. */
export interface BuildOptions {
  /** Folder of decks, folder of one deck, or one file; relative to the working directory. */
  readonly path: string;
  readonly siteFile?: string;
  /** Output folder, relative to the working directory. */
  readonly out: string;
  /** The only deck to build. */
  readonly deck?: string;
  readonly notes: boolean;
  /** Whether to write the static site. */
  readonly static: boolean;
  /** Whether the static site has speaker views, and with them the notes. */
  readonly speakerViews: boolean;
  /** Where the static site will be, ending in a slash. */
  readonly url?: URL;
  /** Whether to write a page on the size of each part. */
  readonly report: boolean;
  /** Whether to write a program, and an image of it. */
  readonly program: boolean;
  readonly oci: boolean;
  /** The image that boots; absent for none. */
  readonly boot?: BootOptions;
  /** The presenter's key, with which the notes are encrypted. */
  readonly key?: string;
  /** Whether what is built can share talks by Redis. */
  readonly redis: boolean;
}

/** The options of an image that boots. */
export interface BootOptions {
  /** Path of a compressed kernel, or of its package. */
  readonly kernel?: string;
  /** Whether to write the disk byte by byte, too. */
  readonly raw: boolean;
}

/** The options of `check`. */
export interface CheckOptions extends Pick<ServerOptions, 'path' | 'siteFile'> {
  readonly format: ReportFormat;
  /** Whether a browser looks at every slide. */
  readonly render: boolean;
  /** Folder for its pictures of overfull slides. */
  readonly pictures: string;
}

/** The options of `new`. */
export interface NewOptions {
  /** What is begun. */
  readonly kind: 'deck' | 'theme';
  /** Folder of decks, relative to the working directory. */
  readonly folder: string;
  /** Its name or title, as written. */
  readonly name: string;
}

/** The options of `import`. */
export interface ImportOptions {
  /** A deck of another tool, or its folder; relative to the working directory. */
  readonly path: string;
  /** The folder to write; undefined for one of the deck's name. */
  readonly out?: string;
}

/** The options of `export`. */
export interface ExportOptions {
  /** A path, or the name of a deck. */
  readonly deck: string;
  /** The folder to write; undefined for one of the deck's name. */
  readonly out?: string;
}

/** A resolved command line. */
export type Command =
  | { readonly kind: 'help'; readonly command?: CommandName }
  | { readonly kind: 'version' }
  | { readonly kind: 'licenses' }
  | { readonly kind: 'serve'; readonly options: ServerOptions }
  | { readonly kind: 'dev'; readonly options: DevOptions }
  | { readonly kind: 'build'; readonly options: BuildOptions }
  | { readonly kind: 'check'; readonly options: CheckOptions }
  | { readonly kind: 'import'; readonly options: ImportOptions }
  | { readonly kind: 'export'; readonly options: ExportOptions }
  | { readonly kind: 'new'; readonly options: NewOptions }
  | { readonly kind: 'pdf'; readonly options: PdfOptions };

/**
 * The resolved command line of a sealed file; `health` checks the server that was started with the same
 * options.
 */
export type SealedCommand =
  | Extract<Command, { kind: 'help' | 'version' | 'licenses' | 'serve' }>
  | { readonly kind: 'health'; readonly options: ServerOptions };

const DEFAULT_PORT = 8000;

/** A season of talks. */
const DEFAULT_KEEP_DAYS = 90;

/** The host that `dev` listens on: a draft is for its author only. */
const LOCAL = 'localhost';

/** The output folder, which Git ignores. */
const DEFAULT_OUT = 'dist';

/** The folder for pictures of overfull slides. */
const DEFAULT_PICTURES = `${DEFAULT_OUT}/check`;

/** The folder of the decks, unless another is named. */
export const DECKS = 'decks';

/** Resolves the options of each command. */
const resolvers: Readonly<Record<CommandName, (given: Arguments) => Command>> = {
  serve: (given) => ({
    kind: 'serve',
    options: serverOptions(given, { path: onePath(given, 'served'), siteFile: given.read('site', asIs) }),
  }),
  dev: (given) => ({ kind: 'dev', options: devOptions(given) }),
  build: (given) => ({ kind: 'build', options: buildOptions(given) }),
  check: (given) => ({ kind: 'check', options: checkOptions(given) }),
  import: (given) => ({ kind: 'import', options: importOptions(given) }),
  export: (given) => ({ kind: 'export', options: exportOptions(given) }),
  new: (given) => ({ kind: 'new', options: newOptions(given) }),
  pdf: (given) => ({ kind: 'pdf', options: pdfOptions(given, DEFAULT_OUT) }),
};

/**
 * Resolves arguments (without node and script) and the environment; a flag wins over its variable. `defaultPath` is the
 * PATH of commands that are given none.
 * @throws {UsageError} for invalid options
 */
export function resolveOptions(argv: readonly string[], env: Environment, defaultPath = DECKS): Command {
  const given = readArguments(argv, env, defaultPath);
  if (given.info === 'help') return { kind: 'help', ...(given.isExplicit && { command: given.command }) };
  if (given.info !== undefined) return { kind: given.info };
  refuseMisplaced(given, env);
  return resolvers[given.command](given);
}

/** Resolves the command line of a sealed file. @throws {UsageError} */
export function resolveSealedOptions(argv: readonly string[], env: Environment): SealedCommand {
  const given = readSealedArguments(argv, env);
  if (given.info !== undefined && given.info !== 'health') return { kind: given.info };
  const [extra] = given.operands;
  if (extra !== undefined) {
    throw new UsageError(`This file has its decks in it and takes no PATH, but one was given: ${extra}.`);
  }
  const options = serverOptions(given, { path: '', siteFile: undefined });
  return { kind: given.info ?? 'serve', options };
}

/** Resolves the options of a server. */
function serverOptions(
  given: Pick<Arguments, 'read'>,
  { path, siteFile }: { readonly path: string; readonly siteFile: string | undefined },
): ServerOptions {
  const host = given.read('host', asIs);
  const url = given.read('url', decodeUrl);
  const key = given.read('key', decodeKey);
  const data = given.read('data', asIs);
  const redis = redisOptions(given, { key, data });
  const [metrics, log] = [given.read('metrics', decodeEndpoint), given.read('log', decodeLog)];
  const tls = pair(given.read('tls-cert', asIs), given.read('tls-key', asIs));
  return {
    path,
    port: given.read('port', decodePort) ?? DEFAULT_PORT,
    base: given.read('base', decodeBase) ?? '',
    trustProxy: given.read('trust-proxy', decodeSwitch) ?? false,
    maxViewers: given.read('max-viewers', decodeCount) ?? 20_000,
    maxViewersPerAddress: given.read('max-viewers-per-address', decodeCount) ?? 2_000,
    fsync: given.read('fsync', decodeSwitch) ?? false,
    open: given.read('open', decodeSwitch) ?? false,
    ...(host !== undefined && { host }),
    ...(url && { url }),
    ...(tls && { tls }),
    ...(siteFile !== undefined && { siteFile }),
    ...(key !== undefined && { key }),
    ...(data !== undefined && { data }),
    ...(redis && { redis }),
    ...(metrics && { metrics }),
    ...(log && { log }),
  };
}

/** Resolves what servers share; undefined where this one is alone. */
function redisOptions(
  given: Pick<Arguments, 'read'>,
  { key, data }: { readonly key: string | undefined; readonly data: string | undefined },
): RedisOptions | undefined {
  const [url, keepDays] = [given.read('redis', decodeRedis), given.read('keep', decodeDays)];
  if (url === undefined) {
    if (keepDays === undefined) return undefined;
    throw new UsageError('--keep is for talks that are kept in Redis. Give --redis, too.');
  }
  if (key === undefined) {
    throw new UsageError(
      `--redis needs --key, the same on every server, since who presents on one presents on all. Here is a key that was made just now: ${offerKey()}`,
    );
  }
  if (data !== undefined) {
    throw new UsageError('With --redis, talks are kept there and --data has nothing to keep. Leave it out.');
  }
  return { url, keepDays: keepDays ?? DEFAULT_KEEP_DAYS };
}

function devOptions(given: Arguments): DevOptions {
  const editor = given.read('editor', asIs);
  const site = { path: onePath(given, 'served'), siteFile: given.read('site', asIs) };
  const options = serverOptions(given, site);
  return { ...options, host: options.host ?? LOCAL, ...(editor !== undefined && { editor }) };
}

function buildOptions(given: Arguments): BuildOptions {
  const [siteFile, deck] = [given.read('site', asIs), given.read('deck', asIs)];
  const key = given.read('key', decodeKey);
  const url = given.read('url', decodeUrl);
  const [notes, hasStatic, speakerViews] = [
    !has(given, 'no-notes'),
    !has(given, 'no-static'),
    has(given, 'with-notes'),
  ];
  if (speakerViews && !(notes && hasStatic)) {
    const other = hasStatic ? '--no-notes' : '--no-static';
    throw new UsageError(
      `--with-notes is for the notes of the static site, and ${other} leaves them out. Give one of them.`,
    );
  }
  const boot = bootOptions(given);
  return {
    path: onePath(given, 'built'),
    out: given.read('out', decodeOut) ?? DEFAULT_OUT,
    notes,
    static: hasStatic,
    speakerViews,
    report: has(given, 'report'),
    program: has(given, 'program'),
    oci: has(given, 'oci'),
    // The variable holds an address, which says no less that one is meant.
    redis: given.read('redis', (value) => value !== 'false') ?? false,
    ...(boot && { boot }),
    ...(url && { url }),
    ...(siteFile !== undefined && { siteFile }),
    ...(deck !== undefined && { deck }),
    ...(key !== undefined && { key }),
  };
}

/** Resolves the options of an image that boots; undefined where none is wanted. */
function bootOptions(given: Arguments): BootOptions | undefined {
  const [kernel, raw] = [given.read('kernel', asIs), has(given, 'raw')];
  if (has(given, 'boot')) return { raw, ...(kernel !== undefined && { kernel }) };
  if (kernel === undefined && !raw) return undefined;
  throw new UsageError(`--${raw ? 'raw' : 'kernel'} is for the image that boots. Give --boot, too.`);
}

/** Returns whether a flag without a value is on. */
function has(given: Arguments, flag: FlagName): boolean {
  return given.read(flag, decodeSwitch) ?? false;
}

function checkOptions(given: Arguments): CheckOptions {
  const siteFile = given.read('site', asIs);
  return {
    path: onePath(given, 'checked'),
    format: given.read('format', decodeFormat) ?? 'text',
    render: given.read('render', decodeSwitch) ?? false,
    pictures: given.read('pictures', asIs) ?? DEFAULT_PICTURES,
    ...(siteFile !== undefined && { siteFile }),
  };
}

function asIs(value: string): string {
  return value;
}

function importOptions(given: Arguments): ImportOptions {
  const [path, extra] = given.operands;
  if (path === undefined) {
    throw new UsageError(
      'A deck is imported from a file or a folder: lectern import FILE, such as lectern import slides.md.',
    );
  }
  if (extra !== undefined) {
    throw new UsageError(`Only one deck can be imported at once, but a second was given: ${extra}.`);
  }
  const out = given.read('out', decodeOut);
  return { path, ...(out !== undefined && { out }) };
}

function exportOptions(given: Arguments): ExportOptions {
  const [deck, extra] = given.operands;
  if (deck === undefined || extra !== undefined) {
    throw new UsageError('One deck is exported at once: lectern export DECK, a path or a name.');
  }
  const out = given.read('out', decodeOut);
  return { deck, ...(out !== undefined && { out }) };
}

/** Resolves the options of `new`. Several words are joined to one name: `lectern new The tide`. */
function newOptions(given: Arguments): NewOptions {
  const theme = given.read('theme', asIs);
  const words = given.operands.join(' ').trim();
  if (theme !== undefined && words !== '') {
    throw new UsageError(
      `--theme ${theme} begins a theme, and no deck beside it: leave “${words}” out, or quote a name of several words. A deck’s theme stands in its front matter.`,
    );
  }
  if (theme !== undefined) return { kind: 'theme', ...placeOf(theme, given.defaultPath) };
  if (words === '') throw new UsageError('A deck needs a name: lectern new NAME, such as lectern new tide.');
  return { kind: 'deck', ...placeOf(words, DECKS) };
}

/** Splits a name that is a path: `talks/tide`; `TCP/IP and other stories` is a title. */
function placeOf(words: string, where: string): Pick<NewOptions, 'folder' | 'name'> {
  const [, folder = where, name = words] = /^(\S+)[/\\]+([^\s/\\]+)$/.exec(words) ?? [];
  return { folder, name };
}

/** Returns the single PATH of a command. `done` names what the command does with it: `served`. */
function onePath({ operands, isExplicit, defaultPath }: Arguments, done: string): string {
  const [path = defaultPath, extra] = operands;
  if (extra === undefined) return path;
  const meant = isExplicit ? undefined : suggestCommand(path);
  if (meant !== undefined)
    throw new UsageError(`There is no command ${path}. Did you mean lectern ${meant}?`);
  throw new UsageError(`Only one PATH can be ${done}, but a second was given: ${extra}.`);
}

function pair(cert: string | undefined, key: string | undefined): ServerOptions['tls'] {
  if (cert !== undefined && key !== undefined) return { cert, key };
  if (cert !== undefined) throw new UsageError('--tls-cert needs --tls-key, the file with its private key.');
  if (key !== undefined) throw new UsageError('--tls-key needs --tls-cert, the file with its certificate.');
  return undefined;
}
