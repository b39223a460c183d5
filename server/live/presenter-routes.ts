/** Routes for presenters: signing in and out, and what only they may read. */

import type { Context, Hono } from 'hono';
import type { Presenters, SignIn } from '../auth/presenters.ts';
import { TOKEN_MS } from '../auth/tokens.ts';
import type { Caller, Callers } from '../http/caller.ts';
import { addressHere } from '../http/reached-address.ts';
import { type Env, nodeOf } from '../http/request.ts';
import { textResponse } from '../http/send.ts';
import { commonHeaders } from '../http/variants.ts';
import { type PageShell, shellAt } from '../pages/error-page.ts';
import type { SignInCause } from '../pages/sign-in-page.ts';
import { wayToDeck, wayToSite } from '../wire/deck-address.ts';
import type { Invitation, PhoneState, Runs } from '../wire/speaker-answers.ts';
import type { Observe } from './live-event.ts';
import { type Entry, encodeEntry } from './room/log-entry.ts';
import { summarizeRuns } from './runs.ts';
import type { Shown } from './shown.ts';

/** Bytes of a key or token with everything that a form adds. */
const MAX_FORM_BYTES = 4096;

/** The part of the hub that the routes use. */
export interface Rooms {
  /** Returns the entries of a deck's log. */
  entries(deck: string): Promise<readonly Entry[]>;
  /** Returns what has been shown of a deck. */
  shown(deck: string): Promise<Shown>;
  /** Closes the connections of presenters, of one session or all. */
  dismissPresenters(session?: string): void;
}

/** What the routes need. */
export interface PresenterRoutes {
  readonly base: string;
  readonly presenters: Presenters;
  readonly callers: Callers;
  readonly rooms: Rooms;
  readonly hasDeck: (name: string) => boolean;
  /** The deck at the root of the site, if there is one. */
  readonly atRoot?: string | undefined;
  readonly frame: () => PageShell;
  /**
   * Returns the address at which other devices reach the server, ending in a slash; undefined where they
   * cannot.
   */
  readonly audienceAddress: () => string | undefined;
  /** Called with the new key. */
  readonly revoked: (key: string) => void;
  /** Is told who signs in and out, where somebody wants to know. */
  readonly observe?: Observe | undefined;
}

