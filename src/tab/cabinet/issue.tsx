// One issue: what is known of it, its timeline, and the buttons that this person may press.
import { Button } from '@fluentui/react-components';
import { useCallback, useEffect, useRef, useState } from 'react';
import type { ShownDeed, ShownIssue } from '../../issues/shown.ts';
import { type Api, type Fault, wordsOf } from '../api.ts';
import { Busy, FaultBar, Opened } from '../parts.tsx';
import { Answer } from './answer.tsx';
import { Handle } from './handle.tsx';
import { Redact } from './redact.tsx';

/** Deeds with a form that shows itself what went wrong. */
const OWN_PLACE = ['update', 'escalate', 'pass', 'redact'];

/** The view of one issue. `id` may be a reference. */
export function Issue({ api, id, back }: { api: Api; id: string; back: () => void }) {
  const [issue, setIssue] = useState<ShownIssue>();
  const [fault, setFault] = useState<Fault>();
  const [failed, setFailed] = useState<{ name: string; fault: Fault }>();
  const [busy, setBusy] = useState('');
  const [notice, setNotice] = useState('');
  const said = useRef<HTMLParagraphElement>(null);

  const load = useCallback(() => {
    setFault(undefined);
    api
      .get<ShownIssue>(`issues/${encodeURIComponent(id)}`)
      .then(setIssue)
      .catch((error) => setFault(wordsOf(error)));
  }, [api, id]);
  useEffect(load, [load]);

  /** Does it, and says so; the focus goes to what was said, as the button may be gone. */
  async function run(name: string, input: object): Promise<void> {
    if (busy || !issue) return;
    setBusy(name);
    setFailed(undefined);
    setNotice('');
    try {
      const done = await api.post<ShownDeed>(`issues/${issue.id}/${name}`, input);
      setNotice(done.notice);
      if (done.issue) setIssue(done.issue);
      else back();
      requestAnimationFrame(() => said.current?.focus());
    } catch (error) {
      setFailed({ name, fault: wordsOf(error) });
    }
    setBusy('');
  }

  const backButton = <Button onClick={back}>Back to the list</Button>;
  if (!issue) {
    return (
      <>
        {backButton}
        <Opened id="opening">{fault ? 'This issue cannot be shown' : 'One moment'}</Opened>
        {fault ? <FaultBar fault={fault} retry={load} /> : <Busy words="Opening the issue" />}
      </>
    );
  }
  // Whenever something has happened to it, its forms begin anew from what is so now.
  const step = issue.detail?.history.length ?? 0;
  return (
    <>
      {backButton}
      <Opened id={issue.id}>
        <span className="reference">{issue.reference}</span> <bdi>{issue.title}</bdi>
      </Opened>
      {issue.flagged && (
        <p className="warning">Only the person who raised this and clinical safety see it, until it is released.</p>
      )}
      <p ref={said} tabIndex={-1} role="status" className={notice ? 'notice' : 'quiet'}>
        {notice}
      </p>
      <p className={issue.flagged ? 'state flagged' : 'state'}>
        {issue.state} <span className="dot">·</span> {issue.priority}
      </p>
      <Said issue={issue} />
      <Answer issue={issue} busy={busy} run={run} />
      <Handle key={`deeds-${step}`} issue={issue} busy={busy} run={run} failed={failed} />
      {failed && !OWN_PLACE.includes(failed.name) && <FaultBar fault={failed.fault} />}
      <Facts issue={issue} />
      <Timeline issue={issue} />
      {issue.parts && <Redact key={`redact-${step}`} parts={issue.parts} busy={busy} run={run} failed={failed} />}
    </>
  );
}

/** What was said, by the person who raised it and to them. */
function Said({ issue }: { issue: ShownIssue }) {
  const { detail } = issue;
  if (!detail) return null;
  return (
    <>
      {detail.text && <p className="said">{detail.text}</p>}
      {detail.note && <p className="warning">{detail.note}</p>}
      {detail.reply && (
        <section>
          <h2>{detail.replyBy ? `Reply from ${detail.replyBy}` : 'Reply'}</h2>
          <p className="said">{detail.reply}</p>
        </section>
      )}
    </>
  );
}

function Facts({ issue }: { issue: ShownIssue }) {
  return (
    <section>
      <h2>About it</h2>
      <dl className="facts">
        {issue.facts.map(({ title, value, link }) => (
          <div key={title}>
            <dt>{title}</dt>
            <dd>
              {link ? (
                <a href={link} target="_blank" rel="noreferrer">
                  <bdi>{value}</bdi> (opens in a new window)
                </a>
              ) : (
                <bdi>{value}</bdi>
              )}
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

function Timeline({ issue }: { issue: ShownIssue }) {
  if (!issue.detail) return null;
  return (
    <section>
      <h2>What happened so far</h2>
      <ol className="timeline">
        {issue.detail.history.map((event, index) => (
          // Events are only ever added: a place in the list is theirs for good.
          // biome-ignore lint/suspicious/noArrayIndexKey: see above
          <li key={index}>
            <p className="said">{event.words}</p>
            <p className="where">
              {event.when}
              {event.who && `, ${event.who}`}
            </p>
          </li>
        ))}
      </ol>
    </section>
  );
}
