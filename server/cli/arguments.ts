/** Cuts a command line up into its words and flags, and finds each flag's value there or in the environment. */
import { parseArgs } from 'node:util';
import { nearest } from '../deck/model/nearest.ts';
import { type CommandName, commandTable, isCommandName, sealedFlags } from './command-table.ts';
import { type FlagName, flagTable, isFlagName } from './flags.ts';
import { UsageError } from './usage-error.ts';

/** The environment, as `process.env` has it. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** What every command line may ask for instead of what it is for. */
const ASKED = ['help', 'version', 'licenses'] as const;

type Asked = (typeof ASKED)[number];

/** A command line that was cut up. */
export interface Arguments {
  readonly command: CommandName;
  /** Whether the command was written; without one it is `serve`. */
  readonly isNamed: boolean;
  /** The words after the command. */
  readonly operands: readonly string[];
  /** Asked for instead of running the command. */
  readonly asks?: Asked;
  /** A flag's value, or that of its variable; `decode` gets it with the name of where it was found. */
  read<T>(name: FlagName, decode: (value: string, source: string) => T): T | undefined;
}

/**
 * Reads arguments (without node and script) and the environment; a flag wins over its variable, and what
 * stands in a variable is no mistake where the command has no such flag.
 * @throws {UsageError} for flags that there are not, or not for this command
 */
export function readArguments(argv: readonly string[], env: Environment): Arguments {
  const { given, words, asks } = cutUp(argv, ASKED);
  const [first, ...rest] = words;
  const isNamed = first !== undefined && isCommandName(first);
  const command = isNamed ? first : 'serve';
  const ownFlags: readonly FlagName[] = commandTable[command].flags;
  for (const name of given.keys()) {
    if (asks === undefined && !ownFlags.includes(name)) {
      throw new UsageError(
        `The command ${command} has no flag --${name}. lectern ${command} --help lists them.`,
      );
    }
  }
  return {
    command,
    isNamed,
    operands: isNamed ? rest : words,
    ...(asks && { asks }),
    read: reader(given, env),
  };
}

/** The command line of a sealed file, which has no commands, and which is asked for the health of the one that runs. */
export interface SealedArguments extends Pick<Arguments, 'operands' | 'read'> {
  readonly asks?: Asked | 'health';
}

/** The same for a sealed file. */
export function readSealedArguments(argv: readonly string[], env: Environment): SealedArguments {
  const { given, words, asks } = cutUp(argv, [...ASKED, 'health']);
  for (const name of given.keys()) {
    if (asks === undefined && !sealedFlags.includes(name)) {
      throw new UsageError(
        `A sealed file has no flag --${name}. Start it with --help for those that it has.`,
      );
    }
  }
  return { operands: words, ...(asks && { asks }), read: reader(given, env) };
}

function reader(given: ReadonlyMap<FlagName, string>, env: Environment): Arguments['read'] {
  return (name, decode) => {
    const { variable } = flagTable[name];
    const fromFlag = given.get(name);
    if (fromFlag !== undefined) return decode(fromFlag, `--${name}`);
    // An empty variable is how shells and container files unset one.
    return env[variable] ? decode(env[variable], variable) : undefined;
  };
}

interface Words<Asks> {
  /** Values as written; `true` for a flag that is only on. */
  readonly given: ReadonlyMap<FlagName, string>;
  readonly words: readonly string[];
  readonly asks?: Asks;
}

/**
 * Node's parser cuts the words up; what each may be is checked here, for messages that name the remedy. `askable` is what
 * this command line may ask for.
 */
function cutUp<Asks extends string>(argv: readonly string[], askable: readonly Asks[]): Words<Asks> {
  const { tokens } = parseArgs({
    args: [...argv],
    options: {
      ...Object.fromEntries(
        Object.entries(flagTable).map(([name, { value }]) => [name, { type: value ? 'string' : 'boolean' }]),
      ),
      ...Object.fromEntries(askable.map((name) => [name, { type: 'boolean' }])),
      help: { type: 'boolean', short: 'h' },
      version: { type: 'boolean', short: 'v' },
    },
    strict: false,
    tokens: true,
  });
  const given = new Map<FlagName, string>();
  const words: string[] = [];
  let asks: Asks | undefined;
  for (const token of tokens) {
    if (token.kind === 'positional') words.push(token.value);
    if (token.kind !== 'option') continue;
    const asked = askable.find((name) => name === token.name);
    if (asked) asks ??= asked;
    else given.set(...readFlag(token, askable));
  }
  return { given, words, ...(asks && { asks }) };
}

interface OptionToken {
  readonly name: string;
  readonly rawName: string;
  readonly value: string | undefined;
  readonly inlineValue: boolean | undefined;
}

function readFlag(
  { name, rawName, value, inlineValue }: OptionToken,
  askable: readonly string[],
): [FlagName, string] {
  if (!isFlagName(name)) {
    const near = nearest(name, [...Object.keys(flagTable), ...askable]);
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
