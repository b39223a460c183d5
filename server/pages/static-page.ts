/** Adapts a page to a site without a server: adds to it what the server would send in headers. */
import { escapeHtml } from '../deck/html/escape.ts';

/** What a page gets. */
export interface StaticPage {
  /** The Content-Security-Policy that the server sends with it. */
  readonly policy: string | undefined;
  /** More elements of its head. */
  readonly tags: readonly string[];
  /** The public address of its deck, for QR codes. */
  readonly address?: string | undefined;
  /** Whether it is in a folder of its own below the one that its addresses are relative to. */
  readonly isBelow?: boolean;
}

/** How the pages begin whose scripts look for a room. Nothing before it, in styles or titles, can contain a tag. */
const BODIES = ['<body class="reveal-viewport"><main class="reveal"', '<body data-deck='];

/** Marks a page as without a server: the room of its deck is the browser's windows. */
export function staticPage(html: string, { policy, tags, address, isBelow = false }: StaticPage): string {
  const first = [
    policy === undefined ? '' : policyTag(policy, isBelow),
    // Scripts and styles contain no relative addresses that would need this.
    isBelow ? '<base href="../">' : '',
  ].join('');
  const end = html.indexOf('</head>');
  const head = html.slice(0, end).replace(CHARSET, () => CHARSET + first);
  return head + tags.join('') + withoutServer(html.slice(end), address);
}

const CHARSET = '<meta charset="utf-8">';

/** Returns the policy as an element: `frame-ancestors` is invalid there, and a page with a base must allow it. */
function policyTag(policy: string, hasBase: boolean): string {
  const stated = policy
    .split('; ')
    .filter((directive) => !directive.startsWith('frame-ancestors'))
    .map((directive) => (hasBase && directive.startsWith('base-uri') ? "base-uri 'self'" : directive));
  return `<meta http-equiv="Content-Security-Policy" content="${escapeHtml(stated.join('; '))}">`;
}

function withoutServer(body: string, address: string | undefined): string {
  const found = BODIES.find((start) => body.startsWith(start, body.indexOf('<body')));
  if (found === undefined) return body;
  const marks = ` data-room="windows"${address === undefined ? '' : ` data-address="${escapeHtml(address)}"`}`;
  return body.replace(found, () =>
    found.endsWith('=') ? `<body${marks}${found.slice('<body'.length)}` : `${found}${marks}`,
  );
}
