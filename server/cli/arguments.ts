/**
 * Splits a command line into operands and flags, and reads each flag's value from there or from the
 * environment.
 */
import { parseArgs } from 'node:util';
import { nearest } from '../deck/model/nearest.ts';
import {
  type CommandEntry,
  type CommandName,
  commandTable,
  isCommandName,
  sealedFlags,
} from './command-table.ts';
import { type FlagName, flagTable, isFlagName } from './flags.ts';
import { UsageError } from './usage-error.ts';

/** The environment, as `process.env` has it. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** Flags of every command that print something instead of running it. */
const INFO_FLAGS = ['help', 'version', 'licenses'] as const;

type InfoFlag = (typeof INFO_FLAGS)[number];

/** A parsed command line. */
export interface Arguments {
  readonly command: CommandName;
  /** Whether the command was given; without one it is `serve`. */
  readonly isExplicit: boolean;
  /** The arguments after the command. */
  readonly operands: readonly string[];
  /** What stands for a PATH that is not given. */
  readonly defaultPath: string;
  /** The flag that asks to print something instead of running the command. */
  readonly info?: InfoFlag;
  /** Reads a flag's value, or that of its variable; `decode` also gets the name of where it was found. */
  read<T>(name: FlagName, decode: (value: string, source: string) => T): T | undefined;
}

/**
 * Parses arguments (without node and script) and the environment. A flag wins over its variable; a variable for
 * a flag that the command does not have is ignored.
 * @throws {UsageError} for unknown flags, and flags of another command
 */
export function readArguments(argv: readonly string[], env: Environment, defaultPath: string): Arguments {
  const meant = argv.find(isCommandName) ?? 'serve';
  const { given, words, info } = parseArguments(argv, INFO_FLAGS, commandTable[meant].switches);
  const [first, ...rest] = words;
  const isExplicit = first !== undefined && isCommandName(first);
  const command = isExplicit ? first : 'serve';
  const ownFlags: readonly FlagName[] = commandTable[command].flags;
  for (const name of given.keys()) {
    if (info === undefined && !ownFlags.includes(name)) {
      throw new UsageError(
        `The command ${command} has no flag --${name}. lectern ${command} --help lists them.`,
      );
    }
  }
  return {
    command,
    isExplicit,
    operands: isExplicit ? rest : words,
    defaultPath,
    ...(info && { info }),
    read: reader(given, env),
  };
}

/** The command line of a sealed file, which has no commands, but can ask for the health of the running server. */
export interface SealedArguments extends Pick<Arguments, 'operands' | 'read'> {
  readonly info?: InfoFlag | 'health';
}

/** Parses the command line of a sealed file. */
export function readSealedArguments(argv: readonly string[], env: Environment): SealedArguments {
  const { given, words, info } = parseArguments(argv, [...INFO_FLAGS, 'health']);
  for (const name of given.keys()) {
    if (info === undefined && !sealedFlags.includes(name)) {
      throw new UsageError(
        `A sealed file has no flag --${name}. Start it with --help for those that it has.`,
      );
    }
  }
  return { operands: words, ...(info && { info }), read: reader(given, env) };
}

function reader(given: ReadonlyMap<FlagName, string>, env: Environment): Arguments['read'] {
  return (name, decode) => {
    const { variable } = flagTable[name];
    const fromFlag = given.get(name);
    if (fromFlag !== undefined) return decode(fromFlag, `--${name}`);
    // Shells and container files unset a variable by an empty value.
    return env[variable] ? decode(env[variable], variable) : undefined;
  };
}

interface Words<Info> {
  /** Values as given; `true` for a flag without a value. */
  readonly given: ReadonlyMap<FlagName, string>;
  readonly words: readonly string[];
  readonly info?: Info;
}

/**
 * Parses arguments with Node's parser, and checks them here, for messages that name the remedy. `infoFlags` are
 * those that this command line may have.
 */
function parseArguments<Info extends string>(
  argv: readonly string[],
  infoFlags: readonly Info[],
  switches: CommandEntry['switches'] = {},
): Words<Info> {
  const takesValue = (name: FlagName) => flagTable[name].value !== undefined && !(name in switches);
  const { tokens } = parseArgs({
    args: [...argv],
    options: {
      ...Object.fromEntries(
        Object.keys(flagTable)
          .filter(isFlagName)
          .map((name) => [name, { type: takesValue(name) ? 'string' : 'boolean' }]),
      ),
      ...Object.fromEntries(infoFlags.map((name) => [name, { type: 'boolean' }])),
      help: { type: 'boolean', short: 'h' },
      version: { type: 'boolean', short: 'v' },
    },
    strict: false,
    tokens: true,
  });
  const given = new Map<FlagName, string>();
  const words: string[] = [];
  let requested: Info | undefined;
  for (const token of tokens) {
    if (token.kind === 'positional') words.push(operandOf(token.value));
    if (token.kind !== 'option') continue;
    const info = infoFlags.find((name) => name === token.name);
    if (info) requested ??= info;
    else given.set(...readFlag(token, infoFlags, takesValue));
  }
  return { given, words, ...(requested && { info: requested }) };
}

/** Refuses an empty operand, which would name the current folder, and publish all of its decks. */
function operandOf(word: string): string {
  if (word !== '') return word;
  throw new UsageError(
    'An argument is empty, as where a variable in it is not set. Name a file or folder, or leave it out.',
  );
}

/** Returns the flag that a mistyped one may stand for; for a letter, the first that begins with it. */
function nearFlag(name: string, flags: readonly string[]): string | undefined {
  return name.length === 1 ? flags.find((flag) => flag.startsWith(name)) : nearest(name, flags);
}

interface OptionToken {
  readonly name: string;
  readonly rawName: string;
  readonly value: string | undefined;
  readonly inlineValue: boolean | undefined;
}

function readFlag(
  { name, rawName, value, inlineValue }: OptionToken,
  infoFlags: readonly string[],
  takesValue: (name: FlagName) => boolean,
): [FlagName, string] {
  if (!isFlagName(name)) {
    const near = nearFlag(name, [...Object.keys(flagTable), ...infoFlags]);
    throw new UsageError(
      `There is no flag ${rawName}. ${near ? `Did you mean --${near}?` : 'lectern --help lists them.'}`,
    );
  }
  const { value: wanted } = flagTable[name];
  if (!takesValue(name)) return [name, value ?? 'true'];
  // Otherwise `--port --open` would take a flag for the value.
  if (value === undefined || value === '' || (!inlineValue && value.startsWith('--'))) {
    throw new UsageError(`--${name} needs a value: --${name} ${wanted}.`);
  }
  return [name, value];
}
