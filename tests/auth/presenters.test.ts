/** Who is a presenter, and who only says so. */
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { COOKIE_SECONDS, isSame, readCookies } from '../../server/auth/cookie.ts';
import { openKey, stateFolder } from '../../server/auth/key.ts';
import { Presenters } from '../../server/auth/presenters.ts';
import { TOKEN_MS } from '../../server/auth/tokens.ts';

const NOW = Date.UTC(2026, 10, 22);
const scope = { path: '/', secure: false };

let folder = '';
const reports: string[] = [];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'lectern-key-'));
  reports.length = 0;
});
afterEach(() => rmSync(folder, { recursive: true }));

const open = (given?: string, place = folder) =>
  openKey({ given, folder: place, report: (message) => reports.push(message) });

/** Presenters by a given key. */
const by = (key = 'the key'): Presenters => new Presenters(open(key));
/** What a browser sends of a `Set-Cookie` value. */
const sent = (cookie: string): string => cookie.split(';', 1)[0] ?? '';

describe('a key', () => {
  test('is made once, kept, and for this user only', () => {
    const { key } = open();
    expect(key).toMatch(/^[\w-]{22}$/);
    expect(open().key).toBe(key);
    const [name = ''] = readdirSync(folder);
    expect(name).toBe('presenter-key.json');
    expect(statSync(join(folder, name)).mode & 0o777).toBe(0o600);
  });

  test('that is given is not kept', () => {
    expect(open('given').key).toBe('given');
    expect(readdirSync(folder)).toEqual([]);
  });

  test('takes the place of what is spoilt', () => {
    writeFileSync(join(folder, 'presenter-key.json'), '{"key":');
    const { key } = open();
    expect(open().key).toBe(key);
  });

  test('that is renewed is kept', () => {
    const keeper = open();
    const before = keeper.key;
    expect(keeper.renew()).toBe(keeper.key);
    expect(keeper.key).not.toBe(before);
    expect(open().key).toBe(keeper.key);
  });

  test('that was given and revoked stays revoked', () => {
    const keeper = open('given');
    const next = keeper.renew();
    expect(readFileSync(join(folder, 'presenter-key.json'), 'utf8')).not.toContain('given');
    expect(open('given').key).toBe(next);
    expect(reports).toEqual([
      `The given key was revoked, so another is used; ${join(folder, 'presenter-key.json')} holds it. Give a key never used before.`,
    ]);
    expect(open('another').key).toBe('another');
  });

  test('that cannot be kept is used, and said so', () => {
    const place = join(folder, 'file');
    writeFileSync(place, '');
    expect(open(undefined, place).key).toMatch(/^[\w-]{22}$/);
    expect(reports[0]).toMatch(
      /^The presenter's key cannot be kept \(.+\), so a restart makes another\. See --key and --data\.$/,
    );
  });

  test.each([
    ['linux', {}, '/home/ada/.local/state/lectern'],
    ['linux', { XDG_STATE_HOME: '/state' }, '/state/lectern'],
    ['darwin', {}, '/home/ada/Library/Application Support/Lectern'],
    ['win32', { LOCALAPPDATA: '/local' }, '/local/Lectern'],
  ])('on %s with %j is kept in %s', (platform, environment, expected) => {
    expect(stateFolder({ platform, home: '/home/ada', environment })).toBe(join(expected));
  });
});

