/** Resolves the command line and the environment into what the server is asked to do. */
import { parseArgs } from 'node:util';
import { nearest } from './deck/nearest.ts';
import { type FlagName, flagTable, isFlagName } from './flags.ts';
import { decodeBase, decodeCount, decodePort, decodeSwitch, decodeUrl } from './option-values.ts';
import { UsageError } from './usage-error.ts';

/** What `serve` is asked to do, checked and complete. */
export interface ServerOptions {
  /** Folder of decks, folder of one deck, or one file; relative to the working directory. */
  readonly path: string;
  /** 0 for a free one. */
  readonly port: number;
  /** Absent: all interfaces. */
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
  /** 0 for no limit, as below. */
  readonly maxViewers: number;
  readonly maxViewersPerAddress: number;
  readonly open: boolean;
}

/** What a command line asks for. */
export type Command =
  | { readonly kind: 'help' }
  | { readonly kind: 'version' }
  | { readonly kind: 'serve'; readonly options: ServerOptions };

const DEFAULT_PORT = 8000;

/** Commands that the design names and that are not there yet. A folder of such a name is reached as `./build`. */
const laterCommands = ['dev', 'build', 'check', 'new', 'pdf'];

/** The environment, as `process.env` has it. */
export type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Resolves arguments (without node and script) and the environment; a flag wins over its variable.
 * @throws {UsageError} for whatever cannot be followed
 */
export function resolveOptions(argv: readonly string[], env: Environment): Command {
  const { given, paths, asks } = readArguments(argv);
  if (asks) return { kind: asks };
  const command = paths[0];
  if (command !== undefined && laterCommands.includes(command)) {
    throw new UsageError(
      `The command ${command} is not there yet; this version has serve. For a folder of that name write ./${command}.`,
    );
  }
  const [path = 'decks', extra] = command === 'serve' ? paths.slice(1) : paths;
  if (extra !== undefined) {
    throw new UsageError(`Only one PATH can be served, but a second was given: ${extra}.`);
  }

  const text = <T>(name: FlagName, decode: (value: string, source: string) => T): T | undefined => {
    const { variable } = flagTable[name];
    const fromFlag = given.get(name);
    if (fromFlag !== undefined) return decode(fromFlag, `--${name}`);
    // An empty variable is how shells and container files unset one.
    return env[variable] ? decode(env[variable], variable) : undefined;
  };
  const asIs = (value: string) => value;

  const host = text('host', asIs);
  const url = text('url', decodeUrl);
  const siteFile = text('site', asIs);
  const key = text('key', asIs);
  const data = text('data', asIs);
  const tls = pair(text('tls-cert', asIs), text('tls-key', asIs));
  return {
    kind: 'serve',
    options: {
      path,
      port: text('port', decodePort) ?? DEFAULT_PORT,
      base: text('base', decodeBase) ?? '',
      trustProxy: text('trust-proxy', decodeSwitch) ?? false,
      maxViewers: text('max-viewers', decodeCount) ?? 20_000,
      maxViewersPerAddress: text('max-viewers-per-address', decodeCount) ?? 2_000,
      open: text('open', decodeSwitch) ?? false,
      ...(host !== undefined && { host }),
      ...(url && { url }),
      ...(tls && { tls }),
      ...(siteFile !== undefined && { siteFile }),
      ...(key !== undefined && { key }),
      ...(data !== undefined && { data }),
    },
  };
}

function pair(cert: string | undefined, key: string | undefined): ServerOptions['tls'] {
  if (cert !== undefined && key !== undefined) return { cert, key };
  if (cert !== undefined) throw new UsageError('--tls-cert needs --tls-key, the file with its private key.');
  if (key !== undefined) throw new UsageError('--tls-key needs --tls-cert, the file with its certificate.');
  return undefined;
}

interface Arguments {
  /** Values as written; `true` for a flag that is only on. */
  readonly given: ReadonlyMap<FlagName, string>;
  readonly paths: readonly string[];
  readonly asks?: 'help' | 'version';
}

/** Node's parser cuts the words up; what each may be is checked here, for messages that name the remedy. */
function readArguments(argv: readonly string[]): Arguments {
  const { tokens } = parseArgs({
    args: [...argv],
    options: {
      ...Object.fromEntries(
        Object.entries(flagTable).map(([name, { value }]) => [name, { type: value ? 'string' : 'boolean' }]),
      ),
      help: { type: 'boolean', short: 'h' },
      version: { type: 'boolean', short: 'v' },
    },
    strict: false,
    tokens: true,
  });
  const given = new Map<FlagName, string>();
  const paths: string[] = [];
  let asks: Arguments['asks'];
  for (const token of tokens) {
    if (token.kind === 'positional') paths.push(token.value);
    if (token.kind !== 'option') continue;
    if (token.name === 'help' || token.name === 'version') asks ??= token.name;
    else given.set(...readFlag(token));
  }
  return { given, paths, ...(asks && { asks }) };
}

interface OptionToken {
  readonly name: string;
  readonly rawName: string;
  readonly value: string | undefined;
  readonly inlineValue: boolean | undefined;
}

function readFlag({ name, rawName, value, inlineValue }: OptionToken): [FlagName, string] {
  if (!isFlagName(name)) {
    const near = nearest(name, [...Object.keys(flagTable), 'help', 'version']);
    throw new UsageError(
      `There is no flag ${rawName}. ${near ? `Did you mean --${near}?` : 'lectern --help lists them.'}`,
    );
  }
  const { value: wanted } = flagTable[name];
  if (!wanted) return [name, value ?? 'true'];
  // `--port --open` would otherwise take a flag for the value.
  if (value === undefined || value === '' || (!inlineValue && value.startsWith('--'))) {
    throw new UsageError(`--${name} needs a value: --${name} ${wanted}.`);
  }
  return [name, value];
}
