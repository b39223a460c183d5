/** What the terminal says at the start. */
import { describe, expect, test } from 'vitest';
import type { SiteDeck } from '../../server/site/site.ts';
import { banner, createProblemReporter } from '../../server/terminal/banner.ts';
import { type ListeningServer, listAddresses } from '../../server/terminal/server-addresses.ts';
import { siteOf } from '../setup/site.ts';

const entry = (address: string, internal = false) => {
  const rest = { address, internal, netmask: '', mac: '', cidr: null };
  return address.includes(':')
    ? { ...rest, family: 'IPv6' as const, scopeid: 0 }
    : { ...rest, family: 'IPv4' as const };
};

const interfaces = {
  lo: [entry('127.0.0.1', true), entry('::1', true)],
  docker0: [entry('172.17.0.1')],
  eth0: [entry('10.0.0.5'), entry('fe80::5'), entry('2001:db8::5')],
  wlan0: [entry('192.168.1.20')],
};

function addresses(options: Partial<ListeningServer['options']> = {}, rest: Partial<ListeningServer> = {}) {
  return listAddresses({
    options: { base: '', ...options },
    port: 8000,
    interfaces,
    defaultAddress: '192.168.1.20',
    ...rest,
  });
}

describe('addresses', () => {
  test('the default route’s comes first; bridges and IPv6 beside IPv4 are left out', () => {
    expect(addresses()).toEqual({
      local: 'http://localhost:8000/',
      network: ['http://192.168.1.20:8000/', 'http://10.0.0.5:8000/'],
    });
  });

  test('a bridge is listed where it is the default route', () => {
    expect(addresses({}, { defaultAddress: '172.17.0.1' }).network[0]).toBe('http://172.17.0.1:8000/');
  });

  test('without IPv4, IPv6 is listed, in brackets', () => {
    const only6 = { eth0: [entry('fe80::5'), entry('2001:db8::5')] };
    expect(addresses({}, { interfaces: only6 }).network).toEqual(['http://[2001:db8::5]:8000/']);
    expect(addresses({ host: '0.0.0.0' }, { interfaces: only6 }).network).toEqual([]);
  });

  test('the base and https are in each', () => {
    const tls = { cert: 'c', key: 'k' };
    expect(addresses({ base: '/talks', tls }, { port: 443 })).toEqual({
      local: 'https://localhost/talks/',
      network: ['https://192.168.1.20/talks/', 'https://10.0.0.5/talks/'],
    });
  });

  test.each([
    ['127.0.0.1', { local: 'http://127.0.0.1:8000/', network: [] }],
    ['localhost', { local: 'http://localhost:8000/', network: [] }],
    ['::1', { local: 'http://[::1]:8000/', network: [] }],
    ['10.0.0.5', { network: ['http://10.0.0.5:8000/'] }],
  ])('listening on %s alone, only that is listed', (host, expected) => {
    expect(addresses({ host })).toEqual(expected);
  });

  test.each([
    ['https://a.example/', '', 'https://a.example/'],
    ['https://a.example/', '/talks', 'https://a.example/talks/'],
    ['https://a.example/talks/', '/talks', 'https://a.example/talks/'],
    ['https://a.example/elsewhere/', '/talks', 'https://a.example/elsewhere/'],
  ])('the public address %s with base "%s" is %s', (url, base, expected) => {
    expect(addresses({ url: new URL(url), base }).public).toBe(expected);
  });
});

const deck: SiteDeck = {
  name: 'a',
  file: '/decks/a.md',
  title: 'A',
  slides: 1200,
  unlisted: false,
  source: '',
  revision: '',
  audience: 'free' as const,
  errors: [],
  warnings: [],
  diagnostics: [],
};

const isCode = (line: string) => /[█▀▄]/.test(line);

/** The banner without its QR code. */
function lines(decks: readonly SiteDeck[], options: Partial<ListeningServer['options']> = {}): string {
  return whole(decks, options)
    .split('\n')
    .filter((line) => !isCode(line))
    .join('\n');
}

function whole(
  decks: readonly SiteDeck[],
  options: Partial<ListeningServer['options']> = {},
  colors = false,
): string {
  const started = {
    version: '1.2.3',
    milliseconds: 87.4,
    key: 'k&y',
    today: '2026-11-28',
    colors,
    isConsole: false,
  };
  return banner({ ...started, addresses: addresses(options), site: { ...siteOf({}), decks } });
}

