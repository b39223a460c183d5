/** Addresses as authors write them, and what they lead to. */

import { describe, expect, test } from 'vitest';
import { DeckAddresses, withVersion } from '../../../server/compile/addresses/deck-addresses.ts';
import type { Reference } from '../../../server/deck/model/deck.ts';
import type { Diagnostic } from '../../../server/deck/model/diagnostic.ts';
import type { Listing } from '../../../server/files/listing.ts';
import { findName } from '../../../server/files/unicode-names.ts';

const paths = new Set(['pic.png', 'a b/größe.png', '100%.png', 'c#.png', 'img/logo.png', 'part.md']);
const files: Listing = {
  has: (path) => paths.has(path),
  find: (path) => findName(path, paths),
  [Symbol.iterator]: () => paths.values(),
};

function resolved(url: string, kind: Reference['kind'] = 'image', toSite: '../' | './' = '../') {
  const warnings: Diagnostic[] = [];
  const addresses = new DeckAddresses({ name: 'my talk', toSite }, files, warnings);
  const address = addresses.resolve({ url, kind, file: 'my talk/deck.md', line: 7, column: 3 });
  return { address, addresses, warnings };
}

describe('a file of the deck', () => {
  test.each([
    ['pic.png', 'pic.png', 'pic.png'],
    ['./pic.png?v=1#x', './pic.png?v=1#x', 'pic.png'],
    ['a b/größe.png', 'a b/größe.png', 'a b/größe.png'],
    ['a%20b/gr%C3%B6%C3%9Fe.png', 'a%20b/gr%C3%B6%C3%9Fe.png', 'a b/größe.png'],
    ['100%.png', '100%25.png', '100%.png'],
    ['c#.png', 'c%23.png', 'c#.png'],
    ['img/../pic.png', 'img/../pic.png', 'pic.png'],
    ['/my%20talk/pic.png', '../my%20talk/pic.png', 'pic.png'],
    ['../my talk/pic.png', '../my talk/pic.png', 'pic.png'],
  ])('%s is sent as %s', (url, address, name) => {
    const found = resolved(url);
    expect([found.address, [...found.addresses.named], found.warnings]).toEqual([address, [name], []]);
  });

  test.each([
    [
      'pik.png',
      'image',
      'missing-file',
      "there is no picture `pik.png` in the deck's folder",
      'Did you mean `pic.png`?',
    ],
    [
      'PIC.PNG',
      'image',
      'letter-case',
      "there is no picture `PIC.PNG` in the deck's folder, but one in other letters: `pic.png`",
      'Write capitals and small letters as the file has them: some systems tell them apart.',
    ],
    [
      'film.mp4',
      'media',
      'missing-file',
      "there is no recording `film.mp4` in the deck's folder",
      'Put the file beside the deck, or correct its name.',
    ],
    [
      'part.md',
      'link',
      'private-file',
      '`part.md` is a source and is not served',
      'Link to a PDF or a page instead.',
    ],
  ] as const)('%s that is not served is told of', (url, kind, rule, reason, hint) => {
    const { warnings, addresses } = resolved(url, kind);
    expect(warnings).toEqual([{ file: 'my talk/deck.md', line: 7, column: 3, rule, reason, hint }]);
    expect([...addresses.missing]).toEqual([url]);
  });
});

test.each([
  ['pic.png?v=1#x', './pic.png?v=1#x'],
  ['/my%20talk/pic.png', './pic.png'],
  ['../my talk/pic.png', './pic.png'],
  ['/img/logo.png', './img/logo.png'],
  ['../img/logo.png', './img/logo.png'],
  ['../', './'],
])("where the deck is at the site's own address, %s is sent as %s", (url, address) => {
  expect(resolved(url, 'image', './').address).toBe(address);
});

test.each([
  ['/img/logo.png', '../img/logo.png', '/img/logo.png'],
  ['../', '../', '/'],
  ['/', '../', '/'],
  ['../other/#/3', '../other/#/3', '/other/'],
  ['/größe/?view=print', '../gr%C3%B6%C3%9Fe/?view=print', '/größe/'],
  ['../../../etc/passwd', '../etc/passwd', '/etc/passwd'],
])('%s is an address of the site', (url, address, outside) => {
  const found = resolved(url);
  expect(found.address).toBe(address);
  const place = { file: 'my talk/deck.md', line: 7, column: 3 };
  expect(found.addresses.outside).toEqual([
    { address: outside, written: address, url, kind: 'image', ...place },
  ]);
});

test.each([
  ['https://a.example/x.png', 'image', 'https://a.example'],
  ['http://a.example:81/x', 'frame', 'http://a.example:81'],
  ['//a.example/x.mp4', 'media', 'a.example'],
] as const)('%s needs its host in the policy', (url, kind, host) => {
  const { address, addresses } = resolved(url, kind);
  expect(address).toBe(url);
  const hosts = Object.entries(addresses.hosts).filter(([, set]) => set.size > 0);
  expect(hosts).toEqual([[kind, new Set([host])]]);
});

test.each(['', '#/2', '#id', 'data:image/png;base64,AA', 'mailto:a@b.example', 'tel:1', 'ftp://a.example/x'])(
  '%j is left as it is',
  (url) => {
    const { address, addresses, warnings } = resolved(url);
    expect([address, warnings, addresses.outside, [...addresses.missing]]).toEqual([url, [], [], []]);
  },
);

test.each([
  ['pic.png', 'pic.png?v=1'],
  ['pic.png#x', 'pic.png?v=1#x'],
  ['pic.png?a=b#x?y', 'pic.png?a=b&v=1#x?y'],
])('a version of %s is part of its query', (url, expected) => {
  expect([withVersion(url, '1'), withVersion(url)]).toEqual([expected, url]);
});
