/**
 * Stands in for the server in an image: answers what it finds on the machine, and ends as it is told. It runs as an ES
 * module without any package, in the place of `/lectern.mjs`.
 */
import { appendFileSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';

/** What the kernel makes of itself, not files. */
const KERNELS = new Set(['/proc', '/sys']);

const answers = {
  '/facts': () => ({
    words: process.argv.slice(2),
    user: [process.getuid(), process.getgid(), ...process.getgroups()],
    programs: programs(),
    writable: writable('/'),
    again: process.env.LECTERN_STARTED_AGAIN,
  }),
  '/drivers': () =>
    readFileSync('/proc/modules', 'utf8')
      .split('\n')
      .map((line) => line.split(' ')[0]),
  '/crash': () => process.kill(process.pid, 'SIGSEGV'),
  '/exit': () => process.exit(3),
};

/** The first words of all processes but the kernel's own. */
function programs() {
  const numbers = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  return numbers
    .map((number) => [Number(number), readFileSync(`/proc/${number}/cmdline`, 'utf8').split('\0')[0]])
    .filter(([, words]) => words !== '');
}

/** Files that can be opened for writing, and folders in which one can be made, below a folder. */
function writable(folder) {
  const own = attempt(() => {
    const file = `${folder}/written`;
    writeFileSync(file, '');
    rmSync(file);
  })
    ? [folder]
    : [];
  const names = KERNELS.has(folder) ? [] : (attempt(() => readdirSync(folder)) ?? []);
  return [...own, ...names.map((name) => `${folder}/${name}`.replace('//', '/')).flatMap(below)];
}

function below(path) {
  const facts = attempt(() => statSync(path));
  if (facts?.isDirectory()) return writable(path);
  // Consoles, random numbers and the like are no places to keep anything.
  return facts?.isFile() && attempt(() => appendFileSync(path, '') ?? true) ? [path] : [];
}

function attempt(work) {
  try {
    return work() ?? true;
  } catch {
    return undefined;
  }
}

const option = (name) => process.argv.find((word) => word.startsWith(`--${name}=`))?.split('=')[1];
createServer(({ url }, response) => {
  response.end(JSON.stringify(answers[url]?.() ?? {}));
}).listen(Number(option('port') ?? 8000), () => console.log('The stand-in listens.'));
