/**
 * Attack: becoming a presenter without the key, by forged cookies, tokens used twice, pages of other sites, other
 * host names.
 */
import { createHmac } from 'node:crypto';
import { WebSocket } from 'ws';
import { ask } from '../ask.ts';
import { type Attack, type Context, KEY, SECRET, type Target } from '../context.ts';

/** Returns forged cookies; each must give no more than the audience's rights. */
function forgeries(cookie: string): readonly string[] {
  const [name = '', value = ''] = cookie.split('=', 2);
  const [random = '', time = '', signature = ''] = value.split('.');
  const sign = (key: string, text: string) => createHmac('sha256', key).update(text).digest('base64url');
  const later = String(Number(time) + 1);
  return [
    `${name}=`,
    `${name}=${random}`,
    `${name}=${random}.${time}`,
    `${name}=${random}.${time}.`,
    `${name}=${random}.${later}.${signature}`,
    `${name}=${random}x.${time}.${signature}`,
    `${name}=.${time}.${signature}`,
    `${name}=${random}.${time}.${signature.slice(0, -1)}`,
    `${name}=${random}.${time}.${signature}=`,
    `${name}=${random}.${time}.${signature.toLowerCase()}`,
    `${name}=${random}.${time}.${sign('', `lectern cookie ${random}.${time}`)}`,
    `${name}=${random}.${time}.${sign('lectern', `lectern cookie ${random}.${time}`)}`,
    `${name}=${random}.99999999999.${sign(KEY, `${random}.99999999999`)}`,
    `${name}=${KEY}`,
    `${name.slice(0, -1)}=${value}`,
    `x${name}=${value}`,
    `${name}%3D${value}`,
    'role=presenter; presenter=1; admin=true',
    `${name}=null`,
    `${name}=${'a'.repeat(4_000)}`,
  ];
}

/** Host names that an attacker could make resolve to this machine (DNS rebinding). */
const STRANGE_HOSTS: readonly string[] = [
  'evil.example',
  'evil.example:80',
  'localhost.evil.example',
  '127.0.0.1.evil.example',
  'local',
  'evil.example@localhost',
  'localhost@evil.example',
  'localhost#evil.example',
  'xn--lcalhost-r4a',
];

const STRANGE_ORIGINS: readonly string[] = [
  'http://evil.example',
  'https://evil.example',
  'null',
  'file://',
  'http://127.0.0.1',
  'http://localhost:1',
  'http://127.0.0.1.evil.example',
  'chrome-extension://abcdefgh',
  '',
];

/** Number of phones that redeem one token at the same moment. */
const REDEMPTIONS = 50;

/** A forged cookie may do no more than read as the audience. */
export const roles: Attack = {
  name: 'roles',
  about: '20 forged cookies, 50 redemptions of one token at once, pages of other sites, other host names',
  quick: true,
  async run(context) {
    const target = await context.serve();
    const cookie = await target.signIn();
    const known = await ask(target.port, '/talk/speaker', { headers: { cookie } });
    if (known.status !== 200 || !known.text.includes(SECRET)) return ['The key itself does not sign in.'];
    const parts = [cookies, redemptions, otherSites, otherNames];
    const findings: string[] = [];
    for (const part of parts) findings.push(...(await part(context, target, cookie)));
    return findings;
  },
};

async function cookies(context: Context, target: Target, cookie: string): Promise<string[]> {
  const findings: string[] = [];
  for (const forged of forgeries(cookie)) {
    for (const path of ['/talk/speaker', '/talk/speaker/log.jsonl', '/talk/speaker/runs.json']) {
      context.count();
      const { status, text } = await ask(target.port, path, { headers: { cookie: forged } });
      if (status !== 401 || text.includes(SECRET))
        findings.push(`${path} answers ${status} to ${forged.slice(0, 60)}.`);
    }
    const role = await roleOf(target, { cookie: forged });
    if (role !== 'audience') findings.push(`A socket with ${forged.slice(0, 60)} is ${role}.`);
  }
  return findings;
}

async function redemptions(context: Context, target: Target, cookie: string): Promise<string[]> {
  const headers = { cookie, origin: target.url };
  const made = await ask(target.port, '/talk/speaker/phone', { method: 'POST', headers });
  const token = /token=([\w-]+)/.exec(made.text)?.[1] ?? '';
  const form = { 'content-type': 'application/x-www-form-urlencoded', origin: target.url };
  const redeem = () =>
    ask(target.port, '/talk/speaker', { method: 'POST', headers: form, body: `token=${token}` });
  // A link preview must not use it up.
  await ask(target.port, `/talk/speaker?token=${token}`);
  const answers = await Promise.all(Array.from({ length: REDEMPTIONS }, redeem));
  context.count(REDEMPTIONS);
  const signedIn = answers.filter(({ headers }) => headers['set-cookie'] !== undefined).length;
  return signedIn === 1 ? [] : [`One token signed ${signedIn} phones in.`];
}

async function otherSites(context: Context, target: Target, cookie: string): Promise<string[]> {
  const findings: string[] = [];
  for (const origin of [undefined, ...STRANGE_ORIGINS]) {
    const headers = { cookie, ...(origin !== undefined && { origin }) };
    for (const path of ['/talk/speaker/phone', '/talk/speaker/revoke', '/talk/speaker/sign-out']) {
      context.count();
      const { status } = await ask(target.port, path, { method: 'POST', headers });
      if (status !== 403) findings.push(`POST ${path} from ${origin ?? 'nowhere'} answers ${status}.`);
    }
    context.count();
    const role = origin === undefined || (await roleOf(target, headers));
    if (role !== true && role !== 'refused with 403') findings.push(`A socket from ${origin} is ${role}.`);
  }
  const after = await ask(target.port, '/talk/speaker', { headers: { cookie } });
  if (after.status !== 200) findings.push(`The presenter was signed out: ${after.status}.`);
  return findings;
}

async function otherNames(context: Context, target: Target, cookie: string): Promise<string[]> {
  const findings: string[] = [];
  for (const host of STRANGE_HOSTS) {
    for (const path of [
      '/',
      '/talk/',
      '/talk/speaker',
      `/talk/speaker?key=${KEY}`,
      '/talk/speaker/runs.json',
    ]) {
      context.count();
      const { status } = await ask(target.port, path, { headers: { cookie, host } });
      if (status !== 421 && status !== 400) findings.push(`${path} answers ${status} to Host: ${host}.`);
    }
    const role = await roleOf(target, { cookie, host });
    if (!/refused with (421|400)/.test(role)) findings.push(`A socket to Host: ${host} is ${role}.`);
  }
  return findings;
}

/** Returns the role of a socket that is opened with these headers. */
function roleOf({ port }: Target, headers: Readonly<Record<string, string>>): Promise<string> {
  return new Promise((resolve) => {
    const socket = new WebSocket(`ws://127.0.0.1:${port}/talk/live`, { headers });
    socket.once('message', (data) => {
      // The server's first message is a `Welcome`.
      resolve(JSON.parse(String(data)).role);
      socket.terminate();
    });
    socket.once('unexpected-response', (request, { statusCode }) => {
      resolve(`refused with ${statusCode}`);
      request.destroy();
    });
    socket.on('error', (error) => resolve(`refused: ${error.message}`));
  });
}
