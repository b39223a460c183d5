/** Flags and environment variables, and what is said of those that cannot be followed. */
import { describe, expect, test } from 'vitest';
import type { Environment } from '../../server/cli/arguments.ts';
import { helpText } from '../../server/cli/help.ts';
import { resolveOptions, resolveSealedOptions, type ServerOptions } from '../../server/cli/options.ts';
import { UsageError } from '../../server/cli/usage-error.ts';

function options(argv: readonly string[], env: Environment = {}): ServerOptions {
  const command = resolveOptions(argv, env);
  if (command.kind !== 'serve') throw new Error(`${command.kind} is not serve`);
  return command.options;
}

function refusal(argv: readonly string[], env: Environment = {}): string {
  try {
    resolveOptions(argv, env);
  } catch (error) {
    if (error instanceof UsageError) return error.message;
    throw error;
  }
  return 'accepted';
}

describe('resolving', () => {
  test('without arguments, decks/ is served on port 8000', () => {
    expect(options([])).toEqual({
      path: 'decks',
      port: 8000,
      base: '',
      trustProxy: false,
      maxViewers: 20_000,
      maxViewersPerAddress: 2_000,
      fsync: false,
      open: false,
    });
  });

  test('every flag is read', () => {
    const argv =
      'serve talks --port 0 --host ::1 --url https://a.example/t --base /t/ --trust-proxy --tls-cert c --tls-key k --site s.yml --key sixteen-letters! --data d --fsync --max-viewers 5 --max-viewers-per-address=0 --open';
    expect(options(argv.split(' '))).toEqual({
      path: 'talks',
      port: 0,
      host: '::1',
      url: new URL('https://a.example/t/'),
      base: '/t',
      trustProxy: true,
      tls: { cert: 'c', key: 'k' },
      siteFile: 's.yml',
      key: 'sixteen-letters!',
      data: 'd',
      fsync: true,
      maxViewers: 5,
      maxViewersPerAddress: 0,
      open: true,
    });
  });

  test('every variable is read', () => {
    const env = {
      PORT: '80',
      HOST: '127.0.0.1',
      LECTERN_URL: 'http://a.example',
      LECTERN_BASE: '/',
      LECTERN_TRUST_PROXY: '1',
      LECTERN_TLS_CERT: 'c',
      LECTERN_TLS_KEY: 'k',
      LECTERN_SITE: 's.yml',
      LECTERN_KEY: 'sixteen-letters!',
      LECTERN_DATA: 'd',
      LECTERN_FSYNC: 'yes',
      LECTERN_MAX_VIEWERS: '6',
      LECTERN_MAX_VIEWERS_PER_ADDRESS: '7',
      LECTERN_OPEN: 'no',
    };
    expect(options(['talk.md'], env)).toEqual({
      path: 'talk.md',
      port: 80,
      host: '127.0.0.1',
      url: new URL('http://a.example/'),
      base: '',
      trustProxy: true,
      tls: { cert: 'c', key: 'k' },
      siteFile: 's.yml',
      key: 'sixteen-letters!',
      data: 'd',
      fsync: true,
      maxViewers: 6,
      maxViewersPerAddress: 7,
      open: false,
    });
  });

  test('servers share a Redis, and keep talks there for a season unless told otherwise', () => {
    const env = { LECTERN_REDIS: 'rediss://us:secret@a.example:6380/2', LECTERN_KEY: 'sixteen-letters!' };
    expect(options([], env).redis).toEqual({ url: env.LECTERN_REDIS, keepDays: 90 });
    expect(options(['--keep', '7'], env).redis?.keepDays).toBe(7);
    expect(options([]).redis).toBeUndefined();
  });

  test.each([
    [
      ['--redis', 'https://us:secret@a.example'],
      '--redis must be an address such as redis://host:6379, or rediss://user:password@host:6379/1 with TLS.',
    ],
    [
      ['--redis', 'redis://a/x'],
      '--redis must be an address such as redis://host:6379, or rediss://user:password@host:6379/1 with TLS.',
    ],
    [
      ['--redis', 'redis://a'],
      expect.stringMatching(
        /^--redis needs --key, the same on every server, since who presents on one presents on all. Here is a key that was made just now: [0-9a-f]{32}$/,
      ),
    ],
    [
      ['--redis', 'redis://a', '--key', 'sixteen-letters!', '--data', 'd'],
      'With --redis, talks are kept there and --data has nothing to keep. Leave it out.',
    ],
    [
      ['--redis', 'redis://a', '--key', 'sixteen-letters!', '--keep', '0'],
      '--keep must be a number of days, at least 1, not “0”.',
    ],
    [['--keep', '7'], '--keep is for talks that are kept in Redis. Give --redis, too.'],
  ])('what servers cannot share by %j is said, and no password', (argv, message) => {
    let said: unknown;
    try {
      options(argv);
    } catch (error) {
      said = error;
    }
    expect(said).toMatchObject({ message });
  });

  test('a flag wins over its variable', () => {
    expect(options(['--port', '1'], { PORT: 'nonsense' }).port).toBe(1);
  });

  test('an empty variable is not set', () => {
    expect(options([], { PORT: '', LECTERN_URL: '' }).port).toBe(8000);
  });

  test('the last of a repeated flag counts', () => {
    expect(options(['--port', '1', '--port=2']).port).toBe(2);
  });

  test('a PATH after -- may look like a flag', () => {
    expect(options(['--', '--talk']).path).toBe('--talk');
  });

  test('help and version win over everything else', () => {
    expect(resolveOptions(['--port', '1', '--help'], {})).toEqual({ kind: 'help' });
    expect(resolveOptions(['-h'], {})).toEqual({ kind: 'help' });
    expect(resolveOptions(['--version'], {})).toEqual({ kind: 'version' });
    expect(resolveOptions(['--licenses'], {})).toEqual({ kind: 'licenses' });
    expect(resolveOptions(['serve', '-h'], {})).toEqual({ kind: 'help', command: 'serve' });
  });
});

