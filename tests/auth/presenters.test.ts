/** Who is a presenter, and who only says so. */
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { COOKIE_SECONDS, isSame, readCookies } from '../../server/auth/cookie.ts';
import { openKeyStore, stateFolder } from '../../server/auth/key-store.ts';
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
  openKeyStore({ given, folder: place, report: (message) => reports.push(message) });

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
    expect(reports).toEqual([
      expect.stringMatching(/presenter-key\.json cannot be read \(.+\), so what it kept is forgotten\.$/),
    ]);
  });

  test.each(['abc', ' '.repeat(20), 'x'.repeat(257)])(
    'takes the place of one that nobody may give, such as %j, and that is told',
    (kept) => {
      writeFileSync(join(folder, 'presenter-key.json'), JSON.stringify({ key: kept }));
      const { key } = open();
      expect(key).toMatch(/^[\w-]{22}$/);
      expect(open().key).toBe(key);
      expect(reports).toEqual([
        `${join(folder, 'presenter-key.json')} holds a key of ${kept.trim().length} characters, so another is used: a key has 16 to 256. See --key.`,
      ]);
    },
  );

  test('that was revoked stays so where the one in its place was spoilt', () => {
    const next = open('given').renew();
    const file = join(folder, 'presenter-key.json');
    writeFileSync(file, readFileSync(file, 'utf8').replace(next, 'abc'));
    expect(open('given').key).not.toBe('given');
    expect(open('given').key).toBe(open('given').key);
  });

  test('that is renewed is kept', () => {
    const keyStore = open();
    const before = keyStore.key;
    expect(keyStore.renew()).toBe(keyStore.key);
    expect(keyStore.key).not.toBe(before);
    expect(open().key).toBe(keyStore.key);
  });

  test('that was given and revoked stays revoked', () => {
    const keyStore = open('given');
    const next = keyStore.renew();
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
      /^The presenter's key cannot be kept \(.+\)\. Until it can be, a restart makes another\. See --key and --data\.$/,
    );
  });

  describe('that cannot be kept', () => {
    beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] }));
    afterEach(() => vi.useRealTimers());

    test('is kept as soon as it can be, with those who signed out, and nothing is left of the tries', () => {
      const place = join(folder, 'data');
      writeFileSync(place, '');
      const keyStore = open(undefined, place);
      const presenters = new Presenters(keyStore);
      const cookie = sent(presenters.cookie(scope, NOW));
      presenters.signOut(cookie, NOW);
      vi.advanceTimersByTime(60_000);
      expect(reports).toHaveLength(2);
      rmSync(place);
      // The slower it was to fail, the later it is tried again.
      vi.advanceTimersByTime(60_000);
      expect(reports.slice(2).sort()).toEqual(
        ['presenter-key', 'signed-out'].map(
          (name) => `${join(place, name)}.json is written again, with all that is known.`,
        ),
      );
      expect(readdirSync(place).sort()).toEqual(['presenter-key.json', 'signed-out.json']);
      expect(open(undefined, place).key).toBe(keyStore.key);
      expect(new Presenters(open(undefined, place)).has(cookie, NOW)).toBe(false);
    });

    test('is kept at the end where it can be by then', () => {
      const place = join(folder, 'data');
      writeFileSync(place, '');
      const keyStore = open(undefined, place);
      rmSync(place);
      keyStore.retry();
      expect(open(undefined, place).key).toBe(keyStore.key);
    });

    test('makes the revoked one worthless at a restart all the same, where that can be', () => {
      const { key, renew } = open();
      const file = join(folder, 'presenter-key.json');
      // Nothing can be put in the place of a folder, and it is not removed as a file is.
      rmSync(file);
      mkdirSync(join(file, 'in-the-way'), { recursive: true });
      renew();
      expect(reports.at(-1)).toMatch(
        /cannot be kept \(.+\)\. Until it can be, a restart brings the former one back, and all who had it\. See --key and --data\.$/,
      );
      expect(readdirSync(folder)).toEqual(['presenter-key.json']);
      rmSync(file, { recursive: true });
      vi.advanceTimersByTime(60_000);
      expect(open().key).not.toBe(key);
    });
  });

  test.each([
    ['linux', {}, '/home/ada/.local/state/lectern'],
    ['linux', { XDG_STATE_HOME: '/state' }, '/state/lectern'],
    ['linux', { XDG_STATE_HOME: 'state' }, '/home/ada/.local/state/lectern'],
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
    expect(by().clearCookie(scope)).toMatch(
      /^lectern-[\w-]{8}=; Path=\/; Max-Age=0; HttpOnly; SameSite=Lax$/,
    );
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
  const right = { signedIn: true };
  const wrong = { signedIn: false, wait: 0 };
  const later = { signedIn: false, wait: 1 };
  afterEach(() => vi.useRealTimers());

  test('wants the key', async () => {
    expect(await by().tryKey('the key', 'here', NOW)).toEqual(right);
    for (const key of ['', 'The key', 'the key ', 'x'.repeat(5000)]) {
      expect(await by().tryKey(key, 'here', NOW)).toEqual(wrong);
    }
  });

  test('has wrong keys wait for longer and longer, for a while', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const presenters = by();
    const took = async (address = 'here', now = NOW) => {
      let isOver = false;
      const judged = presenters.tryKey('wrong', address, now).then((result) => {
        isOver = true;
        return result;
      });
      let waited = 0;
      for (; waited < 10_000; waited += 100) {
        await vi.advanceTimersByTimeAsync(waited === 0 ? 0 : 100);
        if (isOver) break;
      }
      expect(await judged).toEqual(wrong);
      return waited;
    };
    const waits = [];
    for (let i = 0; i < 16; i++) waits.push(await took());
    expect(waits).toEqual([...Array(10).fill(0), 100, 200, 400, 800, 1500, 1500]);
    expect(await took('elsewhere')).toBe(0);
    expect(await took('here', NOW + 60_000)).toBe(0);
  });

  test('judges some forty keys of an address in a second, and turns the others away', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const presenters = by();
    const seen = { judged: 0, turnedAway: 0 };
    // 4,000 in two seconds, each of them another one.
    for (let passed = 0; passed < 2000; passed += 10) {
      for (let i = 0; i < 20; i++) {
        presenters.tryKey(`wrong ${passed} ${i}`, 'here', NOW + passed).then((result) => {
          if (!result.signedIn && result.wait === 0) seen.judged++;
          else seen.turnedAway++;
        });
      }
      await vi.advanceTimersByTimeAsync(10);
    }
    await vi.advanceTimersByTimeAsync(2000);
    expect(seen.judged + seen.turnedAway).toBe(4000);
    expect(seen.judged).toBeLessThan(250);
  });

  test('turns the right key away once at the most, however many wrong ones come from its address', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const presenters = by();
    const flood = (now: number) => {
      for (let i = 0; i < 3000; i++) void presenters.tryKey(`wrong ${now} ${i}`, 'here', now);
    };
    flood(NOW);
    expect(await presenters.tryKey('the key', 'here', NOW)).toEqual(later);
    flood(NOW + 100);
    // Too soon to have come back by the page's own doing.
    expect(await presenters.tryKey('the key', 'here', NOW + 200)).toEqual(later);
    flood(NOW + 300);
    expect(await presenters.tryKey('the key', 'here', NOW + 400)).toEqual(right);
    await vi.runAllTimersAsync();
  });

  test('by a phone’s token has the same pace, and the right one its turn', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const presenters = by();
    const { token } = await presenters.makeToken([], NOW);
    for (let i = 0; i < 3000; i++) void presenters.tryToken(`wrong ${i}`, 'here', NOW);
    expect(await presenters.tryToken(token, 'here', NOW)).toEqual(later);
    expect(await presenters.tryToken(token, 'here', NOW + 500)).toEqual(right);
    await vi.runAllTimersAsync();
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
  test('is worth something once', async () => {
    const presenters = by();
    const { token, expires } = await presenters.makeToken([], NOW);
    expect(expires).toBe(NOW + TOKEN_MS);
    expect(await presenters.tryToken(token, 'here', NOW)).toEqual({ signedIn: true });
    expect(await presenters.tryToken(token, 'here', NOW)).toEqual({ signedIn: false, wait: 0 });
  });

  test('is worth nothing after two minutes', async () => {
    const presenters = by();
    const { token } = await presenters.makeToken([], NOW);
    expect(await presenters.tryToken(token, 'here', NOW + TOKEN_MS)).toEqual({ signedIn: false, wait: 0 });
  });

  test('has a name that tells what has become of it, for as long as it is good', async () => {
    const presenters = by();
    const { token, name } = await presenters.makeToken([], NOW);
    const other = await presenters.makeToken([], NOW);
    expect(await presenters.tokenState(name, NOW)).toBe('open');
    await presenters.tryToken(token, 'here', NOW);
    const states = (now: number) =>
      Promise.all([name, other.name].map((each) => presenters.tokenState(each, now)));
    expect(await states(NOW)).toEqual(['redeemed', 'open']);
    expect(await states(NOW + TOKEN_MS)).toEqual(['gone', 'gone']);
    for (let more = 0; more < 50; more++) await presenters.makeToken([], NOW);
    expect(await presenters.tokenState(other.name, NOW)).toBe('gone');
  });

  test('gives way to newer ones', async () => {
    const presenters = by();
    const made = await Promise.all(Array.from({ length: 60 }, () => presenters.makeToken([], NOW)));
    const tokens = made.map(({ token }) => token);
    const results = await Promise.all(tokens.map((token) => presenters.tryToken(token, token, NOW)));
    expect(tokens.filter((_, at) => results[at]?.signedIn)).toEqual(tokens.slice(10));
  });
});

