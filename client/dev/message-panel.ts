/**
 * The message panel of an author's page: mistakes stay until they are mended, warnings until they are
 * dismissed.
 */
import styles from './code-frames.css?inline';

/** A line of source, or the one with the caret below it. */
const QUOTED = /^[> ] +\d* *\|/;

/** Warnings shown; more would cover the slide that they are about. */
const SHOWN = 3;

/** Creates the panel of a deck's page, in a shadow root, since decks' own styles are for their slides. */
export function makeMessagePanel(deck: string) {
  const stored = `lectern-put-away ${deck}`;
  let away = new Set(readStored(stored));
  const host = document.createElement('div');
  host.setAttribute('role', 'status');
  const root = host.attachShadow({ mode: 'open' });
  const style = document.createElement('style');
  style.textContent = styles;
  const list = document.createElement('div');
  list.className = 'frames';
  root.append(style, list);
  let mistakes: readonly string[] = [];
  let warnings: readonly string[] = [];
  /** What the last version that compiled was warned of. */
  let known: readonly string[] = [];
  /** What was drawn last. */
  let drawn = '';
  const stay = (): void => document.body.append(host);
  stay();
  return {
    stay,
    /** Shows code frames. A dismissed warning that disappears counts as new when it comes back. */
    show(nextMistakes: readonly string[], nextWarnings: readonly string[]): void {
      mistakes = nextMistakes;
      // What a save has brought comes first: there is room for few.
      const ageOf = (text: string): number => known.indexOf(wordsOf(text));
      warnings = [...nextWarnings].sort((one, other) => ageOf(one) - ageOf(other));
      // While a deck does not compile, its warnings are unknown.
      if (mistakes.length === 0) {
        known = warnings.map(wordsOf);
        away = new Set(known.filter((words) => away.has(words)));
      }
      draw();
    },
  };

  function draw(): void {
    store(stored, [...away]);
    const left = warnings.filter((text) => !away.has(wordsOf(text)));
    // Every save of any deck brings a status, most of them the same one.
    const next = JSON.stringify([left, mistakes]);
    if (next === drawn) return;
    drawn = next;
    const more = left.length - SHOWN;
    keepFocus(() => {
      list.replaceChildren(
        ...left.slice(0, SHOWN).map(warningOf),
        ...(more > 0 ? [moreOf(more, left)] : []),
        ...mistakes.map(codeFrameElement),
      );
    });
  }

  /**
   * Has the focus stay on its button while all are replaced, or go to the next one if that button is gone: the next key
   * is not for the slides.
   */
  function keepFocus(replace: () => void): void {
    const buttons = () => [...list.querySelectorAll('button')];
    const former = buttons();
    const index = former.findIndex((each) => each.matches(':focus'));
    const name = former[index]?.name;
    replace();
    if (index === -1) return;
    const next = buttons();
    (next.find((each) => each.name === name) ?? next[index] ?? next.at(-1))?.focus();
  }

  function warningOf(text: string): HTMLElement {
    const warning = codeFrameElement(text);
    warning.className = 'warning';
    warning.append(button('Put away', wordsOf(text), () => away.add(wordsOf(text))));
    return warning;
  }

  function moreOf(count: number, left: readonly string[]): HTMLElement {
    const line = document.createElement('pre');
    line.className = 'warning';
    line.append(toLine(`${count} more ${count === 1 ? 'warning' : 'warnings'}, in the terminal as well`));
    line.append(
      button('Put all away', 'all', () => {
        for (const each of left) away.add(wordsOf(each));
      }),
    );
    return line;
  }

  function button(words: string, name: string, press: () => unknown): HTMLButtonElement {
    const element = document.createElement('button');
    element.type = 'button';
    element.name = name;
    element.textContent = words;
    element.addEventListener('click', () => {
      press();
      draw();
    });
    // The keys that press it are also the deck's.
    element.addEventListener('keydown', (event) => event.stopPropagation());
    return element;
  }
}

function codeFrameElement(text: string): HTMLElement {
  const frame = document.createElement('pre');
  frame.tabIndex = 0;
  frame.append(...text.split(/(?<=\n)/).map(toLine));
  return frame;
}

/** Creates a line of a code frame: messages wrap, source lines keep their columns. */
function toLine(text: string): HTMLElement {
  const line = document.createElement('span');
  line.textContent = text;
  if (!QUOTED.test(text)) line.className = 'said';
  return line;
}

/** Returns a warning's file and text without its position, which edits above it change. */
function wordsOf(frame: string): string {
  return (frame.split('\n', 1)[0] ?? '').replace(/:\d+:\d+:/, ':');
}

/** Reads what this tab has stored. */
function readStored(name: string): readonly string[] {
  try {
    const kept: unknown = JSON.parse(sessionStorage.getItem(name) ?? '[]');
    return Array.isArray(kept) ? kept.filter((words) => typeof words === 'string') : [];
  } catch {
    return [];
  }
}

function store(name: string, words: readonly string[]): void {
  try {
    sessionStorage.setItem(name, JSON.stringify(words));
  } catch {
    // Without storage, a reloaded page shows them again.
  }
}
