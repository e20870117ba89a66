// How a meeting gets into Teams' own calendar. A port: today by a link that its reader follows; booking it through Microsoft
// Graph, which needs the consent of an administrator, would be another function of this type.

/** One meeting: title, start and end. Gives the address of where its reader has it in Teams' calendar. */
export type InTeamsCalendar = (meeting: { title: string; startAt: Date; endAt: Date }) => Promise<string>;

/** A link that opens a new meeting, filled in (platform reference, section 7: spaces as %20). */
export const deepLink: InTeamsCalendar = async ({ title, startAt, endAt }) => {
  const params = { subject: title, startTime: startAt.toISOString(), endTime: endAt.toISOString() };
  const query = Object.entries(params).map(([name, value]) => `${name}=${encodeURIComponent(value)}`);
  return `https://teams.microsoft.com/l/meeting/new?${query.join('&')}`;
};
