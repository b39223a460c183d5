/** Routes for presenters: signing in and out, and what only they may read. */

import type { Context, Hono } from 'hono';
import { TOKEN_MS } from '../../auth/tokens.ts';
import { addressHere } from '../../http/reached-address.ts';
import type { Env } from '../../http/request.ts';
import type { Invitation, PhoneState, Runs } from '../../wire/speaker-answers.ts';
import { encodeEntry } from '../room/log-entry.ts';
import {
  callerOf,
  cookies,
  PresenterGuard,
  type PresenterRoutes,
  privately,
  redirect,
} from './presenter-guard.ts';
import { summarizeRuns } from './runs.ts';

/** Bytes of a key or token with everything that a form adds. */
const MAX_FORM_BYTES = 4096;

/** Mounts the routes. Requests that they do not answer go on to routes mounted later. */
export function mountPresenterRoutes(app: Hono<Env>, routes: PresenterRoutes): void {
  const guard = new PresenterGuard(routes);
  mountSignIn(app, guard);
  mountInvitations(app, guard);
  mountLog(app, guard);
}

/** Mounts signing in, by key or token, and out. The speaker view itself is a page of the site. */
function mountSignIn(app: Hono<Env>, guard: PresenterGuard): void {
  const { presenters, rooms, observe, revoked } = guard.routes;

  app.get(guard.path(''), async (c, next) => {
    if (!guard.hasDeck(c)) return next();
    const key = c.req.query('key');
    if (key !== undefined)
      return guard.enter(c, await presenters.tryKey(key, guard.addressOf(c), performance.now()), 'wrong-key');
    if (guard.isPresenter(c)) {
      await presenters.unlock();
      return next();
    }
    const token = c.req.query('token');
    return guard.askToSignIn(c, token === undefined ? { kind: 'key' } : { kind: 'token', token });
  });

  app.post(guard.path(''), async (c) => {
    const refusal = guard.refuseForeign(c);
    if (refusal) return refusal;
    const { key, token } = await readForm(c);
    const now = performance.now();
    if (token !== undefined)
      return guard.enter(c, await presenters.tryToken(token, guard.addressOf(c), now), 'wrong-token');
    return guard.enter(c, await presenters.tryKey(key ?? '', guard.addressOf(c), now), 'wrong-key');
  });

  app.post(guard.path('/sign-out'), (c) => {
    const refusal = guard.refuseForeign(c);
    if (refusal) return refusal;
    const ended = presenters.signOut(cookies(c), Date.now());
    for (const session of ended) rooms.dismissPresenters(session);
    if (ended.length > 0) observe?.({ type: 'sign-out', deck: guard.deckOf(c) });
    return redirect('../', presenters.clearCookie(guard.scopeOf(c)));
  });

  app.post(guard.path('/revoke'), (c) => {
    const refusal = guard.refuseForeign(c) ?? guard.refuseAudience(c);
    if (refusal) return refusal;
    revoked(presenters.revoke());
    rooms.dismissPresenters();
    observe?.({ type: 'revocation', deck: guard.deckOf(c) });
    return redirect('../speaker', presenters.cookie(guard.scopeOf(c), Date.now()));
  });
}

/** Mounts invitations of phones, by a token in a QR code. */
function mountInvitations(app: Hono<Env>, guard: PresenterGuard): void {
  const { presenters, callers, audienceAddress } = guard.routes;

  app.post(guard.path('/phone'), async (c) => {
    const refusal = guard.refuseForeign(c) ?? guard.refuseAudience(c);
    if (refusal) return refusal;
    const sessions = presenters.sessions(cookies(c), Date.now());
    const { token, name } = await presenters.makeToken(sessions, performance.now());
    const expires = Date.now() + TOKEN_MS;
    // The phone's address is this one, unless only this machine can reach it.
    const { address: here, isLocal } = addressHere(c, callerOf(c), callers);
    const home = isLocal ? (audienceAddress() ?? here) : here;
    const address = `${home}${guard.wayTo(c)}speaker?token=${token}`;
    return Response.json({ address, name, expires } satisfies Invitation, { headers: privately });
  });

  // Polled every second while the QR code is on the screen.
  app.get(guard.path('/phone/:name'), async (c, next) => {
    if (!guard.hasDeck(c)) return next();
    const refusal = guard.refuseAudience(c);
    if (refusal) return refusal;
    const state = await presenters.tokenState(c.req.param('name') ?? '', performance.now());
    return Response.json({ state } satisfies PhoneState, { headers: privately });
  });
}

/** Mounts what is known of talks that were given. */
function mountLog(app: Hono<Env>, guard: PresenterGuard): void {
  const { rooms } = guard.routes;

  app.get(guard.path('/runs.json'), async (c, next) => {
    if (!guard.hasDeck(c)) return next();
    const refusal = guard.refuseAudience(c);
    if (refusal) return refusal;
    const runs = summarizeRuns(await rooms.entries(guard.deckOf(c)));
    return Response.json({ runs } satisfies Runs, { headers: privately });
  });

  app.get(guard.path('/log.jsonl'), async (c, next) => {
    if (!guard.hasDeck(c)) return next();
    const refusal = guard.refuseAudience(c);
    if (refusal) return refusal;
    const deck = guard.deckOf(c);
    const lines = (await rooms.entries(deck)).map(encodeEntry).join('');
    const name = `${deck.replace(/[^\w.-]/g, '_')}.jsonl`;
    const disposition = `attachment; filename="${name}"`;
    const headers = { 'content-type': 'application/x-ndjson', 'content-disposition': disposition };
    return new Response(lines, { headers: { ...privately, ...headers } });
  });
}

/** Reads the key and token of a short form; ignores a form that is too long to be one of ours. */
async function readForm(c: Context<Env, string>): Promise<{ key?: string; token?: string }> {
  const length = Number(c.req.header('content-length') ?? Number.NaN);
  if (!(length <= MAX_FORM_BYTES)) return {};
  const form = new URLSearchParams(await c.req.text());
  const [key, token] = [form.get('key'), form.get('token')];
  return { ...(key !== null && { key }), ...(token !== null && { token }) };
}
