/** The first start in a clone: the decks are compiled while the client is still being built. */
import { cpSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, expect, inject, test } from 'vitest';
import { command, type Started, startNode } from '../setup/command.ts';
import { createFolder, type TestFolder } from '../setup/folder.ts';
import { freePort } from '../setup/port.ts';

let folder: TestFolder;
let server: Started | undefined;
beforeEach(() => {
  const packages = join(dirname(dirname(command)), 'node_modules');
  folder = createFolder({ 'talk/deck.md': '# Hello', 'build/node_modules': { link: packages } });
  cpSync(join(inject('buildDirectory'), 'server'), folder.at('build/server'), { recursive: true });
});
afterEach(async () => {
  server?.child.kill();
  await server?.ended;
  folder.remove('');
});

/** Starts a server whose client is built by this code, and the rest by `rest`. */
async function serve(build: string, words = [folder.at('talk')], rest = ''): Promise<number> {
  const port = await freePort();
  const main = pathToFileURL(folder.at('build/server/main.js')).href;
  const [buildDirectory, cacheDirectory] = [folder.at('build'), folder.at('cache')];
  const script = `
    import { existsSync, symlinkSync } from 'node:fs';
    import { setTimeout as sleep } from 'node:timers/promises';
    import { main } from ${JSON.stringify(main)};
    process.argv.splice(1, 0, 'lectern');
    const clientBuilt = (async () => { ${build} })();
    const built = clientBuilt.then(async () => { ${rest} });
    built.catch(() => {});
    await main({ buildDirectory: ${JSON.stringify(buildDirectory)}, cacheDirectory: ${JSON.stringify(cacheDirectory)}, clientBuilt, built });
  `;
  server = startNode(['--input-type=module', '-e', script, '--', 'serve', ...words, '--port', String(port)]);
  return port;
}

const linkClient = () =>
  `symlinkSync(${JSON.stringify(join(inject('buildDirectory'), 'client'))}, ${JSON.stringify(folder.at('build/client'))}, 'junction');`;

test('the decks are being compiled before there is a client, with which they are then served', async () => {
  const port = await serve(`
    for (let tries = 0; !process.getActiveResourcesInfo().includes('ProcessWrap'); tries++) {
      if (tries > 1000) throw new Error('Nothing compiles.');
      await sleep(10);
    }
    await sleep(500);
    ${linkClient()}`);
  await server?.says(/To present/);
  const address = `http://127.0.0.1:${port}/talk/`;
  const page = await (await fetch(address)).text();
  const [script = ''] = /[^"]*\/_\/deck\.[\w-]+\.js/.exec(page) ?? [];
  expect((await fetch(new URL(script, address))).headers.get('content-type')).toMatch(/javascript/);
});

test('a client that cannot be built ends the start with the reason', async () => {
  await serve(`await sleep(1500); throw new Error('This is wrong with the client.');`);
  const { code, stderr } = (await server?.ended) ?? {};
  expect([code, stderr]).toEqual([1, 'lectern: This is wrong with the client.\n']);
});

test('what is built last and cannot be leaves the server, and is told', async () => {
  const port = await serve(linkClient(), undefined, "throw new Error('This is wrong with the rest.');");
  await server?.says(
    /^lectern: What only lectern build needs could not be built; .* This is wrong with the rest\.$/m,
  );
  expect((await fetch(`http://127.0.0.1:${port}/talk/`)).status).toBe(200);
});

test.each([
  ['a folder that is not there', () => [folder.at('absent')]],
  ['an option that is not', () => [folder.at('talk'), '--absent']],
])('%s is told once the build is whole, which would be lost otherwise', async (_, words) => {
  await serve(`await sleep(1500); ${linkClient()} process.stderr.write('whole\\n');`, words());
  const { code, stderr } = (await server?.ended) ?? {};
  expect(code).toBeGreaterThan(0);
  expect(stderr).toMatch(/^whole\nlectern: .*absent/);
});
