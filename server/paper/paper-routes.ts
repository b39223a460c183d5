/** Routes for printing, for presenters: whether it is possible, and each form, made on request. */

import type { Context, Hono } from 'hono';
import { nameAsFile } from '../files/deck-names.ts';
import type { Env } from '../http/request.ts';
import { textResponse } from '../http/send.ts';
import { commonHeaders } from '../http/variants.ts';
import type { Site } from '../site/site.ts';
import type { PaperAnswer } from '../wire/speaker-answers.ts';
import type { PaperForm, PrintJob } from './printer.ts';

/** A printer. */
export interface PaperSource {
  /** Returns whether this machine has a browser. */
  isThere(): Promise<boolean>;
  print(job: PrintJob): Promise<Uint8Array>;
}

/** What the routes need. */
export interface PaperRoutes {
  readonly source: PaperSource;
  readonly site: () => Site;
  readonly base: string;
  /** Returns the address at which others reach the server, ending in a slash. */
  readonly home: () => string | undefined;
  /** Called when something could not be printed. */
  readonly report: (message: string) => void;
}

const FORMS: Readonly<Record<string, PaperForm>> = {
  'slides.pdf': 'slides',
  'handout.pdf': 'handout',
  'notes.pdf': 'notes',
};

/** Mounts the routes, behind those that check the host. */
export function mountPaperRoutes(
  app: Hono<Env>,
  isPresenter: (c: Context<Env>) => boolean,
  { source, site, base, home, report }: PaperRoutes,
): void {
  const headers = { ...commonHeaders, 'cache-control': 'private, no-store' };
  const refuse = (c: Context<Env>) =>
    isPresenter(c) ? undefined : textResponse(401, 'This is for presenters. Sign in at the speaker view.');

  app.get(`${base}/:deck{.+}/speaker/paper.json`, async (c, next) => {
    if (!site().resources.has(`/${c.req.param('deck')}/`)) return next();
    const refusal = refuse(c);
    if (refusal) return refusal;
    return Response.json({ isThere: await source.isThere() } satisfies PaperAnswer, { headers });
  });

  app.get(`${base}/:deck{.+}/speaker/:file`, async (c, next) => {
    const { deck, file } = c.req.param();
    const form = Object.hasOwn(FORMS, file) ? FORMS[file] : undefined;
    if (form === undefined || !site().resources.has(`/${deck}/`)) return next();
    const refusal = refuse(c);
    if (refusal) return refusal;
    try {
      const pdf = await source.print({ site: site(), deck, form, home: home() });
      const own = nameAsFile(deck);
      const name = encodeURIComponent(form === 'slides' ? `${own}.pdf` : `${own}-${form}.pdf`);
      const disposition = `attachment; filename*=UTF-8''${name}`;
      return new Response(Buffer.from(pdf), {
        headers: { ...headers, 'content-type': 'application/pdf', 'content-disposition': disposition },
      });
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      report(`${deck} could not be printed: ${reason}`);
      return textResponse(503, `This could not be printed: ${reason}`);
    }
  });
}
