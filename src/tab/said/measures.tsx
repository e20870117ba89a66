// How well what was asked in a quarter was answered: a table, one row a quarter.
import { useState } from 'react';
import type { ShownSaid } from '../../statements/shown.ts';
import type { Api, Fault } from '../api.ts';
import { Download, FaultBar } from '../parts.tsx';

export function Measures({ api, said }: { api: Api; said: ShownSaid }) {
  const [fault, setFault] = useState<Fault>();
  const titles = said.measures[0]?.facts.map(({ title }) => title) ?? [];
  return (
    <>
      <p>
        What was asked in each quarter, and how it was answered so far. “Change made or planned” counts all but what was
        only thanked for.
      </p>
      <table className="stacked">
        <caption>Measures of {said.organisation}, by quarter</caption>
        <thead>
          <tr>
            <th scope="col">Asked in</th>
            {titles.map((title) => (
              <th key={title} scope="col">
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {said.measures.map(({ quarter, facts }) => (
            <tr key={quarter}>
              <th scope="row">{quarter}</th>
              {facts.map(({ title, value }) => (
                <td key={title} data-title={title}>
                  {value}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      {fault && <FaultBar fault={fault} />}
      <p>
        <Download api={api} path="said/measures/csv" body={{}} name="you-said-we-did-measures.csv" fail={setFault} />
      </p>
    </>
  );
}
