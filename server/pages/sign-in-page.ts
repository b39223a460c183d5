/** Writes the sign-in page for presenters: by the key, or by a phone's one-time token. */
import { escapeHtml } from '../deck/html/escape.ts';
import { contentPolicy } from './content-policy.ts';
import type { PageShell } from './error-page.ts';

/** Why the page is shown. */
export type SignInCause =
  | { readonly kind: 'key' }
  | { readonly kind: 'wrong-key' }
  | { readonly kind: 'wrong-token' }
  /** The key was not checked, and has to be sent again after this many seconds. */
  | { readonly kind: 'later'; readonly seconds: number }
  /** A link with a token must not redeem it, since programs that show link previews open it, too. */
  | { readonly kind: 'token'; readonly token: string };

/**
 * Sends a key again for as long as the server says "later", so that the presenter need not; also a key from the
 * address. A random wait keeps an audience from returning all at once. If the script or the network fails, the
 * form is submitted normally.
 */
export const signInScript = `
const main = document.querySelector('main');
const send = async (body) => {
  for (;;) {
    const answer = await fetch('speaker', { method: 'POST', body, redirect: 'manual' });
    if (answer.type === 'opaqueredirect') return location.replace('speaker');
    const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
    const isLater = answer.status === 429;
    main.querySelector('[role=alert]')?.remove();
    if (isLater) main.querySelector('h1').after(page.querySelector('[role=alert]'));
    else main.replaceChildren(...page.querySelector('main').childNodes);
    if (!isLater) return listen();
    await new Promise((resolve) => setTimeout(resolve, 400 + 400 * Math.random()));
  }
};
const listen = () => {
  const form = main.querySelector('form');
  form.querySelector('input:not([type=hidden]), button').focus();
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    form.querySelector('button').disabled = true;
    send(new URLSearchParams(new FormData(form))).catch(() => form.submit());
  });
};
listen();
const key = new URLSearchParams(location.search).get('key');
if (key !== null && 'later' in main.dataset)
  send(new URLSearchParams({ key })).catch(() => location.reload());
`;

/** The page's policy: no other script. */
export const signInPolicy = contentPolicy(signInScript);

/** Writes the page. Its addresses are relative to `/<deck>/speaker`. */
export function signInPage({ fontFaces, styles, icon }: PageShell, cause: SignInCause): string {
  const title = cause.kind === 'token' ? 'Present from this device' : 'Present this deck';
  return [
    '<!doctype html><html lang="en"><head><meta charset="utf-8">',
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    `<title>${title}</title><meta name="robots" content="noindex">`,
    `<link rel="icon" href="${escapeHtml(icon)}">`,
    `<style>${fontFaces}</style><style>${styles}</style></head>`,
    `<body><main class="message"${cause.kind === 'later' ? ' data-later' : ''}>`,
    `<h1>${title}</h1>`,
    ...trouble(cause),
    ...(cause.kind === 'token' ? tokenForm(cause.token) : keyForm),
    '<p><a href="./">The slides, for the audience</a></p>',
    `</main><script type="module">${signInScript}</script></body></html>\n`,
  ].join('\n');
}

/** All variants of the page, for subsetting fonts to their text. */
export const signInCauses: readonly SignInCause[] = [
  { kind: 'key' },
  { kind: 'wrong-key' },
  { kind: 'wrong-token' },
  { kind: 'later', seconds: 1 },
  { kind: 'token', token: '' },
];

const keyForm = [
  '<p>The presenter’s link, which the server printed when it started, signs this browser in. So does its key.</p>',
  '<form method="post" action="speaker">',
  '<p><label for="key">Key</label>',
  '<input id="key" name="key" type="password" autocomplete="current-password" required autofocus></p>',
  '<p><button>Sign in</button></p></form>',
];

function tokenForm(token: string): string[] {
  return [
    '<p>This device will lead the slides and show the notes.</p>',
    '<form method="post" action="speaker">',
    `<input name="token" type="hidden" value="${escapeHtml(token)}">`,
    '<p><button autofocus>Present from here</button></p></form>',
  ];
}

function trouble(cause: SignInCause): string[] {
  const alert = (text: string) => [`<p role="alert"><strong>${text}</strong></p>`];
  switch (cause.kind) {
    case 'wrong-key':
      return alert('That is not the key.');
    case 'wrong-token':
      return alert('This code was used before, or is more than two minutes old. Make another one.');
    case 'later':
      return alert('Many keys are being tried here. This page brings yours again by itself.');
    default:
      return [];
  }
}