describe('the banner', () => {
  test('it names the audience’s addresses first', () => {
    expect(lines([deck, { ...deck, name: 'b', title: 'B', slides: 34 }])).toBe(`
  Lectern 1.2.3   2 decks · 1,234 slides · ready in 87 ms

  For the audience   http://192.168.1.20:8000/
                     http://10.0.0.5:8000/
  On this machine    http://localhost:8000/
  To present         http://localhost:8000/a/speaker?key=k%26y

  Over plain http, browsers on other machines let the screen go dark, and keep no deck for
  when the network dies. --tls-cert and --tls-key, or an https address as --url, mend both.

`);
  });

  test.each([
    [{ tls: { cert: 'c', key: 'k' } }, false],
    [{ url: new URL('https://a.example/') }, false],
    [{ url: new URL('http://a.example/') }, true],
    [{ url: new URL('http://localhost:9000/') }, false],
    [{ host: 'localhost' }, false],
    [{ host: '::1' }, false],
    [{ host: '10.0.0.5' }, true],
    [{ host: 'fe80::1%eth0' }, true],
  ])('served as %j, it says what browsers refuse without https: %s', (options, says) => {
    expect(lines([deck], options).includes('Over plain http')).toBe(says);
  });

  test('on a machine’s console it fits on the 25 lines of 80 characters that a PC’s screen has', () => {
    const started = { version: '1.2.3', milliseconds: 3700, today: '2026-11-28', colors: false };
    const { local, ...network } = addresses({ host: '10.0.0.5' });
    const text = banner({
      ...started,
      key: 'GDW5YNk8iB8YbBC6vN8vA0',
      remark: 'The key is another one at each start; lectern.key or lectern.data keeps one.',
      addresses: network,
      site: { ...siteOf({}), decks: [deck], atRoot: deck.name },
      isConsole: true,
    });
    expect(local).toBeUndefined();
    expect(text).toContain('To present         http://10.0.0.5:8000/speaker?key=');
    expect(text.split('\n').filter(isCode).length).toBeGreaterThan(10);
    // The cursor's line may push the empty first one out.
    expect(text.split('\n').length).toBeLessThanOrEqual(26);
    expect(Math.max(...text.split('\n').map(({ length }) => length))).toBeLessThanOrEqual(80);
  });

  test('a public address is the audience’s', () => {
    expect(lines([deck], { url: new URL('https://a.example/') })).toContain(`
  For the audience   https://a.example/a/
  On the network     http://192.168.1.20:8000/a/
`);
  });

  test('the only deck’s own address is the audience’s, and a site’s that is that deck', () => {
    const one = { ...deck, name: 'a talk' };
    expect(lines([one])).toContain('For the audience   http://192.168.1.20:8000/a%20talk/\n');
    expect(lines([one])).toContain('On this machine    http://localhost:8000/a%20talk/\n');
    const started = {
      version: '1',
      milliseconds: 1,
      key: 'k',
      today: '2026-11-28',
      colors: false,
      isConsole: false,
    };
    const site = { ...siteOf({}), decks: [one], atRoot: 'a talk' };
    expect(banner({ ...started, addresses: addresses(), site })).toContain(
      'For the audience   http://192.168.1.20:8000/\n',
    );
  });

  test('the presenter’s link is on the public address where there is one, and of a deck that compiles', () => {
    const broken = { ...deck, name: 'broken', errors: ['a.md:1:1: bad'] };
    expect(lines([broken, deck], { url: new URL('https://a.example/') })).toContain(
      'To present         https://a.example/a/speaker?key=k%26y',
    );
  });

  test('a QR code of the audience’s address has a quiet border, light where a terminal is dark', () => {
    const code = whole([deck]).split('\n').filter(isCode);
    expect(code[0]).toMatch(/^ {2}█+$/);
    expect(code.every((line) => /^ {2}(?:██|▀▀)/.test(line) && line.length === code[0]?.length)).toBe(true);
    expect(code.join()).not.toBe(
      whole([deck], { url: new URL('https://b.example/') })
        .split('\n')
        .filter(isCode)
        .join(),
    );
    expect(whole([deck], {}, true)).toContain(`  \u001b[97;40m${code[0]?.trim()}\u001b[0m`);
  });

  test('no QR code leads phones to a machine that they can’t reach', () => {
    expect(whole([deck], { host: 'localhost' }).split('\n').filter(isCode)).toEqual([]);
  });

  test('a failed deck is counted', () => {
    expect(lines([{ ...deck, slides: 0, errors: ['a.md:1:1: bad'] }])).toContain(
      '1 deck · 0 slides · 1 deck failed · ready in',
    );
  });

  test('it says when nobody else can reach it', () => {
    expect(lines([deck], { host: 'localhost' })).toContain(
      'Only this machine can reach it. With --host 0.0.0.0, the network can too.',
    );
  });
});