/** Mounts the routes. Requests that they do not answer go on to routes mounted later. */
export function mountPresenterRoutes(app: Hono<Env>, routes: PresenterRoutes): void {
  const { base, presenters, callers, rooms, hasDeck, atRoot, frame, observe } = routes;
  const home = atRoot === undefined ? `${base}/:deck{.+}` : base;
  const path = (rest: string) => `${home}/speaker${rest}` as const;
  const deckOf = (c: Context<Env, string>) => atRoot ?? c.req.param('deck') ?? '';

  app.get(path(''), async (c, next) => {
    if (!hasDeck(deckOf(c))) return next();
    const key = c.req.query('key');
    if (key !== undefined)
      return enter(c, await presenters.tryKey(key, addressOf(c), performance.now()), 'wrong-key');
    if (isPresenter(c)) {
      await presenters.unlock();
      return next();
    }
    const token = c.req.query('token');
    return signIn(c, token === undefined ? { kind: 'key' } : { kind: 'token', token });
  });

  app.post(path(''), async (c) => {
    const refusal = refuse(c);
    if (refusal) return refusal;
    const { key, token } = await readForm(c);
    const now = performance.now();
    if (token !== undefined)
      return enter(c, await presenters.tryToken(token, addressOf(c), now), 'wrong-token');
    return enter(c, await presenters.tryKey(key ?? '', addressOf(c), now), 'wrong-key');
  });

  app.post(path('/phone'), async (c) => {
    const refusal = refuse(c) ?? refuseAudience(c);
    if (refusal) return refusal;
    const sessions = presenters.sessions(cookies(c), Date.now());
    const { token, name } = await presenters.makeToken(sessions, performance.now());
    const expires = Date.now() + TOKEN_MS;
    const way = atRoot === undefined ? wayToDeck(deckOf(c)) : '';
    const address = `${otherDevices(c)}${way}speaker?token=${token}`;
    return Response.json({ address, name, expires } satisfies Invitation, { headers: privately });
  });

  // Polled every second while the QR code is on the screen.
  app.get(path('/phone/:name'), async (c, next) => {
    if (!hasDeck(deckOf(c))) return next();
    const refusal = refuseAudience(c);
    if (refusal) return refusal;
    const state = await presenters.tokenState(c.req.param('name') ?? '', performance.now());
    return Response.json({ state } satisfies PhoneState, { headers: privately });
  });

  app.post(path('/sign-out'), (c) => {
    const refusal = refuse(c);
    if (refusal) return refusal;
    const ended = presenters.signOut(cookies(c), Date.now());
    for (const session of ended) rooms.dismissPresenters(session);
    if (ended.length > 0) observe?.({ type: 'sign-out', deck: deckOf(c) });
    return redirect('../', presenters.clearCookie(scopeOf(c)));
  });

  app.post(path('/revoke'), (c) => {
    const refusal = refuse(c) ?? refuseAudience(c);
    if (refusal) return refusal;
    routes.revoked(presenters.revoke());
    rooms.dismissPresenters();
    observe?.({ type: 'revocation', deck: deckOf(c) });
    return redirect('../speaker', presenters.cookie(scopeOf(c), Date.now()));
  });

  app.get(path('/runs.json'), async (c, next) => {
    const deck = deckOf(c);
    if (!hasDeck(deck)) return next();
    const refusal = refuseAudience(c);
    if (refusal) return refusal;
    const runs = summarizeRuns(await rooms.entries(deck));
    return Response.json({ runs } satisfies Runs, { headers: privately });
  });

  app.get(path('/log.jsonl'), async (c, next) => {
    const deck = deckOf(c);
    if (!hasDeck(deck)) return next();
    const refusal = refuseAudience(c);
    if (refusal) return refusal;
    const lines = (await rooms.entries(deck)).map(encodeEntry).join('');
    const name = `${deck.replace(/[^\w.-]/g, '_')}.jsonl`;
    const disposition = `attachment; filename="${name}"`;
    const headers = { 'content-type': 'application/x-ndjson', 'content-disposition': disposition };
    return new Response(lines, { headers: { ...privately, ...headers } });
  });

  /** Refuses a POST from another site's page, which must not act in a presenter's name. */
  function refuse(c: Context<Env, string>): Response | undefined {
    const { header } = callerOf(c);
    const origin = header('origin');
    if (origin === undefined || !callers.isOwnOrigin(origin, header('host') ?? new URL(c.req.url).host)) {
      const from = origin === undefined ? 'a request without Origin' : `pages of ${origin}`;
      return textResponse(403, `Only this server's own pages may do this, not ${from}. Is --url right?`);
    }
    if (!hasDeck(deckOf(c))) return textResponse(404, 'There is no deck at this address.');
    return undefined;
  }

  function refuseAudience(c: Context<Env, string>): Response | undefined {
    return isPresenter(c)
      ? undefined
      : textResponse(401, 'This is for presenters. Sign in at the speaker view.');
  }

  /** Signs a browser in by a redirect to the clean address, or shows what was wrong. */
  function enter(c: Context<Env, string>, result: SignIn, wrong: 'wrong-key' | 'wrong-token') {
    if (result.signedIn) {
      observe?.({ type: 'sign-in', deck: deckOf(c), by: wrong === 'wrong-key' ? 'key' : 'token' });
      return redirect('./speaker', presenters.cookie(scopeOf(c), Date.now()));
    }
    observe?.({ type: 'refusal', reason: result.wait > 0 ? 'too-many-keys' : wrong });
    return signIn(c, result.wait > 0 ? { kind: 'later', seconds: result.wait } : { kind: wrong });
  }

  async function signIn(c: Context<Env, string>, cause: SignInCause): Promise<Response> {
    const { signInPage, signInPolicy } = await import('../pages/sign-in-page.ts');
    const headers = {
      ...privately,
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': signInPolicy,
      ...(cause.kind === 'later' && { 'retry-after': String(cause.seconds) }),
    };
    const body =
      c.req.method === 'HEAD'
        ? null
        : signInPage(atRoot === undefined ? shellAt(frame(), wayToSite(deckOf(c))) : frame(), cause);
    return new Response(body, { status: cause.kind === 'later' ? 429 : 401, headers });
  }

  function isPresenter(c: Context<Env, string>): boolean {
    return presenters.has(cookies(c), Date.now());
  }

  function scopeOf(c: Context<Env, string>) {
    const caller = callerOf(c);
    return { path: callers.pathOf(caller), secure: callers.isSecure(caller) };
  }

  function addressOf(c: Context<Env, string>): string {
    return callers.addressOf(callerOf(c));
  }

  /** Returns the address for a phone: this one, unless only this machine can reach it. */
  function otherDevices(c: Context<Env, string>): string {
    const { address, isLocal } = addressHere(c, callerOf(c), callers);
    return isLocal ? (routes.audienceAddress() ?? address) : address;
  }
}

/** Headers of what is for presenters: stored by nobody, and the address sent to nobody. */
const privately = {
  ...commonHeaders,
  'cache-control': 'private, no-store',
  // `no-referrer` would make a form's Origin `null`; an origin contains no key.
  'referrer-policy': 'strict-origin',
} as const;

function redirect(location: string, cookie: string): Response {
  return new Response(null, { status: 303, headers: { ...privately, location, 'set-cookie': cookie } });
}

/** Returns what the server knows about a request's sender. */
export function callerOf(c: Context<Env, string>): Caller {
  return {
    header: (name) => c.req.header(name),
    remote: nodeOf(c).incoming?.socket.remoteAddress,
  };
}

function cookies(c: Context<Env, string>): string | undefined {
  return c.req.header('cookie');
}

/** Reads the key and token of a short form; ignores a form that is too long to be one of ours. */
async function readForm(c: Context<Env, string>): Promise<{ key?: string; token?: string }> {
  const length = Number(c.req.header('content-length') ?? Number.NaN);
  if (!(length <= MAX_FORM_BYTES)) return {};
  const form = new URLSearchParams(await c.req.text());
  const [key, token] = [form.get('key'), form.get('token')];
  return { ...(key !== null && { key }), ...(token !== null && { token }) };
}
