// Asked once, where a tenant has several organisations and nothing says which is this person's.
import { Button } from '@fluentui/react-components';
import { useState } from 'react';
import type { ShownChoice, ShownMe } from '../../issues/shown.ts';
import { type Api, type Fault, wordsOf } from '../api.ts';
import { Faults } from '../faults.tsx';
import { Choice } from '../parts.tsx';

type OrganisationProps = { api: Api; choices: ShownChoice[]; done: (me: ShownMe) => void };

/** The question, and the answer sent. */
export function Organisation({ api, choices, done }: OrganisationProps) {
  const [organisation, setOrganisation] = useState('');
  const [fault, setFault] = useState<Fault>();

  function save(): void {
    api
      .post<ShownMe>('organisation', { organisation })
      .then(done)
      .catch((error) => setFault(wordsOf(error)));
  }

  return (
    <>
      <h1>Where do you work?</h1>
      <p>You see the issues of your own organisation only. You are asked this once.</p>
      <Faults fault={fault}>
        <Choice label="Organisation" value={organisation} any="Choose one" choices={choices} change={setOrganisation} />
        <p>
          <Button appearance="primary" onClick={save}>
            Save
          </Button>
        </p>
      </Faults>
    </>
  );
}
