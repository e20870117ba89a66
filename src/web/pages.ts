// The three public pages that a Teams app must have: privacy, terms, accessibility. Short and true: they say what this
// version does, and leave to the organisation what is the organisation's to say.
import { createHash } from 'node:crypto';
import type { Contact } from '../config.ts';
import { escapeHtml } from './html.ts';
import type { Route, RouteAnswer } from './route.ts';

type Page = { readonly path: string; readonly title: string; readonly body: string };

const style = `
body{font:1.125rem/1.5 "Segoe UI",Arial,sans-serif;color:#212b32;background:#fff;margin:0 auto;max-width:42rem;padding:1.5rem}
h1{font-size:2rem;line-height:1.25}h2{font-size:1.375rem;line-height:1.3;margin-top:2rem}
a{color:#005eb8}a:focus{outline:3px solid #212b32;outline-offset:2px;background:#ffeb3b;color:#212b32}
li{margin-bottom:.5rem}nav ul{list-style:none;padding:0}`;

/** GET /privacy, /terms and /accessibility, with the organisation's own contact where the settings have one. */
export function pageRoutes(contact: Contact): readonly Route[] {
  const pages = [privacy(contact), terms(contact), accessibility(contact)];
  const hash = createHash('sha256').update(style).digest('base64');
  const policy = `default-src 'none'; style-src 'sha256-${hash}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`;
  return pages.map((page) => {
    const answer: RouteAnswer = {
      status: 200,
      html: render(page, pages),
      headers: { 'content-security-policy': policy, 'cache-control': 'public, max-age=3600' },
    };
    return { method: 'GET', path: page.path, answer: () => answer };
  });
}

function render(page: Page, pages: readonly Page[]): string {
  const links = pages.map(({ path, title }) => {
    const current = path === page.path ? ' aria-current="page"' : '';
    return `<li><a href="${path}"${current}>${title}</a></li>`;
  });
  return `<!doctype html>
<html lang="en-GB">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${page.title} – Digital Clerk</title>
<style>${style}</style>
</head>
<body>
<main>
<h1>${page.title}</h1>
${page.body}
</main>
<nav aria-label="About Digital Clerk"><ul>${links.join('')}</ul></nav>
</body>
</html>
`;
}

function privacy(contact: Contact): Page {
  const who = whoRuns(contact);
  const notice = contact.privacyUrl
    ? `<p>The organisation's own privacy notice is at ${link(contact.privacyUrl, contact.privacyUrl)}.</p>`
    : '';
  const body = `
<p>Digital Clerk is a bot in Microsoft Teams. Staff use it to raise digital issues and to hear what became of them. ${who} runs it and decides what happens with the information in it.</p>
${notice}
<h2>What it stores</h2>
<ul>
<li>What you write in an issue or a reply: the title, the details, the system and the place.</li>
<li>Who you are in Teams: your name, your Microsoft Entra ID, and the address by which the bot can reach you. Where Teams gives it, your work email address.</li>
<li>Which organisation and teams you belong to, and which roles you hold in them.</li>
<li>What was done with an issue, by whom and when.</li>
<li>What you learned in meetings or added by hand (continuing professional development), with your reflections. The bot shows these to you alone; you can change and delete them.</li>
</ul>
<h2>What it does not store</h2>
<ul>
<li>Information about patients and other people in our care does not belong in it. Text that looks as if it holds an NHS, CHI or Health and Care number, or a date of birth or hospital number that is named as one, is refused and not kept. Names cannot be recognised, so please leave them out.</li>
<li>Files and pictures are never fetched from Teams.</li>
<li>Messages that are not written to the bot do not reach it.</li>
</ul>
<p>These pages use no cookies and do not track you.</p>
<h2>Who can see it</h2>
<ul>
<li>The people who handle an issue see all of it, with your name.</li>
<li>Others see your name only if you choose to show it.</li>
<li>Where you say that someone was, or may have been, harmed, only the people responsible for clinical safety see it until they release it. Where nobody holds that role, the people who run the issue list see it instead.</li>
<li>The people who look after the service can reach its database.</li>
<li>Microsoft carries the messages, under your organisation's own agreement for Teams.</li>
</ul>
<h2>How long it is kept</h2>
<p>That is for the organisation to set. This version does not delete issues by itself.</p>
<h2>Your rights</h2>
<p>To see, correct or delete what is held about you, or to complain: ${ask(contact)} You can also complain to the ${link('https://ico.org.uk/make-a-complaint/', "Information Commissioner's Office")}.</p>`;
  return { path: '/privacy', title: 'Privacy', body };
}

function terms(contact: Contact): Page {
  const body = `
<p>Digital Clerk is for staff, for work. ${whoRuns(contact)} runs it. Your organisation's own rules for using its computers, and for what you say about people in its care, hold here too.</p>
<h2>What it is not</h2>
<ul>
<li>It is not an incident reporting system. If somebody was harmed, or nearly was, report it where your organisation reports incidents.</li>
<li>It is not watched day and night. If something is down and care is affected, make the person safe and phone your service desk.</li>
<li>It is not a place for information about patients or other people in our care.</li>
</ul>
<h2>What you may expect</h2>
<ul>
<li>Your issue gets a reference, and you hear what became of it.</li>
<li>The service can be out of order or changed. Nothing here promises that an issue can be fixed, or by when.</li>
</ul>
<h2>Questions</h2>
<p>${ask(contact)}</p>`;
  return { path: '/terms', title: 'Terms of use', body };
}

function accessibility(contact: Contact): Page {
  const body = `
<p>We want as many people as possible to be able to use Digital Clerk. It works inside Microsoft Teams, so screen readers, zoom and the keyboard work with it as they do with Teams.</p>
<h2>What is done for it</h2>
<ul>
<li>Every field in a card has a label, and nothing is said by colour alone.</li>
<li>Every card has a version in plain text.</li>
<li>The main commands can be typed; write <strong>help</strong> to see them.</li>
<li>These pages are made to meet the Web Content Accessibility Guidelines (WCAG) 2.2 at level AA.</li>
</ul>
<h2>What is not known</h2>
<p>How a card looks and is read out is decided by Teams. It differs between devices, and not every combination has been tried.</p>
<h2>If something does not work for you</h2>
<p>Tell us what you tried to do and what got in the way. ${ask(contact)}</p>`;
  return { path: '/accessibility', title: 'Accessibility', body };
}

function whoRuns({ organisation }: Contact): string {
  return organisation ? escapeHtml(organisation) : 'The organisation that gave you this app';
}

function ask({ organisation, email }: Contact): string {
  if (email) return `Write to ${link(`mailto:${email}`, email)}.`;
  return organisation
    ? `Ask ${escapeHtml(organisation)}, for example your service desk.`
    : 'Ask the organisation that gave you this app, for example your service desk.';
}

function link(href: string, words: string): string {
  return `<a href="${escapeHtml(href)}">${escapeHtml(words)}</a>`;
}
