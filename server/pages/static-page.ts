/** A page for a site without a server: what the server would say beside it stands in it. */
import { escapeHtml } from '../deck/html/escape.ts';

/** What a page is given. */
export interface StaticPage {
  /** The Content-Security-Policy that the server sends with it. */
  readonly policy: string | undefined;
  /** Further elements of its head. */
  readonly tags: readonly string[];
  /** It stands in a folder of its own below the place that its addresses are relative to. */
  readonly isBelow?: boolean;
}

/** How each kind of page begins where its scripts look for a room. Before it, styles and titles can hold no tag. */
const BODIES = ['<body class="reveal-viewport"><main class="reveal"', '<body data-deck='];

/** Says on the page that there is no server: its deck's room is the windows of the browser. */
export function staticPage(html: string, { policy, tags, isBelow = false }: StaticPage): string {
  const first = [
    policy === undefined ? '' : policyTag(policy, isBelow),
    // Scripts and styles have no addresses of their own to set right.
    isBelow ? '<base href="../">' : '',
  ].join('');
  const end = html.indexOf('</head>');
  const head = html.slice(0, end).replace(CHARSET, () => CHARSET + first);
  return head + tags.join('') + withoutServer(html.slice(end));
}

const CHARSET = '<meta charset="utf-8">';

/** Pages may not say who may frame them, and a page that sets its base says so itself. */
function policyTag(policy: string, hasBase: boolean): string {
  const stated = policy
    .split('; ')
    .filter((directive) => !directive.startsWith('frame-ancestors'))
    .map((directive) => (hasBase && directive.startsWith('base-uri') ? "base-uri 'self'" : directive));
  return `<meta http-equiv="Content-Security-Policy" content="${escapeHtml(stated.join('; '))}">`;
}

function withoutServer(body: string): string {
  const found = BODIES.find((start) => body.startsWith(start, body.indexOf('<body')));
  if (found === undefined) return body;
  return body.replace(found, () =>
    found.endsWith('=')
      ? `<body data-room="windows"${found.slice('<body'.length)}`
      : `${found} data-room="windows"`,
  );
}
