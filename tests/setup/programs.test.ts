/** Tests that programs are found where they are, and named when they are not. */
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { findFirefox } from '../browser/engines/firefox.ts';
import { findChromium, missingChromium } from './chromium.ts';
import { findNginx, findOnPath } from './programs.ts';

const suffix = process.platform === 'win32' ? '.exe' : '';
let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'lectern-programs-'));
});

afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true });
});

/** Puts a program into a folder on the PATH. Returns its path. */
function install(place: string, name: string): string {
  const path = join(folder, place, name + suffix);
  mkdirSync(join(folder, place), { recursive: true });
  writeFileSync(path, '');
  chmodSync(path, 0o755);
  return path;
}

test('the first name wins, wherever it is on the PATH', () => {
  install('a', 'chrome');
  const chromium = install('b', 'chromium');
  vi.stubEnv('PATH', [join(folder, 'a'), join(folder, 'b')].join(delimiter));
  expect(findOnPath(['chromium', 'chrome'])).toBe(chromium);
  expect(findOnPath(['firefox'])).toBeUndefined();
});

test('a folder or a plain file is no program', () => {
  mkdirSync(join(folder, 'chromium'));
  writeFileSync(join(folder, 'chrome'), '', { mode: 0o644 });
  vi.stubEnv('PATH', folder);
  expect(findOnPath(['chromium'])).toBeUndefined();
  if (process.platform !== 'win32') expect(findOnPath(['chrome'])).toBeUndefined();
});

test('CHROMIUM_PATH, FIREFOX_PATH and NGINX_PATH win, and a wrong one is not passed over', async () => {
  const program = install('c', 'mine');
  vi.stubEnv('CHROMIUM_PATH', program);
  vi.stubEnv('FIREFOX_PATH', program);
  vi.stubEnv('NGINX_PATH', program);
  expect(await findChromium()).toBe(program);
  expect(findFirefox()).toBe(program);
  expect(findNginx()).toBe(program);
  vi.stubEnv('CHROMIUM_PATH', join(folder, 'gone'));
  expect(await findChromium()).toBeUndefined();
  expect(missingChromium()).toBe(
    `CHROMIUM_PATH names ${join(folder, 'gone')}, which is no program: point it at a Chromium, or unset it.`,
  );
});
