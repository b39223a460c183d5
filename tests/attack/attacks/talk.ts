/**
 * Attack: a talk with many problems, over sockets: two presenters, a stale phone, a frozen page, a kill and an edited
 * deck, a revoked key.
 */
import { writeFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { ask } from '../ask.ts';
import { type Attack, type Context, KEY, TALK, type Target } from '../context.ts';
import { column, Peer } from '../room.ts';

/** The problems, all in one talk. */
const PARTS: readonly ((context: Context, talk: Talk) => Promise<readonly string[]>)[] = [
  twoPresenters,
  stalePhone,
  frozenPage,
  onceOnly,
  keyStaysNowhere,
  killed,
  revoked,
];

interface Talk {
  readonly target: Target;
  readonly deckFile: string;
}

/** Runs the parts one after the other. */
export const talk: Attack = {
  name: 'talk',
  about:
    'two presenters at once, a stale phone, a frozen page, a kill with an edited deck, tokens, sign-out and revoke',
  quick: true,
  async run(context) {
    const folder = context.folder(TALK);
    const target = await context.serve(folder, { words: ['--data', folder.at('data')] });
    const findings: string[] = [];
    for (const part of PARTS) {
      context.count();
      findings.push(...(await part(context, { target, deckFile: folder.at('decks/talk/deck.md') })));
    }
    return findings;
  },
};

/** Two presenters act at the same moment: one command is accepted, and everybody has the same state afterwards. */
async function twoPresenters(context: Context, { target }: Talk): Promise<string[]> {
  const cookie = await target.signIn();
  const [one, other, viewer] = await Promise.all([
    Peer.join(target, { cookie }),
    Peer.join(target, { cookie }),
    Peer.join(target),
  ]);
  const findings: string[] = [];
  for (let round = 0; round < 20; round++) {
    context.count();
    const { seq } = one.state;
    one.say({ type: 'go', position: column(1), seen: seq });
    other.say({ type: 'go', position: column(2), seen: seq });
    await Promise.all([one, other, viewer].map((peer) => peer.reach((state) => state.seq > seq)));
    await sleep(20);
    const known = new Set([one, other, viewer].map(({ state }) => `${state.seq} at ${state.position.h}`));
    if (known.size !== 1) findings.push(`Two presenters and a viewer know of ${[...known].join(', ')}.`);
    if (viewer.state.seq !== seq + 1) findings.push(`Of two that were based on ${seq}, both are accepted.`);
  }
  for (const peer of [one, other, viewer]) peer.leave();
  return findings;
}

/** A phone that slept sends old commands: they are refused, and it gets the room's state. */
async function stalePhone(_: Context, { target }: Talk): Promise<string[]> {
  const cookie = await target.signIn();
  const [laptop, phone] = await Promise.all([Peer.join(target, { cookie }), Peer.join(target, { cookie })]);
  const { seq: old } = phone.state;
  for (const h of [1, 2, 3]) await laptop.go(column(h));
  const { seq } = laptop.state;
  phone.say({ type: 'go', position: column(0), seen: old });
  phone.say({ type: 'pause', paused: true, seen: old });
  phone.say({ type: 'go', position: column(0), seen: seq, epoch: 'another-run' });
  await sleep(300);
  const { state } = laptop;
  for (const peer of [laptop, phone]) peer.leave();
  return state.seq === seq && !state.paused && state.position.h === 3
    ? []
    : ['A stale phone moves the room.'];
}

/** A viewer that stops reading gets the newest state, and few of those before it, when it reads again. */
async function frozenPage(_: Context, { target }: Talk): Promise<string[]> {
  const presenter = await Peer.join(target, { cookie: await target.signIn() });
  const viewer = await Peer.join(target);
  viewer.socket.pause();
  let told = 0;
  viewer.socket.on('message', () => {
    told++;
  });
  for (let step = 0; step < 200; step++) await presenter.go(column(step % 4));
  const { seq } = presenter.state;
  viewer.socket.resume();
  await viewer.reach((state) => state.seq === seq);
  for (const peer of [presenter, viewer]) peer.leave();
  return told > 80 ? [`A frozen page lives through ${told} of 200 steps when it wakes.`] : [];
}

/** A phone's token can be redeemed once; requesting its address does not use it up. */
async function onceOnly(_: Context, { target }: Talk): Promise<string[]> {
  const headers = { cookie: await target.signIn(), origin: target.url };
  const { text } = await ask(target.port, '/talk/speaker/phone', { method: 'POST', headers });
  const token = /token=([\w-]+)/.exec(text)?.[1] ?? '';
  const redeem = () =>
    ask(target.port, '/talk/speaker', {
      method: 'POST',
      body: `token=${token}`,
      headers: { origin: target.url, 'content-type': 'application/x-www-form-urlencoded' },
    });
  for (const method of ['GET', 'HEAD']) await ask(target.port, `/talk/speaker?token=${token}`, { method });
  const statuses = [(await redeem()).status, (await redeem()).status];
  return statuses.join() === '303,401' ? [] : [`A token is answered ${statuses.join(', then ')}.`];
}

/** The key redirects to an address without it, is in no page, and its response must not be cached. */
async function keyStaysNowhere(_: Context, { target }: Talk): Promise<string[]> {
  const entered = await ask(target.port, `/talk/speaker?key=${KEY}`);
  const cookie = await target.signIn();
  const page = await ask(target.port, '/talk/speaker', { headers: { cookie } });
  const { location, 'cache-control': cache, 'set-cookie': [set = ''] = [] } = entered.headers;
  return [
    ...(entered.status === 303 && !String(location).includes(KEY) ? [] : [`The key leads to ${location}.`]),
    ...(/no-store/.test(String(cache)) ? [] : ['The answer to the key may be kept.']),
    ...(/HttpOnly/.test(set) && /SameSite=Lax/.test(set) ? [] : [`The cookie is ${set}.`]),
    ...([entered.text, page.text, set].some((text) => text.includes(KEY)) ? ['The key is in a page.'] : []),
  ];
}

/** The server is killed, the deck edited, the server started: the room's position is still the same. */
async function killed(_: Context, { target, deckFile }: Talk): Promise<string[]> {
  const presenter = await Peer.join(target, { cookie: await target.signIn() });
  await presenter.go(column(1));
  await presenter.go({ slide: 'three', h: 2, v: 0, f: -1 });
  // Waits until the log is written; that no entry is lost at that moment is tested by another attack.
  await sleep(200);
  const { seq } = presenter.state;
  await target.kill();
  writeFileSync(deckFile, `# A slide before all others\n\n---\n\n${TALK['decks/talk/deck.md']}`);
  await target.restart();
  const viewer = await Peer.join(target);
  const { state } = viewer;
  viewer.leave();
  return state.seq === seq && state.position.slide === 'three'
    ? []
    : [`After a kill the room is at step ${state.seq}, ${state.position.slide}, not at ${seq}, three.`];
}

/** Revoking the key ends all other sessions at once, including those of sockets. */
async function revoked(_: Context, { target }: Talk): Promise<string[]> {
  const [mine, theirs] = [await target.signIn(), await target.signIn()];
  const thief = await Peer.join(target, { cookie: theirs });
  const headers = { cookie: mine, origin: target.url };
  const answer = await ask(target.port, '/talk/speaker/revoke', { method: 'POST', headers });
  const [renewed = ''] = answer.headers['set-cookie'] ?? [];
  const closed = await Promise.race([thief.closed, sleep(2_000, undefined)]);
  const statusOf = async (cookie: string) =>
    (await ask(target.port, '/talk/speaker', { headers: { cookie } })).status;
  const statuses = [
    await statusOf(theirs),
    await statusOf(mine),
    await statusOf(renewed.split(';', 1)[0] ?? ''),
  ];
  return [
    ...(closed === undefined ? ['A revoked presenter’s socket stays open.'] : []),
    ...(statuses.join() === '401,401,200'
      ? []
      : [`After a revoke cookies are answered ${statuses.join(', ')}.`]),
  ];
}
