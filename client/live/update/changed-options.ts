/** Determines which of reveal.js's options a save has changed, as far as an open page can apply them. */

/** reveal.js's options by name. */
export type Options = Readonly<Record<string, unknown>>;

/**
 * Options that reveal.js 6.0.2 reads only when it starts, that the slides' shape in this window depends on, or
 * that `Mover` sets while the room is live.
 */
const AT_START: ReadonlySet<string> = new Set(
  (
    'touch keyboard respondToHashChanges focusBodyOnPageVisibilityChange rtl ' +
    'width height narrowWidth autoSlide scrollActivationWidth view'
  ).split(' '),
);

/**
 * Returns the options that differ, with the default for one that was removed; undefined where only a reload can
 * apply them. `config` contains all of reveal.js's options, and `defaults` stores those that were replaced.
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
    // An option that the page did not set so far has reveal.js's default.
    if (!(name in before) && !defaults.has(name)) defaults.set(name, config[name]);
    if (!(name in after) && !defaults.has(name)) return undefined;
    changed[name] = name in after ? after[name] : defaults.get(name);
  }
  return changed;
}
