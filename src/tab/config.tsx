// Adding the tab to a channel: which cabinet it opens with.
import { useEffect, useRef, useState } from 'react';
import type { ShownMe } from '../issues/shown.ts';
import { type Api, type Fault, wordsOf } from './api.ts';
import { offerConfig } from './host.ts';
import { Busy, Choice, FaultBar } from './parts.tsx';

const NAME = 'Digital cabinet';

/** The page that Teams shows beside its own Save button. */
export function ConfigPage({ api }: { api: Api }) {
  const [me, setMe] = useState<ShownMe>();
  const [fault, setFault] = useState<Fault>();
  const [cabinet, setCabinet] = useState('');
  const chosen = useRef({ contentUrl: addressFor(''), name: NAME });

  useEffect(() => {
    api
      .get<ShownMe>('me')
      .then(setMe)
      .catch((error) => setFault(wordsOf(error)));
    offerConfig(() => chosen.current);
  }, [api]);

  function choose(id: string): void {
    setCabinet(id);
    const name = me?.cabinets.find((one) => one.id === id)?.name ?? NAME;
    chosen.current = { contentUrl: addressFor(id), name };
  }

  const heading = <h1>Add the digital cabinet to this channel</h1>;
  if (!me) {
    return (
      <>
        {heading}
        {fault ? <FaultBar fault={fault} /> : <Busy words="Looking for your cabinets" />}
      </>
    );
  }
  return (
    <>
      {heading}
      <p>Everyone in the channel sees the open issues of their organisation. Nobody sees more here than in the chat.</p>
      {me.cabinets.length > 1 && (
        <Choice
          label="Which cabinet does it open with?"
          value={cabinet}
          any="All cabinets of your organisation"
          choices={me.cabinets.map(({ id, name }) => ({ value: id, title: name }))}
          change={choose}
        />
      )}
      <p>Choose Save to add the tab.</p>
    </>
  );
}

function addressFor(cabinet: string): string {
  const address = new URL('./', document.baseURI);
  if (cabinet) address.searchParams.set('cabinet', cabinet);
  return address.href;
}
