// The two icons, pixel by pixel, against what Teams takes: its sizes, its safe area, and white on transparent.
import { readFileSync, statSync } from 'node:fs';
import { inflateSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { iconFaults } from '../../bot/run/package.ts';

const folder = new URL('../../manifest/', import.meta.url);
const color = readFileSync(new URL('color.png', folder));
const outline = readFileSync(new URL('outline.png', folder));
const ACCENT = [0x00, 0x5e, 0xb8];

type Picture = { width: number; height: number; channels: number; pixel: (x: number, y: number) => number[] };

/** Decodes a PNG of 8 bits a channel, RGB or RGBA, not interlaced (PNG specification, 9.2 for the filters). */
function decode(png: Buffer): Picture {
  const [width, height, depth, colourType, interlace] = [
    png.readUInt32BE(16),
    png.readUInt32BE(20),
    png[24],
    png[25],
    png[28],
  ];
  expect([depth, interlace]).toEqual([8, 0]);
  const channels = colourType === 6 ? 4 : 3;
  const stride = width * channels;
  const raw = inflateSync(imageData(png));
  const lines: Buffer[] = [];
  for (let y = 0; y < height; y += 1) {
    const start = y * (stride + 1);
    const above = lines[y - 1] ?? Buffer.alloc(stride);
    lines.push(unfilter(raw[start] ?? 0, raw.subarray(start + 1, start + 1 + stride), above, channels));
  }
  const pixel = (x: number, y: number) => [...(lines[y] ?? Buffer.alloc(0)).subarray(x * channels, (x + 1) * channels)];
  return { width, height, channels, pixel };
}

function imageData(png: Buffer): Buffer {
  const found: Buffer[] = [];
  for (let at = 8; at < png.length; at += 12 + png.readUInt32BE(at)) {
    if (png.toString('latin1', at + 4, at + 8) === 'IDAT')
      found.push(png.subarray(at + 8, at + 8 + png.readUInt32BE(at)));
  }
  return Buffer.concat(found);
}

function unfilter(filter: number, line: Buffer, above: Buffer, channels: number): Buffer {
  const out = Buffer.from(line);
  for (const [i, byte] of line.entries()) {
    const left = i < channels ? 0 : (out[i - channels] ?? 0);
    const up = above[i] ?? 0;
    const corner = i < channels ? 0 : (above[i - channels] ?? 0);
    const guess = [0, left, up, (left + up) >> 1, paeth(left, up, corner)][filter] ?? Number.NaN;
    out[i] = (byte + guess) & 0xff;
  }
  return out;
}

function paeth(left: number, up: number, corner: number): number {
  const [byLeft, byUp, byCorner] = [Math.abs(up - corner), Math.abs(left - corner), Math.abs(left + up - 2 * corner)];
  if (byLeft <= byUp && byLeft <= byCorner) return left;
  return byUp <= byCorner ? up : corner;
}

function* positions({ width, height }: Picture): Generator<[number, number]> {
  for (let y = 0; y < height; y += 1) for (let x = 0; x < width; x += 1) yield [x, y];
}

describe('the colour icon', () => {
  const picture = decode(color);

  test('is 192 by 192 pixels', () => {
    expect([picture.width, picture.height]).toEqual([192, 192]);
  });

  test('is the accent colour all round, with the mark inside the middle 96 by 96 pixels', () => {
    let marked = 0;
    for (const [x, y] of positions(picture)) {
      const isAccent = String(picture.pixel(x, y).slice(0, 3)) === String(ACCENT);
      const isSafe = x >= 48 && x < 144 && y >= 48 && y < 144;
      if (!isAccent) marked += 1;
      expect(isAccent || isSafe, `pixel ${x}, ${y}`).toBe(true);
    }
    expect(marked).toBeGreaterThan(2000);
  });

  test('is opaque', () => {
    expect(picture.channels).toBe(3);
  });
});

describe('the outline icon', () => {
  const picture = decode(outline);

  test('is 32 by 32 pixels with an alpha channel', () => {
    expect([picture.width, picture.height, picture.channels]).toEqual([32, 32, 4]);
  });

  test('is white wherever it is not transparent, and is both', () => {
    const seen = { clear: 0, solid: 0 };
    for (const [x, y] of positions(picture)) {
      const [red, green, blue, alpha] = picture.pixel(x, y);
      if (alpha === 0) seen.clear += 1;
      else expect([red, green, blue], `pixel ${x}, ${y}`).toEqual([255, 255, 255]);
      if (alpha === 255) seen.solid += 1;
    }
    expect(seen.clear).toBeGreaterThan(300);
    expect(seen.solid).toBeGreaterThan(150);
  });

  test('reaches to its edges, without padding', () => {
    const drawn = [...positions(picture)].filter(([x, y]) => picture.pixel(x, y)[3] !== 0);
    const columns = drawn.map(([x]) => x);
    const rows = drawn.map(([, y]) => y);
    expect([Math.min(...columns), Math.max(...columns), Math.min(...rows), Math.max(...rows)]).toEqual([0, 31, 0, 31]);
  });
});

test('both icons are small files', () => {
  expect(statSync(new URL('color.png', folder)).size).toBeLessThan(4096);
  expect(statSync(new URL('outline.png', folder)).size).toBeLessThan(1024);
});

describe('icon faults', () => {
  test('there are none in the icons of the package', () => {
    expect(iconFaults(color, outline)).toEqual([]);
  });

  test('icons that are swapped, cut short, missing or no PNG are all named', () => {
    const both = [
      'manifest/color.png must be a PNG of 192 by 192 pixels.',
      'manifest/outline.png must be a PNG of 32 by 32 pixels.',
    ];
    expect(iconFaults(outline, color)).toEqual(both);
    expect(iconFaults(color.subarray(0, 20), outline.subarray(0, 20))).toEqual(both);
    expect(iconFaults(undefined, undefined)).toEqual(both);
    expect(iconFaults(Buffer.alloc(100), Buffer.alloc(100))).toEqual(both);
  });

  test('an outline icon without an alpha channel is a fault', () => {
    const opaque = Buffer.from(outline);
    opaque[25] = 2;
    expect(iconFaults(color, opaque)).toEqual([expect.stringContaining('white on transparent')]);
  });
});
