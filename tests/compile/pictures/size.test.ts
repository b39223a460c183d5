/** How large pictures are, from their first bytes. */
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readPictureSize } from '../../../server/compile/pictures/size.ts';
import { createFolder, type TestFolder } from '../../setup/folder.ts';

const svg = (attributes: string) =>
  `<svg xmlns="http://www.w3.org/2000/svg" ${attributes}><path d="M0 0h1"/></svg>`;
const plain = () => sharp({ create: { width: 60, height: 40, channels: 3, background: '#a33' } });
let folder: TestFolder;

beforeAll(async () => {
  folder = createFolder({
    'a.png': await plain().png().toBuffer(),
    'a.jpg': await plain().jpeg().toBuffer(),
    'turned.jpg': await plain().withMetadata({ orientation: 6 }).jpeg().toBuffer(),
    'a.gif': await plain().gif().toBuffer(),
    'a.webp': await plain().webp().toBuffer(),
    'lossless.webp': await plain().webp({ lossless: true }).toBuffer(),
    'a.avif': await plain().avif().toBuffer(),
    'misnamed.jpg': await plain().png().toBuffer(),
    'own.svg': svg('width="60" height="40px" viewBox="0 0 6 4"'),
    'shape.svg': svg('viewBox="0 0 60 40"'),
    'share.svg': svg('width="100%" height="40" viewBox="0 0 60 40"'),
    'broken.jpg': (await plain().jpeg().toBuffer()).subarray(0, 40),
    'words.png': 'picture',
    'empty.png': '',
    'bomb.svg': svg('width="60000" height="40000"'),
  });
});
afterAll(() => folder.remove('.'));

const COPY = 'Copy it again from where it came, or export it again.';
const SCALE = 'Scale it down: four times the width of a slide is more than anyone sees.';
const size = { width: 60, height: 40, bytes: expect.any(Number), scales: false };

describe('a picture’s size', () => {
  test.each([
    ['a.png', { ...size, format: 'png' }],
    ['a.jpg', { ...size, format: 'jpg' }],
    ['turned.jpg', { ...size, width: 40, height: 60, format: 'jpg' }],
    ['a.gif', { ...size, format: 'gif' }],
    ['a.webp', { ...size, format: 'webp' }],
    ['lossless.webp', { ...size, format: 'webp' }],
    ['a.avif', { ...size, format: 'avif' }],
    ['misnamed.jpg', { ...size, format: 'png' }],
    ['own.svg', { ...size, format: 'svg', scales: true }],
    ['shape.svg', undefined],
    ['share.svg', undefined],
    ['gone.png', undefined],
    ['broken.jpg', { problem: 'its file is not a picture in any known format, or breaks off', remedy: COPY }],
    ['words.png', { problem: 'its file is not a picture in any known format, or breaks off', remedy: COPY }],
    ['empty.png', { problem: 'its file is empty', remedy: COPY }],
    ['bomb.svg', { problem: 'it has 60000 × 40000 pixels, more than most devices can show', remedy: SCALE }],
  ])('of %s is read', (name, expected) => {
    expect(readPictureSize(folder.at(name))).toEqual(expected);
  });
});
