// A calendar file read by ical.js, a parser that this project did not write and that knows no zones of its own: it takes
// them from the file's VTIMEZONE.
import ICAL from 'ical.js';

export type ReadEvent = {
  uid: string;
  sequence: number;
  start: string;
  end: string;
  title: string;
  place: string;
  status: unknown;
};

export function readCalendar(text: string): ReadEvent[] {
  const calendar = new ICAL.Component(ICAL.parse(text));
  return calendar.getAllSubcomponents('vevent').map((component) => {
    const event = new ICAL.Event(component);
    return {
      uid: event.uid,
      sequence: event.sequence,
      start: event.startDate.toJSDate().toISOString(),
      end: event.endDate.toJSDate().toISOString(),
      title: event.summary,
      place: event.location,
      status: component.getFirstPropertyValue('status'),
    };
  });
}
