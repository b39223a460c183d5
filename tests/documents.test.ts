/** Tests that README and CONTRIBUTING say what the code does. */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import packageJson from '../package.json' with { type: 'json' };
import { commandTable } from '../server/cli/command-table.ts';
import { flagTable } from '../server/cli/flags.ts';
import { rules } from '../server/deck/model/rules.ts';
import { parseDeck } from '../server/deck/parse.ts';
import { clickers } from './browser/clickers.ts';
import { guideFile } from './setup/guide.ts';

const read = (name: string): string => readFileSync(new URL(`../${name}`, import.meta.url), 'utf8');

/** The cells of every row of Markdown tables, without quotes of code. */
function tableRows(markdown: string): string[][] {
  return [...markdown.matchAll(/^\| (.+) \|$/gm)].map(([, row = '']) =>
    row.split(' | ').map((cell) => cell.replaceAll('`', '')),
  );
}

test('README lists the options that --help lists, in the same words', () => {
  const listed = tableRows(read('README.md')).filter(([flag]) => flag?.startsWith('--') && flag !== '---');
  const known = commandTable.serve.flags.map((name) => {
    const { variable, value, help } = flagTable[name];
    return [`--${name}${value ? ` ${value}` : ''}`, variable, help];
  });
  expect(listed.map((row) => row.map(plainQuotes))).toEqual(
    known.map((row) => row.map((cell) => plainQuotes(cell))),
  );
});

test('the guide lists every rule of `check`, in the words of the table', () => {
  const wanted = Object.entries(rules).map(([name, { reason }]) => `| \`${name}\` | ${reason} |`);
  const listed = guideFile('before-the-talk.md')
    .split('\n')
    .filter((line) => line.startsWith('| `'));
  expect(listed.sort()).toEqual(wanted.sort());
});

test('the guide lists the clickers that are tried, and what each of their buttons does', () => {
  const written = (keys: readonly string[]) => keys.map((key) => `<kbd>${key}</kbd>`).join(' ');
  const wanted = clickers.map(({ device, buttons }) => {
    const does = buttons.map((button) => `${written(button.keys)} ${button.does}`);
    return `| ${device} | ${does.join(', ')} |`;
  });
  const listed = guideFile('present.md')
    .split('\n')
    .filter((line) => /^\| (?:Logitech|Kensington|Norwii|Others)/.test(line));
  expect(listed).toEqual(wanted);
});

test('CONTRIBUTING justifies every dependency, and no other', () => {
  const packages = Object.keys({ ...packageJson.dependencies, ...packageJson.devDependencies });
  const section = read('CONTRIBUTING.md').split('## Dependencies')[1] ?? '';
  const justified = tableRows(section).flatMap(([names = '']) => names.split(', '));
  // `@fontsource/…` stands for all packages that begin so.
  const covers = (entry: string, name: string): boolean =>
    entry === name || (entry.endsWith('/…') && name.startsWith(entry.slice(0, -1)));
  const isPackage = (entry: string): boolean => /^[@a-z]/.test(entry) && entry !== 'package';
  expect(packages.filter((name) => !justified.some((entry) => covers(entry, name)))).toEqual([]);
  expect(
    justified.filter((entry) => isPackage(entry) && !packages.some((name) => covers(entry, name))),
  ).toEqual([]);
});

test('the first deck of README is two slides, the second with a note', () => {
  const [, block = ''] = /hello\.md[\s\S]*?\n\n((?:(?: {4}.*)?\n)+)/.exec(read('README.md')) ?? [];
  const text = block.replace(/^ {4}/gm, '');
  expect(text.trimEnd().split('\n')).toHaveLength(5);
  const { stacks, warnings } = parseDeck({ name: 'hello', file: 'hello.md', format: 'markdown', text });
  expect(
    stacks.map(({ slides }) => slides.map(({ source, notes }) => [source.trim(), notes.trim()])),
  ).toEqual([[['# Hello', '']], [['## One thing to say', 'and more that I will say to it.']]]);
  expect(warnings).toEqual([]);
});

function plainQuotes(text: string): string {
  return text.replaceAll('’', "'");
}
