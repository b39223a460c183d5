/** Two files of one name, which the disks of some systems cannot hold, so no fixture can. */
import { expect, test } from 'vitest';
import { letterCase } from '../../server/check/rules/letter-case.ts';
import { resolveSettings } from '../../server/deck/settings/decode-settings.ts';

test('files whose names differ only in capitals are told of', () => {
  const folder = {
    way: 'talk',
    shared: [],
    size: () => 1,
    bytes: () => undefined,
    paths: ['a.png', 'img/Boot.PNG', 'img/boot.png'],
  };
  const deck = {
    name: 'talk',
    file: 'talk/deck.md',
    format: 'markdown',
    text: '',
    styles: { css: '', sources: [] },
    slides: [],
    folder,
  } as const;
  expect([...letterCase({ ...deck, settings: resolveSettings() })]).toEqual([
    {
      file: 'talk/deck.md',
      line: 1,
      column: 1,
      rule: 'letter-case',
      reason: '`img/Boot.PNG` and `img/boot.png` differ only in capital and small letters',
      hint: 'Rename one: macOS and Windows keep only one of them.',
    },
  ]);
});
