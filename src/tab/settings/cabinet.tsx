// One cabinet's settings: its set-up, who gets which issues, its replies, its targets; each is saved on its own.
import { Button } from '@fluentui/react-components';
import type { ShownCabinetSettings } from '../../issues/shown-settings.ts';
import type { Api } from '../api.ts';
import { useLoaded } from '../loaded.ts';
import { Busy, FaultBar, Opened } from '../parts.tsx';
import { Replies } from './replies.tsx';
import { Routing } from './routing.tsx';
import { SetUp } from './set-up.tsx';
import { Targets } from './targets.tsx';

/** The view of one cabinet. */
export function CabinetSettings({ api, id, go }: { api: Api; id: string; go: (view: string) => void }) {
  const { shown, fault, again, set } = useLoaded<ShownCabinetSettings>(api, `settings/cabinets/${id}`);
  const part = { api, changed: set };
  return (
    <>
      <Button onClick={() => go(shown ? `team/${shown.teamId}` : '')}>
        {shown ? `Back to ${shown.teamName}` : 'Back to settings'}
      </Button>
      <Opened id={shown?.id ?? 'opening'}>
        {shown?.form.name ?? (fault ? 'This cabinet cannot be shown' : 'One moment')}
      </Opened>
      {fault && <FaultBar fault={fault} retry={again} />}
      {!shown && !fault && <Busy words="Opening the cabinet" />}
      {shown && (
        <>
          {shown.missing.length > 0 && (
            <div className="warning">
              {shown.missing.map((line) => (
                <p key={line}>{line}</p>
              ))}
            </div>
          )}
          <SetUp {...part} cabinet={shown} />
          <Routing {...part} cabinet={shown} />
          <Replies {...part} cabinet={shown} />
          <Targets {...part} cabinet={shown} />
        </>
      )}
    </>
  );
}