describe('signing out', () => {
  test('makes tokens worthless that were made in that browser, and no others', async () => {
    const presenters = by();
    const [one, two] = [sent(presenters.cookie(scope, NOW)), sent(presenters.cookie(scope, NOW))];
    const made = (cookie: string) => presenters.makeToken(presenters.sessions(cookie, NOW), NOW);
    const [gone, both, other] = [await made(one), await made(`${one}; ${two}`), await made(two)];
    presenters.signOut(one, NOW);
    const names = [gone, both, other].map(({ name }) => name);
    expect(await Promise.all(names.map((name) => presenters.tokenState(name, NOW)))).toEqual([
      'gone',
      'gone',
      'open',
    ]);
    expect((await presenters.tryToken(gone.token, 'here', NOW)).signedIn).toBe(false);
    expect((await presenters.tryToken(both.token, 'here', NOW)).signedIn).toBe(false);
    expect((await presenters.tryToken(other.token, 'here', NOW)).signedIn).toBe(true);
  });

  test('makes copies of the cookie worthless, and no other session’s', () => {
    const presenters = by();
    const [one, two] = [sent(presenters.cookie(scope, NOW)), sent(presenters.cookie(scope, NOW))];
    expect(presenters.signOut(one, NOW)).toEqual([one.split(/[=.]/)[1]]);
    expect([presenters.has(one, NOW), presenters.has(two, NOW)]).toEqual([false, true]);
    expect(presenters.signOut(one, NOW)).toEqual([]);
    expect(presenters.signOut('lectern-x=a.1.b', NOW)).toEqual([]);
  });

  test('is remembered over a restart, for as long as the cookie could last, by all who share the folder', () => {
    const [first, beside] = [by(), by()];
    const cookie = sent(first.cookie(scope, NOW));
    const other = sent(first.cookie(scope, NOW));
    first.signOut(cookie, NOW);
    beside.signOut(other, NOW);
    expect(statSync(join(folder, 'signed-out.json')).mode & 0o777).toBe(0o600);
    expect([by().has(cookie, NOW), by().has(other, NOW)]).toEqual([false, false]);
    const later = NOW + (COOKIE_SECONDS + 1) * 1000;
    const next = sent(first.cookie(scope, later));
    first.signOut(next, later);
    expect(Object.keys(JSON.parse(readFileSync(join(folder, 'signed-out.json'), 'utf8')))).toEqual([
      next.split(/[=.]/)[1],
    ]);
  });

  test('is kept again where the folder was deleted', () => {
    const keyStore = open('the key');
    const presenters = new Presenters(keyStore);
    const cookie = sent(presenters.cookie(scope, NOW));
    presenters.signOut(cookie, NOW);
    rmSync(join(folder, 'signed-out.json'));
    keyStore.rewrite();
    expect(by().has(cookie, NOW)).toBe(false);
  });

  test('that cannot be kept holds until a restart, and says so', () => {
    const place = join(folder, 'file');
    writeFileSync(place, '');
    const presenters = new Presenters(open('the key', place));
    const cookie = sent(presenters.cookie(scope, NOW));
    presenters.signOut(cookie, NOW);
    expect(presenters.has(cookie, NOW)).toBe(false);
    expect(reports[0]).toMatch(
      /^A presenter who signed out cannot be noted \(.+\)\. Until that can be, a restart forgets it; “Sign out everyone” makes a new key\. See --data\.$/,
    );
  });
});

test('revoking leaves nothing of the old key', async () => {
  const presenters = by();
  const cookie = sent(presenters.cookie(scope, NOW));
  const { token } = await presenters.makeToken([], NOW);
  const key = presenters.revoke();
  expect(presenters.has(cookie, NOW)).toBe(false);
  expect((await presenters.tryToken(token, 'here', NOW)).signedIn).toBe(false);
  expect((await presenters.tryKey('the key', 'here', NOW)).signedIn).toBe(false);
  expect((await presenters.tryKey(key, 'here', NOW)).signedIn).toBe(true);
});
