// The verbs of the cards of a cabinet's meeting: the contract between a button and bot/cabinet-meeting.ts.

export const CABINET_MEETING_VERBS = [
  'cabinetMeeting.save',
  'cabinetMeeting.form',
  'cabinetMeeting.update',
  'cabinetMeeting.remind',
  'cabinetMeeting.summary',
  'cabinetMeeting.page',
] as const;

export type CabinetMeetingVerb = (typeof CABINET_MEETING_VERBS)[number];
