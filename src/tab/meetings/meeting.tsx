// One meeting of a series: its agenda or its record, and the actions taken in it.
import { Button } from '@fluentui/react-components';
import type { ShownAction, ShownMeeting } from '../../meetings/shown.ts';
import { ActionRow } from '../actions.tsx';
import type { Api } from '../api.ts';
import { useDeed, useLoaded } from '../loaded.ts';
import { Busy, FaultBar, Notice, Opened } from '../parts.tsx';
import { Agenda } from './agenda.tsx';

type MeetingProps = { api: Api; series: string; plannedOn: string; go: (view: string) => void };

/** The view. */
export function Meeting({ api, series, plannedOn, go }: MeetingProps) {
  const path = `meetings/${series}/on/${plannedOn}`;
  const { shown, fault, set, again } = useLoaded<ShownMeeting>(api, path);
  const deed = useDeed();

  const done = (action: ShownAction) =>
    deed.run(action.id, async () => {
      const { notice } = await api.post<{ notice: string }>('actions/done', { action: action.id });
      set(await api.get<ShownMeeting>(path));
      return notice;
    });

  return (
    <>
      <Button onClick={() => go(series)}>Back to the meeting’s dates</Button>
      <Opened id={shown ? path : 'opening'}>
        <bdi>{shown?.title ?? (fault ? 'This meeting cannot be shown' : 'One moment')}</bdi>
      </Opened>
      {fault && <FaultBar fault={fault} retry={again} />}
      {!shown && !fault && <Busy words="Opening the meeting" />}
      {shown && (
        <>
          <p>{shown.when}</p>
          <Notice words={deed.notice} />
          {deed.fault && <FaultBar fault={deed.fault} />}
          <Agenda meeting={shown} level="h2" />
          {shown.phase !== 'before' && (
            <section>
              <h2>Actions from this meeting</h2>
              {shown.actions.length === 0 && <p>None was taken.</p>}
              <ul className="issues">
                {shown.actions.map((action) => (
                  <ActionRow key={action.id} action={action} own={false} busy={deed.busy} done={done} />
                ))}
              </ul>
            </section>
          )}
        </>
      )}
    </>
  );
}