describe('a cookie', () => {
  test('makes a presenter, for a month', () => {
    const presenters = by();
    const cookie = presenters.cookie(scope, NOW);
    expect(cookie).toMatch(
      /^lectern-[\w-]{8}=[\w-]{12}\.\d+\.[\w-]{43}; Path=\/; Max-Age=2592000; HttpOnly; SameSite=Lax$/,
    );
    expect(presenters.has(sent(cookie), NOW)).toBe(true);
    expect(presenters.has(`a=b; ${sent(cookie)}; c=d`, NOW)).toBe(true);
    expect(presenters.has(sent(cookie), NOW + COOKIE_SECONDS * 1000)).toBe(true);
    expect(presenters.has(sent(cookie), NOW + COOKIE_SECONDS * 1000 + 1000)).toBe(false);
  });

  test('over https is kept to https, and to the server’s path', () => {
    expect(by().cookie({ path: '/talks/', secure: true }, NOW)).toMatch(/; Path=\/talks\/; .+; Secure$/);
  });

  test('outlives a restart', () => {
    expect(by().has(sent(by().cookie(scope, NOW)), NOW)).toBe(true);
  });

  test('of another key is another’s', () => {
    const other = by('another key').cookie(scope, NOW);
    expect(by().has(sent(other), NOW)).toBe(false);
    const own = by().cookie(scope, NOW).split('=', 1)[0];
    expect(by().has(sent(other).replace(/^[^=]+/, own ?? ''), NOW)).toBe(false);
  });

  test('that differs in any one character is none', () => {
    const presenters = by();
    const cookie = sent(presenters.cookie(scope, NOW));
    for (let i = 0; i < cookie.length; i++) {
      const other = cookie[i] === 'A' ? 'B' : 'A';
      expect(presenters.has(cookie.slice(0, i) + other + cookie.slice(i + 1), NOW)).toBe(false);
    }
  });

  test.each([undefined, '', 'lectern', '=', ';;;', 'lectern-x=', 'lectern-x=..', 'lectern-x=a.9999999999.b'])(
    '%j is none',
    (cookies) => {
      expect(by().has(cookies, NOW)).toBe(false);
    },
  );

  test('is taken away by an empty one', () => {
    expect(by().farewell(scope)).toMatch(/^lectern-[\w-]{8}=; Path=\/; Max-Age=0; HttpOnly; SameSite=Lax$/);
  });

  test('names a session of its own', () => {
    const presenters = by();
    const [one, two] = [sent(presenters.cookie(scope, NOW)), sent(presenters.cookie(scope, NOW))];
    const sessions = presenters.sessions(`${one}; ${two}`, NOW);
    expect(new Set(sessions).size).toBe(2);
  });

  test('is found among others', () => {
    expect(readCookies('ab=1; b=2; b=3;b=4', 'b')).toEqual(['2', '3', '4']);
  });
});

describe('signing in', () => {
  test('wants the key', async () => {
    expect(await by().tryKey('the key', 'here', NOW)).toEqual({ signedIn: true });
    for (const key of ['', 'The key', 'the key ', 'x'.repeat(5000)]) {
      expect(await by().tryKey(key, 'here', NOW)).toEqual({ signedIn: false, wait: 0 });
    }
  });

  test('has wrong keys wait, never the right one', async () => {
    const presenters = by();
    const waits = await Promise.all(
      Array.from({ length: 22 }, () => presenters.tryKey('wrong', 'here', NOW)),
    );
    expect(waits.map((result) => result.signedIn || result.wait)).toEqual([...Array(20).fill(0), 60, 60]);
    expect(await presenters.tryKey('the key', 'here', NOW)).toEqual({ signedIn: true });
    expect(await presenters.tryKey('wrong', 'elsewhere', NOW)).toEqual({ signedIn: false, wait: 0 });
    expect(await presenters.tryKey('wrong', 'here', NOW + 60_000)).toEqual({ signedIn: false, wait: 0 });
  });

  test('compares whole texts', () => {
    expect([isSame('a', 'a'), isSame('a', 'b'), isSame('', 'a'), isSame('', '')]).toEqual([
      true,
      false,
      false,
      true,
    ]);
  });
});

describe('a phone’s token', () => {
  test('is worth something once', () => {
    const presenters = by();
    const { token, expires } = presenters.makeToken(NOW);
    expect(expires).toBe(NOW + TOKEN_MS);
    expect(presenters.tryToken(token, 'here', NOW)).toEqual({ signedIn: true });
    expect(presenters.tryToken(token, 'here', NOW)).toEqual({ signedIn: false, wait: 0 });
  });

  test('is worth nothing after two minutes', () => {
    const presenters = by();
    const { token } = presenters.makeToken(NOW);
    expect(presenters.tryToken(token, 'here', NOW + TOKEN_MS)).toEqual({ signedIn: false, wait: 0 });
  });

  test('gives way to newer ones', () => {
    const presenters = by();
    const tokens = Array.from({ length: 60 }, () => presenters.makeToken(NOW).token);
    const worth = tokens.filter((token) => presenters.tryToken(token, token, NOW).signedIn);
    expect(worth).toEqual(tokens.slice(10));
  });
});

test('revoking leaves nothing of the old key', async () => {
  const presenters = by();
  const cookie = sent(presenters.cookie(scope, NOW));
  const { token } = presenters.makeToken(NOW);
  const key = presenters.revoke();
  expect(presenters.has(cookie, NOW)).toBe(false);
  expect(presenters.tryToken(token, 'here', NOW).signedIn).toBe(false);
  expect((await presenters.tryKey('the key', 'here', NOW)).signedIn).toBe(false);
  expect((await presenters.tryKey(key, 'here', NOW)).signedIn).toBe(true);
});
