/** Tells who asks the presenters' routes, for which deck, and refuses those who may not. */

import type { Context } from 'hono';
import type { Presenters, SignIn } from '../../auth/presenters.ts';
import type { Caller, Callers } from '../../http/caller.ts';
import { type Env, nodeOf } from '../../http/request.ts';
import { textResponse } from '../../http/send.ts';
import { commonHeaders } from '../../http/variants.ts';
import { type PageShell, shellAt } from '../../pages/error-page.ts';
import type { SignInCause } from '../../pages/sign-in-page.ts';
import { wayToDeck, wayToSite } from '../../wire/deck-address.ts';
import type { Observe } from '../live-event.ts';
import type { Entry } from '../room/log-entry.ts';
import type { Shown } from '../shown.ts';

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

/** A request to one of the routes. */
export type Asked = Context<Env, string>;

/** Looks at requests. */
export class PresenterGuard {
  readonly routes: PresenterRoutes;

  constructor(routes: PresenterRoutes) {
    this.routes = routes;
  }

  /** Returns the pattern of an address below the speaker view's. */
  path(rest: string): `${string}/speaker${string}` {
    const { base, atRoot } = this.routes;
    return `${atRoot === undefined ? `${base}/:deck{.+}` : base}/speaker${rest}`;
  }

  deckOf(c: Asked): string {
    return this.routes.atRoot ?? c.req.param('deck') ?? '';
  }

  /** Returns the way from the site to a request's deck. */
  wayTo(c: Asked): string {
    return this.routes.atRoot === undefined ? wayToDeck(this.deckOf(c)) : '';
  }

  hasDeck(c: Asked): boolean {
    return this.routes.hasDeck(this.deckOf(c));
  }

  isPresenter(c: Asked): boolean {
    return this.routes.presenters.has(cookies(c), Date.now());
  }

  addressOf(c: Asked): string {
    return this.routes.callers.addressOf(callerOf(c));
  }

  /** Returns what a cookie for this request holds for. */
  scopeOf(c: Asked) {
    const { callers } = this.routes;
    const caller = callerOf(c);
    return { path: callers.pathOf(caller), secure: callers.isSecure(caller) };
  }

  /** Refuses a POST from another site's page, which must not act in a presenter's name. */
  refuseForeign(c: Asked): Response | undefined {
    const { header } = callerOf(c);
    const origin = header('origin');
    const host = header('host') ?? new URL(c.req.url).host;
    if (origin === undefined || !this.routes.callers.isOwnOrigin(origin, host)) {
      const from = origin === undefined ? 'a request without Origin' : `pages of ${origin}`;
      return textResponse(403, `Only this server's own pages may do this, not ${from}. Is --url right?`);
    }
    if (!this.hasDeck(c)) return textResponse(404, 'There is no deck at this address.');
    return undefined;
  }

  refuseAudience(c: Asked): Response | undefined {
    if (this.isPresenter(c)) return undefined;
    return textResponse(401, 'This is for presenters. Sign in at the speaker view.');
  }

  /** Signs a browser in by a redirect to the clean address, or shows what was wrong. */
  enter(c: Asked, result: SignIn, wrong: 'wrong-key' | 'wrong-token'): Response | Promise<Response> {
    const { observe, presenters } = this.routes;
    if (result.signedIn) {
      observe?.({ type: 'sign-in', deck: this.deckOf(c), by: wrong === 'wrong-key' ? 'key' : 'token' });
      return redirect('./speaker', presenters.cookie(this.scopeOf(c), Date.now()));
    }
    observe?.({ type: 'refusal', reason: result.wait > 0 ? 'too-many-keys' : wrong });
    return this.askToSignIn(c, result.wait > 0 ? { kind: 'later', seconds: result.wait } : { kind: wrong });
  }

  /** Answers with the page on which to sign in. */
  async askToSignIn(c: Asked, cause: SignInCause): Promise<Response> {
    const { signInPage, signInPolicy } = await import('../../pages/sign-in-page.ts');
    const frame = this.routes.frame();
    const headers = {
      ...privately,
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': signInPolicy,
      ...(cause.kind === 'later' && { 'retry-after': String(cause.seconds) }),
    };
    const shell = this.routes.atRoot === undefined ? shellAt(frame, wayToSite(this.deckOf(c))) : frame;
    const body = c.req.method === 'HEAD' ? null : signInPage(shell, cause);
    return new Response(body, { status: cause.kind === 'later' ? 429 : 401, headers });
  }
}

/** Headers of what is for presenters: stored by nobody, and the address sent to nobody. */
export const privately = {
  ...commonHeaders,
  'cache-control': 'private, no-store',
  // `no-referrer` would make a form's Origin `null`; an origin contains no key.
  'referrer-policy': 'strict-origin',
} as const;

/** Redirects a browser, with a cookie. */
export function redirect(location: string, cookie: string): Response {
  return new Response(null, { status: 303, headers: { ...privately, location, 'set-cookie': cookie } });
}

/** Returns what the server knows about a request's sender. */
export function callerOf(c: Context<Env, string>): Caller {
  return {
    header: (name) => c.req.header(name),
    remote: nodeOf(c).incoming?.socket.remoteAddress,
  };
}

/** Returns a request's cookies. */
export function cookies(c: Context<Env, string>): string | undefined {
  return c.req.header('cookie');
}
