/** The commands: what each does, and its flags. Parsing and help both read this table. */
import type { FlagName } from './flags.ts';

/** One command. */
export interface CommandEntry {
  /** The help's name for the arguments after the command. */
  readonly operands: string;
  /** A few words for the help. */
  readonly summary: string;
  readonly flags: readonly FlagName[];
  /** Those that have a value elsewhere and are on or off here, with their line of help. */
  readonly switches?: Readonly<Partial<Record<FlagName, string>>>;
}

/** Flags of everything that opens a port. */
const serverFlags = [
  'port',
  'host',
  'url',
  'base',
  'trust-proxy',
  'tls-cert',
  'tls-key',
  'site',
  'key',
  'data',
  'fsync',
  'redis',
  'keep',
  'max-viewers',
  'max-viewers-per-address',
  'metrics',
  'log',
  'open',
] as const satisfies readonly FlagName[];

/** Flags of a sealed file, which contains its decks. */
export const sealedFlags: readonly FlagName[] = serverFlags.filter((name) => name !== 'site');

const commands = {
  serve: { operands: '[PATH]', summary: 'compile and serve', flags: serverFlags },
  dev: {
    operands: '[PATH]',
    summary: 'serve, with every save on screen at once',
    flags: [...serverFlags, 'editor'],
  },
  build: {
    operands: '[PATH]',
    summary: 'seal the decks into one file that serves itself, and a static site',
    flags: [
      ...['out', 'deck', 'no-notes', 'report', 'program', 'oci', 'boot', 'kernel', 'raw'],
      ...['no-static', 'with-notes', 'url', 'site', 'key', 'redis'],
    ],
    switches: { redis: 'what servers need that carry the same talks by Redis, too' },
  },
  check: {
    operands: '[PATH]',
    summary: 'say what is wrong with the decks',
    flags: ['site', 'format', 'render', 'pictures'],
  },
  import: {
    operands: 'FILE|FOLDER',
    summary: 'make a deck of one that was written for another tool',
    flags: ['out'],
  },
  export: {
    operands: 'DECK',
    summary: 'write a deck as a plain page of reveal.js with its files',
    flags: ['out'],
  },
  new: { operands: 'NAME', summary: 'begin a deck that explains itself', flags: [] },
  pdf: {
    operands: '[DECK]',
    summary: 'print slides or a handout as PDF, or take pictures of slides',
    flags: ['steps', 'handout', 'notes', 'per-page', 'png', 'out', 'url', 'site'],
  },
} as const satisfies Readonly<Record<string, CommandEntry>>;

/** The name of a command. */
export type CommandName = keyof typeof commands;

/** All commands as `CommandEntry`, in the order of the help. */
export const commandTable: Readonly<Record<CommandName, CommandEntry>> = commands;

/** Returns whether a word is the name of a command. */
export function isCommandName(word: string): word is CommandName {
  return Object.hasOwn(commands, word);
}
