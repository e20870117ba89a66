// Parts that pages share: progress, faults, choices, and a heading that takes the focus.
import { Button, MessageBar, MessageBarBody, MessageBarTitle, Select, Spinner } from '@fluentui/react-components';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import type { ShownChoice } from '../issues/shown.ts';
import { type Api, type Fault, wordsOf } from './api.ts';
import { Asked } from './fields.tsx';

/** Something takes time. */
export function Busy({ words }: { words: string }) {
  return (
    <div className="busy" role="status">
      <Spinner size="small" label={words} labelPosition="after" />
    </div>
  );
}

/** What failed and what to do. */
export function FaultBar({ fault, retry }: { fault: Fault; retry?: (() => void) | undefined }) {
  return (
    <div role="alert" className="fault">
      <MessageBar intent="error" layout="multiline" politeness="assertive">
        <MessageBarBody>
          <MessageBarTitle>{fault.message}</MessageBarTitle>
          {fault.cause && <p className="cause">For whoever looks after Digital Clerk: {fault.cause}</p>}
          {retry && (
            <p>
              <Button onClick={retry}>Try again</Button>
            </p>
          )}
        </MessageBarBody>
      </MessageBar>
    </div>
  );
}

type ChoiceProps = {
  label: string;
  /** What the server calls it (see fields.tsx). */
  named?: string;
  hint?: string;
  value: string;
  choices: readonly ShownChoice[];
  /** The words of the empty choice; left out where one must choose. */
  any?: string;
  change: (value: string) => void;
};

/** One of a list. */
export function Choice({ label, named, hint, value, choices, any, change }: ChoiceProps) {
  return (
    <Asked label={label} named={named} hint={hint}>
      <Select value={value} onChange={(_, data) => change(data.value)}>
        {any !== undefined && <option value="">{any}</option>}
        {choices.map((choice) => (
          <option key={choice.value} value={choice.value}>
            {choice.title}
          </option>
        ))}
      </Select>
    </Asked>
  );
}

/** The heading of what was just opened: it takes the focus, so that keyboard and screen reader follow. */
export function Opened({ children, id }: { children: ReactNode; id: string }) {
  const heading = useRef<HTMLHeadingElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another thing was opened, also when the element stays
  useEffect(() => {
    heading.current?.focus();
    window.scrollTo(0, 0);
  }, [id]);
  return (
    <h1 ref={heading} tabIndex={-1}>
      {children}
    </h1>
  );
}

/** What was just done, in words; it takes the focus, as the button that did it may be gone. */
export function Notice({ words }: { words: string }) {
  const said = useRef<HTMLParagraphElement>(null);
  useEffect(() => {
    if (words) said.current?.focus();
  }, [words]);
  return (
    <p ref={said} tabIndex={-1} role="status" className={words ? 'notice' : 'quiet'}>
      {words}
    </p>
  );
}

type DeedProps = {
  name: string;
  words: string;
  /** What it is done to, for those who hear the button without what stands beside it. */
  about?: string;
  first?: boolean;
  busy: string;
  press: () => Promise<void>;
};

/** A button that says at once that it works, and keeps the focus meanwhile. */
export function Deed({ name, words, about, first = false, busy, press }: DeedProps) {
  return (
    <Button
      aria-label={about && busy !== name ? `${words}: ${about}` : undefined}
      appearance={first ? 'primary' : 'secondary'}
      disabledFocusable={busy !== ''}
      onClick={() => void (busy === '' && press())}
    >
      {busy === name ? 'Saving…' : words}
    </Button>
  );
}

type LinksProps = { label: string; current: string; links: readonly { href: string; title: string }[] };

/** A row of links, which scrolls on a phone to the one that is open; also when the phone is turned. `current`: its address. */
export function Links({ label, current, links }: LinksProps) {
  const row = useRef<HTMLElement>(null);
  const open = useRef<HTMLAnchorElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another link is the one that is open
  useEffect(() => {
    // Sideways alone: how far somebody has read down the page is theirs.
    const show = () => {
      const [nav, link] = [row.current, open.current];
      if (nav && link) nav.scrollLeft = link.offsetLeft - nav.offsetLeft - (nav.clientWidth - link.clientWidth) / 2;
    };
    show();
    window.addEventListener('resize', show);
    return () => window.removeEventListener('resize', show);
  }, [current]);
  return (
    <nav ref={row} className="links" aria-label={label}>
      {links.map(({ href, title }) => (
        <a
          key={href}
          href={href}
          ref={href === current ? open : undefined}
          aria-current={href === current ? 'page' : undefined}
        >
          {title}
        </a>
      ))}
    </nav>
  );
}

type PagesProps = { page: number; pages: number; turn: (page: number) => void; label?: string };

/** To the pages before and after; nothing where one page is all. */
export function Pages({ page, pages, turn, label = 'Pages' }: PagesProps) {
  if (pages <= 1) return null;
  return (
    <nav aria-label={label} className="buttons">
      <Button disabledFocusable={page <= 1} onClick={() => turn(page - 1)}>
        Previous page
      </Button>
      <Button disabledFocusable={page >= pages} onClick={() => turn(page + 1)}>
        Next page
      </Button>
    </nav>
  );
}

type DownloadProps = {
  api: Api;
  path: string;
  body: object;
  name: string;
  fail: (fault: Fault) => void;
  /** What the button says. */
  children?: string;
};

/** The list as a file, with the same rights and filters as on screen. */
export function Download({ api, path, body, name, fail, children }: DownloadProps) {
  const [busy, setBusy] = useState(false);
  async function save(): Promise<void> {
    setBusy(true);
    try {
      const address = URL.createObjectURL(await api.file(path, body));
      const link = Object.assign(document.createElement('a'), { href: address, download: name });
      link.click();
      URL.revokeObjectURL(address);
    } catch (error) {
      fail(wordsOf(error));
    }
    setBusy(false);
  }
  return (
    <Button appearance="subtle" disabledFocusable={busy} onClick={() => void (busy || save())}>
      {busy ? 'Preparing the file…' : (children ?? 'Download as a spreadsheet (CSV)')}
    </Button>
  );
}
