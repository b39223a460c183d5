/** Where the presenter's key is kept, for users with and without a home. */
import { homedir } from 'node:os';
import { expect, test, vi } from 'vitest';
import { keyFolder } from '../../server/commands/key-folder.ts';

vi.mock(import('node:os'), async (original) => ({ ...(await original()), homedir: vi.fn() }));

const NONE =
  "This user has no home folder, so the presenter's key is not kept, and a restart makes another. See --key and --data.";

test.each<
  readonly [what: string, home: () => string, env: Record<string, string>, folder: unknown, told: string[]]
>([
  ['a home', () => '/home/ada', {}, '/home/ada/.local/state/lectern', []],
  ['a home that is said to be empty', () => '', {}, undefined, [NONE]],
  ['no home', noHome, {}, undefined, [NONE]],
  ['no home, but a place for state', noHome, { XDG_STATE_HOME: '/state' }, '/state/lectern', []],
])('with %s', (_, home, env, folder, told) => {
  vi.mocked(homedir).mockImplementation(home);
  const complaints: string[] = [];
  const host = {
    platform: 'linux' as const,
    env,
    reportError: (message: string) => complaints.push(message),
  };
  expect([keyFolder(undefined, host), complaints]).toEqual([folder, told]);
  expect(keyFolder('/data', host)).toBe('/data');
});

function noHome(): string {
  throw new Error('A system error occurred: uv_os_homedir returned ENOENT (no such file or directory)');
}
