/** What operators read of errors of the system. */
import { chmodSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { afterEach, expect, test } from 'vitest';
import { explain } from '../../server/cli/explain.ts';
import { createFolder } from '../setup/folder.ts';

const folder = createFolder({ 'a.txt': 'a', 'closed/': '' });
afterEach(() => chmodSync(folder.at('closed'), 0o755));

function told(work: () => void): string {
  try {
    work();
    return '';
  } catch (error) {
    return explain(error, false).replaceAll(folder.path, '');
  }
}

/** An error as the system makes it; whoever runs the tests may be one that may write everywhere. */
function refused(code: string, syscall: string, path: string): string {
  return told(() => {
    throw Object.assign(new Error(`${code}: ${syscall}`), { code, syscall, path: folder.at(path) });
  });
}

test('what may not be written is told as such', () => {
  const sentence = 'may not be written by this user. Change its permissions, or name another place.';
  expect(refused('EACCES', 'mkdir', 'closed/dist')).toBe(`/closed/dist ${sentence}`);
  expect(refused('EACCES', 'open', 'closed/lectern.mjs')).toBe(`/closed/lectern.mjs ${sentence}`);
  expect(refused('EPERM', 'rename', 'closed/lectern.mjs')).toBe(`/closed/lectern.mjs ${sentence}`);
});

test('what is not in its place yet is told by the name that it will have', () => {
  const draft = '0f8e1a2b-3c4d-4e5f-8a9b-0c1d2e3f4a5b.unfinished';
  const sentence = 'may not be written by this user. Change its permissions, or name another place.';
  expect(refused('EACCES', 'open', `out/talk.pdf.${draft}`)).toBe(`/out/talk.pdf ${sentence}`);
  expect(refused('EACCES', 'mkdir', `.talk-reveal.${draft}`)).toBe(`/talk-reveal ${sentence}`);
  expect(refused('EACCES', 'open', `.talk-reveal.${draft}/_/a.css`)).toBe(`/talk-reveal/_/a.css ${sentence}`);
});

test('a full disk is told, of whichever file', () => {
  const full = Object.assign(new Error('ENOSPC: no space left on device, write'), {
    code: 'ENOSPC',
    syscall: 'write',
  });
  expect(explain(full, false)).toBe('The disk is full. Make room on it, and try again.');
});

test('of a package that is not there, it is told how to get it', () => {
  const missing = Object.assign(new Error("Cannot find package 'katex'"), { code: 'ERR_MODULE_NOT_FOUND' });
  expect(explain(missing, false)).toBe(
    "Cannot find package 'katex'. Run `npm ci` in a clone, or install Lectern again.",
  );
});

test('what may not be read is told as such', () => {
  expect(refused('EACCES', 'scandir', 'closed')).toBe(
    '/closed may not be read by this user. Change its permissions.',
  );
});

test('a file in the place of a folder is told', () => {
  expect(told(() => mkdirSync(folder.at('a.txt')))).toBe(
    '/a.txt is a file where a folder is needed. Move it away, or name another folder.',
  );
  expect(told(() => mkdirSync(folder.at('a.txt/b')))).toBe(
    '/a.txt/b lies below something that is not a folder. Name another place.',
  );
  expect(told(() => readFileSync(folder.at('gone')))).toBe('/gone is not there. Check the path.');
  expect(told(() => renameSync(folder.at('gone'), folder.at('b')))).toBe(
    '/gone is not there. Check the path.',
  );
  expect(told(() => writeFileSync(folder.at('closed'), ''))).toBe(
    '/closed is a folder where a file is needed. Name a file.',
  );
});
