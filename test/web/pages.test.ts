import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import type { Contact } from '../../src/config.ts';
import { pageRoutes } from '../../src/web/pages.ts';
import type { RouteAnswer } from '../../src/web/route.ts';

const nobody: Contact = { organisation: undefined, email: undefined, privacyUrl: undefined };
const trust: Contact = {
  organisation: 'Testshire & <District> "Trust"',
  email: "o'neill@trust.example",
  privacyUrl: 'https://trust.example/privacy?a=1&b=2',
};
const paths = ['/privacy', '/terms', '/accessibility'];

async function page(path: string, contact: Contact): Promise<RouteAnswer & { html: string }> {
  const route = pageRoutes(contact).find((one) => one.path === path);
  if (!route) throw new Error(`no route ${path}`);
  const request = { path, headers: {}, query: new URLSearchParams(), params: {}, body: undefined };
  const answer = await route.answer(request);
  return { ...answer, html: answer.html ?? '' };
}

describe.each(paths)('%s', (path) => {
  test('is a page in English with one main heading, that is its title too, and headings in order', async () => {
    const { status, html } = await page(path, trust);
    expect(status).toBe(200);
    expect(html).toMatch(/^<!doctype html>\n<html lang="en-GB">/);
    const heading = /<h1>(.+)<\/h1>/.exec(html)?.[1];
    expect(html).toContain(`<title>${heading} – Digital Clerk</title>`);
    const levels = [...html.matchAll(/<h(\d)>/g)].map((match) => Number(match[1]));
    expect(levels).toEqual([1, ...levels.slice(1).map(() => 2)]);
    expect(html).toMatch(/<main>[\s\S]*<\/main>[\s\S]*<nav aria-label=/);
    expect(html).not.toMatch(/\$\{|undefined|null|\[object/);
  });

  test('names the other pages and marks itself as the present one', async () => {
    const { html } = await page(path, trust);
    for (const other of paths) expect(html).toContain(`<a href="${other}"`);
    expect(html.match(/aria-current="page"/g)).toHaveLength(1);
    expect(html).toContain(`<a href="${path}" aria-current="page">`);
  });

  test('shows the organisation and its contact as text, whatever characters they hold', async () => {
    const { html } = await page(path, trust);
    expect(html).toContain('<a href="mailto:o&#39;neill@trust.example">o&#39;neill@trust.example</a>');
    expect(html).not.toContain('<District>');
    if (path !== '/accessibility') expect(html).toContain('Testshire &amp; &lt;District&gt; &quot;Trust&quot; runs it');
  });

  test('says whom to ask where no contact is set', async () => {
    const { html } = await page(path, nobody);
    expect(html).toContain('Ask the organisation that gave you this app');
    const named = await page(path, { ...nobody, organisation: 'Testshire' });
    expect(named.html).toContain('Ask Testshire, for example your service desk.');
  });

  test('allows nothing but its own style, has no script and loads nothing', async () => {
    const { html, headers } = await page(path, trust);
    const style = /<style>([\s\S]*)<\/style>/.exec(html)?.[1] ?? '';
    const hash = createHash('sha256').update(style).digest('base64');
    expect(headers?.['content-security-policy']).toBe(
      `default-src 'none'; style-src 'sha256-${hash}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`,
    );
    expect(html).not.toMatch(/<script|<img|<link|<iframe|<form| style=| on\w+=/);
  });
});

test('the privacy page links to the organisation’s own notice only where there is one', async () => {
  const link = '<a href="https://trust.example/privacy?a=1&amp;b=2">';
  expect((await page('/privacy', trust)).html).toContain(link);
  expect((await page('/privacy', nobody)).html).not.toContain('own privacy notice');
});

test('the privacy page says what is stored, what is refused, and that keeping is for the organisation to set', async () => {
  const { html } = await page('/privacy', nobody);
  expect(html).toMatch(/your name, your Microsoft Entra ID/);
  expect(html).toMatch(/NHS, CHI or Health and Care number.*refused and not kept/);
  expect(html).toMatch(/pictures are never fetched/);
  expect(html).toMatch(/That is for the organisation to set/);
});

// WCAG 2.2, 1.4.3: 4.5 to 1 for text.
test('text and links stand out enough from the background', async () => {
  const { html } = await page('/terms', nobody);
  const colours = [...html.matchAll(/[{;](?:color|background):(#[0-9a-f]{3,6})/g)].map((match) => match[1] ?? '');
  expect(colours).toEqual(['#212b32', '#fff', '#005eb8', '#ffeb3b', '#212b32']);
  expect(contrast('#212b32', '#ffffff')).toBeGreaterThan(4.5);
  expect(contrast('#005eb8', '#ffffff')).toBeGreaterThan(4.5);
  expect(contrast('#212b32', '#ffeb3b')).toBeGreaterThan(4.5);
});

function contrast(one: string, other: string): number {
  const [light = 0, dark = 0] = [luminance(one), luminance(other)].toSorted((a, b) => b - a);
  return (light + 0.05) / (dark + 0.05);
}

function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((start) => {
    const share = Number.parseInt(colour.slice(start, start + 2), 16) / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