describe('problems', () => {
  const siteOf = (decks: readonly SiteDeck[], warnings: readonly string[] = []) => ({ decks, warnings });

  const frame = 'a.md:2:1: hmm\n\n> 2 | text\n    | ^\n\n  Mend it.';

  test('warnings take a line each; errors stand last, as code frames', () => {
    const problems = createProblemReporter(false);
    expect(
      problems(siteOf([{ ...deck, errors: ['b.md:1:1: bad'], warnings: ['a.md:1:1: oh', frame] }])),
    ).toBe(`warning a.md:1:1: oh\nwarning a.md:2:1: hmm. Mend it.\n\nerror b.md:1:1: bad\n`);
  });

  test('warnings with one remedy share a line', () => {
    const alike = frame.replace('2:1', '9:1');
    expect(createProblemReporter(false)(siteOf([{ ...deck, warnings: [frame, alike, alike] }]))).toBe(
      'warning a.md:2:1: hmm (and 2 more like it). Mend it.\n',
    );
  });

  test('of many kinds of warnings, the first ten are shown and the others counted', () => {
    const warnings = Array.from({ length: 13 }, (_, i) => `a.md:${i}:1: hmm`);
    expect(createProblemReporter(false)(siteOf([{ ...deck, warnings }]))).toMatch(
      /a\.md:9:1: hmm\nwarning and 3 other kinds of them\n$/,
    );
  });

  test('what was told is not told again', () => {
    const problems = createProblemReporter(false);
    problems(siteOf([{ ...deck, warnings: ['a.md:1:1: oh'] }]));
    expect(problems(siteOf([{ ...deck, warnings: ['a.md:1:1: oh', 'a.md:9:1: new'] }]))).toBe(
      'warning a.md:9:1: new\n',
    );
  });

  test('a warning that has moved with its line, or whose neighbours changed, is not told again', () => {
    const problems = createProblemReporter(false);
    const at = (line: number, around = '') => `a.md:${line}:1: hmm\n\n> ${line} | x${around}\n\n  Mend it.`;
    problems(siteOf([{ ...deck, warnings: [at(2), at(9)] }]));
    expect(problems(siteOf([{ ...deck, warnings: [at(4), at(11, 'y')] }]))).toBe('');
    expect(problems(siteOf([{ ...deck, warnings: [at(4), at(7), at(11)] }]))).toBe(
      'warning a.md:7:1: hmm. Mend it.\n',
    );
    expect(problems(siteOf([{ ...deck, warnings: [] }]))).toBe('');
    expect(problems(siteOf([{ ...deck, warnings: [at(4)] }]))).toBe('warning a.md:4:1: hmm. Mend it.\n');
  });

  test('what was told of a deck is not told again once it compiles again', () => {
    const problems = createProblemReporter(false);
    problems(siteOf([{ ...deck, warnings: [frame] }]));
    problems(siteOf([{ ...deck, errors: ['a.md:1:1: bad'] }]));
    expect(problems(siteOf([{ ...deck, warnings: [frame] }]))).toBe('');
  });

  test('an error at another line is told, and one whose neighbours changed is not', () => {
    const problems = createProblemReporter(false);
    const errors = (frame: string) => problems(siteOf([{ ...deck, errors: [frame] }]));
    expect(errors('a.md:2:1: bad\n\n> 2 | x')).toContain('a.md:2:1: bad');
    expect(errors('a.md:2:1: bad\n\n> 2 | y')).toBe('');
    expect(errors('a.md:3:1: bad\n\n> 3 | y')).toContain('a.md:3:1: bad');
  });
});
