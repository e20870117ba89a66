// What came of a poll: for each question bars with their numbers, the table that says the same, and what was written.
import { useState } from 'react';
import type { ShownPoll, ShownResult } from '../../polls/shown.ts';
import { type Api, type Fault, wordsOf } from '../api.ts';
import { FaultBar, Pages } from '../parts.tsx';

/** All questions that may be shown. */
export function Results({ api, poll }: { api: Api; poll: ShownPoll }) {
  return poll.results.map((result) => (
    <section key={result.nth}>
      <h3>
        <bdi>{result.text}</bdi>
      </h3>
      {result.choices.length > 0 && <Chart result={result} />}
      {result.tooFewTexts && <p>What was written is not shown: too few people wrote something.</p>}
      {result.texts.length > 0 && <Texts api={api} pollId={poll.id} first={result} />}
    </section>
  ));
}

function Chart({ result: { text, choices } }: { result: ShownResult }) {
  const named = choices.some(({ who }) => who.length > 0);
  return (
    <div className="chart">
      <div className="bars" role="img" aria-label={`Bar chart of ${text}. The table says the same.`}>
        {choices.map((choice) => (
          <div key={choice.text}>
            <bdi>{choice.text}</bdi>
            <div className="bar">
              <svg width="100%" height="16" aria-hidden="true">
                <rect className="track" width="100%" height="16" rx="2" />
                <rect width={`${choice.percent}%`} height="16" rx="2" />
              </svg>
              <span>{choice.percent}%</span>
            </div>
          </div>
        ))}
      </div>
      {/* With names it is too wide for a phone. */}
      <table className={named ? 'stacked' : undefined}>
        <thead>
          <tr>
            <th scope="col">Answer</th>
            <th scope="col">People</th>
            <th scope="col">Percent</th>
            {named && <th scope="col">Who</th>}
          </tr>
        </thead>
        <tbody>
          {choices.map(({ text: choice, count, percent, who }) => (
            <tr key={choice}>
              <th scope="row">
                <bdi>{choice}</bdi>
              </th>
              <td className="number" data-title="People">
                {count}
              </td>
              <td className="number" data-title="Percent">
                {percent}%
              </td>
              {named && (
                <td data-title="Who">
                  <bdi>{who.join(', ')}</bdi>
                </td>
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** What was written, a page at a time. */
function Texts({ api, pollId, first }: { api: Api; pollId: string; first: ShownResult }) {
  const [shown, setShown] = useState(first);
  const [fault, setFault] = useState<Fault>();
  const turn = (page: number) =>
    api
      .get<ShownResult>(`polls/${pollId}/texts/${first.nth}?page=${page}`)
      .then((next) => {
        setFault(undefined);
        setShown(next);
      })
      .catch((error) => setFault(wordsOf(error)));
  return (
    <>
      {fault && <FaultBar fault={fault} />}
      <ul className="said-list">
        {shown.texts.map(({ text, who }, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: texts come without ids, so that none tells whose it is
          <li key={index}>
            <span className="said">
              <bdi>{text}</bdi>
            </span>
            {who && (
              <span className="where">
                {' '}
                <bdi>{who}</bdi>
              </span>
            )}
          </li>
        ))}
      </ul>
      <Pages page={shown.page} pages={shown.pages} turn={(page) => void turn(page)} label="Pages of what was written" />
    </>
  );
}