test.each([
  [['--prot', '1'], 'There is no flag --prot. Did you mean --port?'],
  [['--tls-crt', 'a'], 'There is no flag --tls-crt. Did you mean --tls-cert?'],
  [['--quiet-please'], 'There is no flag --quiet-please. lectern --help lists them.'],
  [['-z'], 'There is no flag -z. lectern --help lists them.'],
  [['-p', '9000'], 'There is no flag -p. Did you mean --port?'],
  [
    [''],
    'An argument is empty, as where a variable in it is not set. Name a file or folder, or leave it out.',
  ],
  [['chek', 'talks'], 'There is no command chek. Did you mean lectern check?'],
  [['start', 'talks'], 'There is no command start. Did you mean lectern serve?'],
  [['--port'], '--port needs a value: --port NUMBER.'],
  [['build', '--raw'], '--raw is for the image that boots. Give --boot, too.'],
  [['build', '--kernel', 'vmlinuz'], '--kernel is for the image that boots. Give --boot, too.'],
  [['--port', '--open'], '--port needs a value: --port NUMBER.'],
  [['--site='], '--site needs a value: --site FILE.'],
  [['--open=maybe'], '--open must be true or false, not “maybe”.'],
  [['--port', '70000'], '--port must be a port from 0 to 65535, not “70000”.'],
  [['--port', '-1'], '--port must be a port from 0 to 65535, not “-1”.'],
  [['--port', '80a'], '--port must be a port from 0 to 65535, not “80a”.'],
  [['--max-viewers', 'many'], '--max-viewers must be a whole number, 0 for no limit, not “many”.'],
  [
    ['--url', 'talks.example.org'],
    '--url must be an address such as https://talks.example.org, not “talks.example.org”.',
  ],
  [
    ['--url', 'ftp://a.example'],
    '--url must be an address such as https://talks.example.org, not “ftp://a.example”.',
  ],
  [
    ['--url', 'https://a.example/?x'],
    '--url must be an address without user, query or fragment, not “https://a.example/?x”.',
  ],
  [['--base', 'talks'], '--base must be a path such as /talks, not “talks”.'],
  [['--base', '/a/../b'], '--base must be a path such as /talks, not “/a/../b”.'],
  [['--base', '//a'], '--base must be a path such as /talks, not “//a”.'],
  [['--tls-cert', 'c'], '--tls-cert needs --tls-key, the file with its private key.'],
  [['--tls-key', 'k'], '--tls-key needs --tls-cert, the file with its certificate.'],
  [['pdf', 'a', 'b'], 'Only one DECK can be printed, but a second was given: b.'],
  [['pdf', '--handout', '--png'], '--handout and --png are two things: ask for one of them.'],
  [['pdf', '--handout', '--steps'], '--steps is for slides and pictures, not for --handout.'],
  [['pdf', '--notes'], '--notes needs --handout: only a handout has notes.'],
  [['pdf', '--per-page', '4'], '--per-page needs --handout.'],
  [['pdf', '--handout', '--per-page', '9'], '--per-page must be a number from 2 to 6, not “9”.'],
  [
    ['pdf', 'a', '--out', 'a.pdf'],
    '--out names the folder that is written into, and “a.pdf” is the name of a file. Name its folder.',
  ],
  [['a', 'b'], 'Only one PATH can be served, but a second was given: b.'],
])('%j is refused', (argv, message) => {
  expect(refusal(argv)).toBe(message);
});

