// One poll: to answer, what came of it, and how it stands for whoever manages it.
import { useState } from 'react';
import type { ShownPoll, ShownPollDone } from '../../polls/shown.ts';
import type { Api, Fault } from '../api.ts';
import { useDeed, useLoaded } from '../loaded.ts';
import { Busy, Download, FaultBar, Notice, Opened } from '../parts.tsx';
import { Ballot } from './ballot.tsx';
import { Manage } from './manage.tsx';
import { Results } from './results.tsx';

/** Reads the poll, and shows it anew after what was done. */
export function PollView({ api, id }: { api: Api; id: string }) {
  const { shown, fault, again, set } = useLoaded<ShownPoll>(api, `polls/${encodeURIComponent(id)}`);
  const [fileFault, setFault] = useState<Fault>();
  const deed = useDeed();
  const send = (name: string, body: object) =>
    deed.run(name, async () => {
      const { said, poll } = await api.post<ShownPollDone>(`polls/${encodeURIComponent(id)}/${name}`, body);
      if (poll) set(poll);
      return said;
    });

  if (!shown) {
    return (
      <>
        <Opened id={id}>Poll</Opened>
        {fault ? <FaultBar fault={fault} retry={again} /> : <Busy words="Opening the poll" />}
        <BackToPolls />
      </>
    );
  }
  const { title, asker, questions, results } = shown;
  return (
    <>
      <Opened id={id}>
        <bdi>{title}</bdi>
      </Opened>
      <p className="where">
        {asker && (
          <>
            <bdi>{asker}</bdi> asks <span className="dot">·</span>{' '}
          </>
        )}
        {shown.closes}
      </p>
      <Notice words={deed.notice} />
      {deed.fault && <FaultBar fault={deed.fault} />}
      {shown.stateWords && <p>{shown.stateWords}</p>}
      {shown.canAnswer && <Ballot key={JSON.stringify(questions)} poll={shown} busy={deed.busy} send={send} />}
      {!shown.canAnswer && results.length === 0 && questions.length > 1 && (
        <ul>
          {questions.map(({ nth, text }) => (
            <li key={nth}>
              <bdi>{text}</bdi>
            </li>
          ))}
        </ul>
      )}
      {shown.resultWords && (
        <section>
          <h2>What came of it{shown.open ? ' so far' : ''}</h2>
          <p>{shown.resultWords}</p>
          <Results api={api} poll={shown} />
          {fileFault && <FaultBar fault={fileFault} />}
          {results.length > 0 && (
            <Download api={api} path={`polls/${shown.id}/csv`} body={{}} name="poll-result.csv" fail={setFault} />
          )}
        </section>
      )}
      {shown.manages && <Manage poll={shown} manages={shown.manages} busy={deed.busy} send={send} />}
      <BackToPolls />
    </>
  );
}

function BackToPolls() {
  return (
    <p>
      <a href="#/polls">All polls</a>
    </p>
  );
}
