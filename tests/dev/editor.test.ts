/** Sources in the author's editor, by a real program. */
import { afterAll, expect, test, vi } from 'vitest';
import { openInEditor } from '../../server/dev/editor.ts';
import { makeEditor } from '../setup/editor.ts';
import { createFolder } from '../setup/folder.ts';

const editor = makeEditor();
const folder = createFolder({ 'a talk/deck.md': '# One\n' });
afterAll(() => {
  editor.remove();
  folder.remove('');
});
const file = folder.at('a talk/deck.md');

/** Opens line 3, and answers what is told of a failure. */
function open(command: string | undefined): string[] {
  const told: string[] = [];
  openInEditor({ file, line: 3 }, command, (reason) => told.push(reason));
  return told;
}

test('the editor that is named opens the file at the line', async () => {
  const told = open(editor.command);
  await vi.waitFor(() => expect(editor.opened()).toBe(`${file}:3:1`), 10_000);
  expect(told).toEqual([]);
});

test('one that is not there is told of, with what to do', async () => {
  const told = open(folder.at('nowhere/code'));
  await vi.waitFor(() => expect(told).not.toEqual([]), 10_000);
  expect(told[0]?.startsWith(`${file}:3 can't be opened in an editor: `)).toBe(true);
  expect(told[0]?.endsWith('. Name one: --editor code, or LECTERN_EDITOR.')).toBe(true);
});

test('where none is named, that of LAUNCH_EDITOR opens it', async () => {
  editor.forget();
  vi.stubEnv('LAUNCH_EDITOR', editor.command);
  open(undefined);
  await vi.waitFor(() => expect(editor.opened()).toBe(`${file}:3:1`), 10_000);
  vi.unstubAllEnvs();
});
