/**
 * Runs `npm test`: prerequisites, then lint and build at the same time, then Vitest. The last lines name and count
 * the failures.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runnerImport } from 'vite';
import { bringUpToDate } from '../server/launch.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const options = process.argv.slice(2);
const ours = ['--no-lint', '--corpus', '--boot'];
/** Options passed to Vitest: files, `-t name`, `--project name`; `--no-lint`, `--corpus` and `--boot` are handled here. */
const forVitest = options.filter((option) => !ours.includes(option));
const unit = ['unit', 'mocking', ...(options.includes('--corpus') ? ['corpus'] : [])].flatMap(project);
const browser = project('browser');
const boots = options.includes('--boot');
/** Parts of the unit tests, each a run of Vitest's: as many that whoever is done first finds something left to do. */
const UNIT_PARTS = 6;

const missing = await bringPrerequisites();
if (missing.length > 0) {
  for (const sentence of missing) console.error(sentence);
  process.exit(1);
}

const [lintFailures] = await Promise.all([options.includes('--no-lint') ? [] : lint(), build()]);
const folder = mkdtempSync(join(tmpdir(), 'lectern-test-'));
const results = await (forVitest.length > 0 ? testSome() : testAll());
rmSync(folder, { recursive: true, force: true });

const sum = (count) => results.map(count).reduce((all, one) => all + one, 0);
const failed = sum((result) => result.failed) + lintFailures.length;
for (const failure of results.flatMap((result) => result.failures)) console.log(failure);
for (const sentence of [...(await slowIn('browser')), ...(await slowIn('unit'))]) console.log(sentence);
for (const name of lintFailures) console.log(`${name} found something to mend, printed above the tests.`);
console.log(`${sum((result) => result.passed)} passed, ${failed} failed`);
process.exitCode = failed > 0 ? 1 : 0;

function project(name) {
  return ['--project', name];
}

/**
 * Installs Chromium, nginx and the like where they are missing; returns sentences about those that cannot be
 * installed.
 */
async function bringPrerequisites() {
  const { bringPrerequisites } = await importTypeScript('setup/prerequisites.ts');
  return bringPrerequisites({ boots: boots || forVitest.includes('boot') });
}

/** Runs Biome and TypeScript over everything; returns the names of those that fail. */
async function lint() {
  const linters = [
    { name: 'Biome', command: ['@biomejs/biome/bin/biome', 'check', '--error-on-warnings', '.'] },
    { name: 'TypeScript', command: ['typescript/bin/tsc', '--noEmit'] },
  ];
  const failing = [];
  for (const { name, command } of linters) if ((await node(command)) !== 0) failing.push(name);
  return failing;
}

/** Builds once for all tests. After a failure, the tests that need the build repeat it and report the reason. */
async function build() {
  await bringUpToDate().catch(() => undefined);
}

/** Runs the tests that the options name. */
async function testSome() {
  const projects = forVitest.some((option) => option.startsWith('--project'))
    ? []
    : [...unit, ...browser, ...(boots ? project('boot') : [])];
  return [await vitest('some', [...projects, ...forVitest])];
}

/**
 * Runs browser tests and unit tests at the same time, since browsers keep waiting for something, and images after the
 * browsers. On a small machine one unit test file runs at a time, beside two of the browser's, and two when those are done.
 * The unit tests' output is printed at the end.
 */
async function testAll() {
  const alone = availableParallelism() > 2 ? [] : ['--no-file-parallelism'];
  const parts = Array.from({ length: UNIT_PARTS }, (_, part) => part + 1).values();
  const unitTests = [];
  const testParts = async () => {
    for (const part of parts) {
      const output = openSync(logOf(part), 'w');
      const words = [...unit, ...alone, `--shard=${part}/${UNIT_PARTS}`];
      unitTests.push(await vitest(`unit-${part}`, words, output));
      closeSync(output);
    }
  };
  const seen = testWhatIsSeen();
  await Promise.all([seen.then(testParts), testParts()]);
  for (let part = 1; part <= UNIT_PARTS; part++) process.stdout.write(readFileSync(logOf(part)));
  return [...(await seen), ...unitTests];
}

function logOf(part) {
  return join(folder, `unit-${part}.log`);
}

/** Runs browser tests, then boots images if that was asked for: an emulated machine needs a core. */
async function testWhatIsSeen() {
  const inBrowser = await vitest('browser', browser);
  return boots ? [inBrowser, await vitest('boot', project('boot'))] : [inBrowser];
}

/** Runs Vitest, with its output for people, a JSON report of counts and failures, and one of the durations of files. */
async function vitest(name, words, output = 'inherit') {
  const file = join(folder, `${name}.json`);
  const reporters = [
    ...['--reporter=default', '--reporter=json', `--outputFile.json=${file}`],
    `--reporter=${join(root, 'tests/setup/durations.reporter.ts')}`,
  ];
  const status = await node(['vitest/vitest.mjs', 'run', ...reporters, ...words], output);
  const { failures, tally } = await importTypeScript('setup/tally.ts');
  const report = readReport(file, { testResults: [] });
  const durations = readReport(`${file}.durations`, {});
  return { name, ...tally(report, status !== 0), failures: failures(report), durations };
}

/** Returns sentences on files that were slow, of browser or unit tests: shares mean nothing when only some tests run. */
async function slowIn(kind) {
  const { slowFiles } = await importTypeScript('setup/slow.ts');
  const durations = results.filter(({ name }) => name.startsWith(kind)).map((result) => result.durations);
  return slowFiles(Object.assign({}, ...durations));
}

/** Returns a report; `empty` where Vitest ended before writing it. */
function readReport(file, empty) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return empty;
  }
}

/** Runs a package's script with this Node, without a shell; resolves to its exit code. */
async function node([script, ...args], output = 'inherit') {
  const path = join(root, 'node_modules', ...script.split('/'));
  const child = spawn(process.execPath, [path, ...args], { cwd: root, stdio: ['ignore', output, output] });
  const [status] = await once(child, 'close');
  return status;
}

/** Imports a TypeScript module through Vite, since Node 20 does not run TypeScript. */
async function importTypeScript(path) {
  const file = fileURLToPath(new URL(path, import.meta.url));
  return (await runnerImport(file, { configFile: false, root, logLevel: 'error' })).module;
}