test.each([
  [{ PORT: 'http' }, 'PORT must be a port from 0 to 65535, not “http”.'],
  [{ LECTERN_TRUST_PROXY: 'perhaps' }, 'LECTERN_TRUST_PROXY must be true or false, not “perhaps”.'],
  [{ LECTERN_BASE: 'x' }, 'LECTERN_BASE must be a path such as /talks, not “x”.'],
])('%j is refused by the variable’s name', (env, message) => {
  expect(refusal([], env)).toBe(message);
});

const NPM = 'It passes on what stands after two dashes:';

test.each([
  [
    ['build'],
    { npm_config_notes: '', npm_lifecycle_event: 'build' },
    `npm took --no-notes for a flag of its own. ${NPM} npm run build -- --no-notes`,
  ],
  [
    ['serve', '9000'],
    { npm_config_port: 'true', npm_lifecycle_event: 'start' },
    `npm took --port for a flag of its own. ${NPM} npm start -- --port NUMBER`,
  ],
  [
    ['pdf', 'talk'],
    { npm_config_per_page: 'true', npm_command: 'exec', npm_lifecycle_event: 'npx' },
    `npm took --per-page for a flag of its own. ${NPM} npm exec -- lectern pdf --per-page NUMBER`,
  ],
  [[], { LECTERN_HOST: '127.0.0.1' }, 'There is no variable LECTERN_HOST. It is called HOST.'],
  [[], { LECTERN_PORT: '9000' }, 'There is no variable LECTERN_PORT. It is called PORT.'],
  // None of these went elsewhere.
  [['--port', '9000'], { npm_config_port: 'true', LECTERN_PORT: '80' }, 'accepted'],
  [['build'], { npm_config_notes: 'true', npm_config_key: 'k', npm_config_port: 'true' }, 'accepted'],
  [['dev'], { npm_config_open: '', npm_config_editor: 'vi' }, 'accepted'],
  [[], { LECTERN_PORT: 'tcp://10.0.0.1:80', LECTERN_SERVICE_HOST: '10.0.0.1' }, 'accepted'],
])('%j with %j: what went elsewhere is told', (argv, env, message) => {
  expect(refusal(argv, env)).toBe(message);
});

describe('a key', () => {
  const offer = (message: string) => message.replace(/[0-9a-f]{32}$/, 'OFFERED');
  const short = (source: string) =>
    `${source} needs at least 16 characters, since a shorter key is soon guessed. Here is one that was made just now: OFFERED`;

  test.each([
    [['serve', '--key', '7391']],
    [['dev', '--key', 'correct-horse']],
    [['build', '--key', 'fifteen-letters']],
    [['--key', `${' '.repeat(20)}7391`]],
    // One letter each, of two units in UTF-16.
    [['--key', '🦊'.repeat(15)]],
  ])('that is short is refused by %j, and a made one offered', (argv) => {
    expect(offer(refusal(argv))).toBe(short('--key'));
  });

  test('that is short in a variable is refused by its name, of a sealed file, too', () => {
    expect(offer(refusal([], { LECTERN_KEY: '7391' }))).toBe(short('LECTERN_KEY'));
    expect(() => resolveSealedOptions(['--key', '7391'], {})).toThrow(
      /^--key needs at least 16 characters, /,
    );
  });

  test('that is offered is another one each time, and is taken', () => {
    const [one, two] = [refusal(['--key', '1']), refusal(['--key', '1'])].map(
      (message) => message.split(' ').at(-1) ?? '',
    );
    expect(one).not.toBe(two);
    expect(options(['--key', one ?? '']).key).toBe(one);
  });

  test('that no form could bring is refused', () => {
    expect(refusal(['--key', 'k'.repeat(257)])).toBe('--key may have 256 characters, not 257.');
  });
});

test('the help fits a terminal and lists what has an effect', () => {
  const lines = helpText().split('\n');
  expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(96);
  expect(helpText()).toMatch(/^ {2}--port NUMBER +PORT +port to listen on/m);
  expect(helpText()).toMatch(/^ {2}--max-viewers NUMBER {2}LECTERN_MAX_VIEWERS\n? +viewers at once/m);
});

describe('dev', () => {
  const dev = (...argv: string[]) => resolveOptions(['dev', ...argv], {});

  test('listens on this machine alone, unless it is told otherwise', () => {
    expect(dev('talks')).toMatchObject({ kind: 'dev', options: { path: 'talks', host: 'localhost' } });
    expect(dev('--host', '0.0.0.0')).toMatchObject({ options: { host: '0.0.0.0' } });
    expect(resolveOptions(['dev'], { HOST: '::' })).toMatchObject({ options: { host: '::' } });
  });

  test('takes an editor', () => {
    expect(dev('--editor', 'code')).toMatchObject({ options: { editor: 'code' } });
    expect(resolveOptions(['dev'], { LECTERN_EDITOR: 'zed' })).toMatchObject({ options: { editor: 'zed' } });
  });
});
