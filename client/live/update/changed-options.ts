/** The options for reveal.js that a save has changed, as far as an open page can take them up. */

/** What reveal.js is told, by name. */
export type Options = Readonly<Record<string, unknown>>;

/**
 * What reveal.js 6.0.2 reads when it starts and never again, what the slides' shape in this window was made of, and what
 * `Mover` sets while the room is live.
 */
const AT_START: ReadonlySet<string> = new Set(
  (
    'touch keyboard respondToHashChanges focusBodyOnPageVisibilityChange rtl ' +
    'width height narrowWidth autoSlide scrollActivationWidth view'
  ).split(' '),
);

/**
 * The options that differ, one that was taken away as it is by default; undefined where only a page that is loaded anew
 * can have them. `config` holds all of reveal.js's options, and `defaults` is where those are kept that were replaced.
 */
export function changedOptions(
  before: Options,
  after: Options,
  { config, defaults }: { readonly config: Options; readonly defaults: Map<string, unknown> },
): Options | undefined {
  const changed: Record<string, unknown> = {};
  for (const name of Object.keys({ ...before, ...after })) {
    if (JSON.stringify(before[name]) === JSON.stringify(after[name])) continue;
    if (AT_START.has(name)) return undefined;
    // Of what the page has said nothing yet, reveal.js has its own.
    if (!(name in before) && !defaults.has(name)) defaults.set(name, config[name]);
    if (!(name in after) && !defaults.has(name)) return undefined;
    changed[name] = name in after ? after[name] : defaults.get(name);
  }
  return changed;
}
