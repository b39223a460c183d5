/** Which drawings a dark or a light ground would hide. */
import { expect, test } from 'vitest';
import { isDarkDrawing, isLightDrawing } from '../../../../server/deck/features/pictures/dark-drawing.ts';

const svg = (inner: string, attributes = '') =>
  `<svg xmlns="http://www.w3.org/2000/svg"${attributes}>${inner}</svg>`;

test.each([
  ['strokes in black', '<path d="M0 0H9" stroke="#000"/>'],
  ['what says nothing of its colour', '<path d="M0 0H9V9Z"/>'],
  ['currentColor, which is black in a picture', '<path d="M0 0H9" fill="none" stroke="currentColor"/>'],
  [
    'a plot on a ground that is left out',
    '<path d="M0 0H9V9Z" style="fill: none"/><path d="M1 1" style="fill:none;stroke:#1f1f1f"/>',
  ],
  [
    'light parts among dark ones',
    '<rect fill="none"/><rect fill="black"/><text fill="#222">a</text><text fill="white">b</text>',
  ],
  ['a ground that is only defined', '<defs><rect fill="#fff"/></defs><path stroke="#111" d="M0 0"/>'],
])('%s are hidden', (_, inner) => expect(isDarkDrawing(svg(inner))).toBe(true));

test.each([
  ['a light ground', svg('<rect width="9" height="9" fill="#fff"/><path stroke="#000" d="M0 0"/>')],
  [
    'a light ground in a style',
    svg('<g><path d="M0 0H9" style="fill: #ffffff"/></g><path d="M0 0" style="stroke:#000"/>'),
  ],
  ['a ground of the whole', svg('<path d="M0 0"/>', ' style="background:#fff"')],
  ['light strokes', svg('<path stroke="#eee" d="M0 0"/>')],
  ['bright colours', svg('<path fill="#ff9b82" d="M0 0"/><path fill="#9cc4ff" d="M0 0"/>')],
  [
    'a scheme of its own',
    svg('<style>@media (prefers-color-scheme: dark) { path { stroke: #fff } }</style><path d="M0 0"/>'),
  ],
  ['a photo within', svg('<image href="a.jpg"/><text>a</text>')],
  ['no drawing', 'version https://git-lfs'],
])('%s is not', (_, drawing) => expect(isDarkDrawing(drawing)).toBe(false));

test.each([
  ['white alone', '<rect width="9" height="9" fill="#fff"/>', true],
  ['white letters beside a mark of colour', '<circle fill="#0a7d55"/><text fill="#fafafa">a</text>', true],
  ['dark letters on white', '<rect width="9" height="9" fill="#fff"/><text fill="#222">a</text>', false],
  ['yellow', '<path d="M0 0H9V9Z" fill="#ffb000"/>', false],
  ['what says nothing of its colour', '<path d="M0 0H9V9Z"/>', false],
])('a light ground and %s', (_, inner, hidden) => expect(isLightDrawing(svg(inner))).toBe(hidden));
