/** `npm test`: what the tests need, then lint, then Vitest; the last line counts what passed and failed. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runnerImport } from 'vite';

const root = fileURLToPath(new URL('..', import.meta.url));
const options = process.argv.slice(2);
/** Options for Vitest: files, `-t name`, `--project name`; `--no-lint` is ours. */
const forVitest = options.filter((option) => option !== '--no-lint');

const missing = await bringPrerequisites();
if (missing.length > 0) {
  for (const sentence of missing) console.error(sentence);
  process.exit(1);
}

const lintFailures = options.includes('--no-lint') ? [] : lint();
const { passed, failed } = await test();
for (const name of lintFailures) console.log(`${name} found something to mend, printed above the tests.`);
console.log(`${passed} passed, ${failed + lintFailures.length} failed`);
process.exitCode = failed + lintFailures.length > 0 ? 1 : 0;

/** Chromium and nginx, installed if need be: sentences on those that cannot be had. */
async function bringPrerequisites() {
  const { bringPrerequisites } = await importTypeScript('setup/prerequisites.ts');
  return bringPrerequisites();
}

/** Biome and TypeScript over everything: the names of those that fail. */
function lint() {
  return [
    { name: 'Biome', command: ['@biomejs/biome/bin/biome', 'check', '--error-on-warnings', '.'] },
    { name: 'TypeScript', command: ['typescript/bin/tsc', '--noEmit'] },
  ]
    .filter(({ command }) => node(command) !== 0)
    .map(({ name }) => name);
}

/** Vitest's own output for people, its JSON report for the count. */
async function test() {
  const folder = mkdtempSync(join(tmpdir(), 'lectern-test-'));
  const file = join(folder, 'report.json');
  const projects = forVitest.some((option) => option.startsWith('--project'))
    ? []
    : ['--project', 'unit', '--project', 'browser'];
  try {
    const status = node([
      'vitest/vitest.mjs',
      'run',
      ...projects,
      '--reporter=default',
      '--reporter=json',
      `--outputFile.json=${file}`,
      ...forVitest,
    ]);
    const { tally } = await importTypeScript('setup/tally.ts');
    return tally(readReport(file), status !== 0);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The report, or an empty one when Vitest ended before it wrote it. */
function readReport(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return { testResults: [] };
  }
}

/** Runs a package's script with this Node, without a shell; its exit code. */
function node([script, ...args]) {
  const path = join(root, 'node_modules', ...script.split('/'));
  return spawnSync(process.execPath, [path, ...args], { cwd: root, stdio: ['ignore', 'inherit', 'inherit'] })
    .status;
}

/** Node 20 runs no TypeScript; Vite does. */
async function importTypeScript(path) {
  const file = fileURLToPath(new URL(path, import.meta.url));
  return (await runnerImport(file, { configFile: false, root, logLevel: 'error' })).module;
}
