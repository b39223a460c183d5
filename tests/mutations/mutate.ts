/** Puts each mutation into a copy of the project, runs the tests that are to notice it, and reports which did. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { type Mutation, mutated } from './mutation.ts';
import { MUTATIONS } from './mutations.ts';

const USAGE = `npm run mutations -- [WORD…] [--project unit|browser]

Puts faults into a copy of the source, one after the other, and runs the tests that are to notice each.
WORD       only those whose file, tests or fault have one of these words
--project  only those that unit tests notice, or only those that browser tests do`;

const root = join(import.meta.dirname, '../..');

/** What of the project the copy goes without. */
const LEFT_OUT: ReadonlySet<string> = new Set(['.git', 'node_modules', 'dist']);

type Project = 'unit' | 'browser';

/** Brings the build up to date before any test. */
const BUILDING = 'tests/setup/build.ts';

/** Runs the mutations that the options name; the exit code: 0 when all were caught, 1 when not, 2 for bad options. */
export async function mutate(options: readonly string[]): Promise<number> {
  const chosen = choose(options);
  if (!chosen) {
    console.error(USAGE);
    return 2;
  }
  const copy = mkdtempSync(join(tmpdir(), 'lectern-mutations-'));
  // Some tests start what is in it as another user.
  chmodSync(copy, 0o755);
  try {
    copyProject(copy);
    const failure = await failureWithout(chosen, copy);
    if (failure !== undefined) {
      console.error(`${failure}\nThese tests fail without any fault. Mend them first.`);
      return 1;
    }
    let escaped = 0;
    for (const [i, mutation] of chosen.entries()) {
      const isCaught = await catches(mutation, copy);
      if (!isCaught) escaped++;
      const outcome = isCaught ? 'caught' : 'MISSED';
      console.log(`${i + 1}/${chosen.length} ${outcome} ${mutation.file}: ${mutation.fault}`);
    }
    console.log(`${chosen.length - escaped} of ${chosen.length} caught`);
    return escaped > 0 ? 1 : 0;
  } finally {
    rmSync(copy, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 });
  }
}

/** The mutations that the options name; undefined where they make no sense. */
function choose(options: readonly string[]): readonly Mutation[] | undefined {
  try {
    const { values, positionals } = parseArgs({
      args: [...options],
      allowPositionals: true,
      options: { project: { type: 'string' } },
    });
    const { project } = values;
    if (project !== undefined && project !== 'unit' && project !== 'browser') return undefined;
    const chosen = MUTATIONS.filter((mutation) => {
      const text = [mutation.file, mutation.fault, ...mutation.tests].join('\n');
      const isNamed = positionals.length === 0 || positionals.some((word) => text.includes(word));
      return isNamed && (project === undefined || projectOf(mutation) === project);
    });
    return chosen.length > 0 ? chosen : undefined;
  } catch {
    return undefined;
  }
}

function projectOf({ tests }: Mutation): Project {
  return tests.every((test) => test.startsWith('tests/browser/')) ? 'browser' : 'unit';
}

/** Copies what is tested. Packages are linked one by one: what is built goes into a folder beside them. */
function copyProject(copy: string): void {
  for (const name of readdirSync(root))
    if (!LEFT_OUT.has(name))
      cpSync(join(root, name), join(copy, name), { recursive: true, verbatimSymlinks: true });
  const [packages, links] = [join(root, 'node_modules'), join(copy, 'node_modules')];
  mkdirSync(links);
  for (const name of readdirSync(packages))
    if (!name.startsWith('.')) symlinkSync(join(packages, name), join(links, name), 'junction');
}

/** What is said of tests that fail without any fault, and would seem to notice all of them; undefined where all pass. */
async function failureWithout(mutations: readonly Mutation[], copy: string): Promise<string | undefined> {
  for (const project of ['unit', 'browser'] as const) {
    const own = mutations.filter((each) => projectOf(each) === project);
    const tests = new Set(own.flatMap((each) => each.tests));
    const failure = tests.size > 0 ? await failureOf(project, [...tests], copy) : undefined;
    if (failure !== undefined) return failure;
  }
  return undefined;
}

/** Whether its tests fail with a mutation, which is taken back. @throws where its text is not there exactly once */
async function catches(mutation: Mutation, copy: string): Promise<boolean> {
  const text = mutated(mutation, copy);
  if (text === undefined)
    throw new Error(`${mutation.file} does not have this exactly once: ${mutation.from}`);
  const { tests } = mutation;
  const needBuild = tests.some((test) => needsBuild(join(copy, test)));
  const changes = new Map([[mutation.file, text], ...(needBuild ? [] : [[BUILDING, WITHOUT] as const])]);
  const originals = [...changes.keys()].map((file) => [file, readFileSync(join(copy, file))] as const);
  for (const [file, changed] of changes) writeFileSync(join(copy, file), changed);
  try {
    return (await failureOf(projectOf(mutation), tests, copy)) !== undefined;
  } finally {
    for (const [file, original] of originals) writeFileSync(join(copy, file), original);
  }
}

/** What stands for it where no test needs the build, which takes longer than most tests. */
const WITHOUT = 'export function setup() {}';

/** Whether a test, or a helper that it imports, asks for the build or runs the command. */
function needsBuild(file: string, seen = new Set<string>()): boolean {
  if (seen.has(file)) return false;
  seen.add(file);
  const text = readFileSync(file, 'utf8');
  if (/buildDirectory|launch\.mjs/.test(text)) return true;
  const helpers = [...text.matchAll(/from '(\.[^']+\.ts)'/g)].map(([, path = '']) =>
    join(dirname(file), path),
  );
  return helpers.some((helper) => /[\\/]tests[\\/]/.test(helper) && needsBuild(helper, seen));
}

/** What Vitest says of these tests, which ends with the first that fails; undefined where they pass. */
async function failureOf(
  project: Project,
  tests: readonly string[],
  cwd: string,
): Promise<string | undefined> {
  const vitest = join(root, 'node_modules/vitest/vitest.mjs');
  const projects = project === 'unit' ? ['unit', 'mocking'] : [project];
  const named = projects.flatMap((name) => ['--project', name]);
  const words = ['run', ...named, '--bail', '1', '--reporter', 'dot', ...tests];
  const child = spawn(process.execPath, [vitest, ...words], { cwd, stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => {
      said += text;
    });
  const [code] = await once(child, 'close');
  return code === 0 ? undefined : said;
}
