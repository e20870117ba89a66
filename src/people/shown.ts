// What the tab is sent of teams, organisations and oneself: types only (see src/issues/shown.ts).

/** A choice: what is sent back, and what is shown. */
export type ShownChoice = { value: string; title: string };

/** One's own reminders. */
export type ShownReminders = {
  /** Whether they come, in words. */
  state: string;
  paused: boolean;
  away: boolean;
  /** Wall times HH:MM. */
  quietFrom: string;
  quietUntil: string;
};

export type ShownMine = { name: string; reminders: ShownReminders };

/** What somebody may set. */
export type ShownSettings = {
  teams: ShownChoice[];
  /** Only for admins of the service; empty for others. */
  organisations: ShownOrganisation[];
  admin: boolean;
};

export type ShownOrganisation = { name: string; ods: string; domains: string };

/** The days ahead on which a team does otherwise than the bank holidays say. */
export type ShownDays = { id: string; name: string; rows: { date: string; when: string; what: string }[] };

/** Roles hold the values of `people`. */
export type ShownTeam = {
  id: string;
  name: string;
  people: ShownChoice[];
  facilitators: string[];
  deputies: string[];
  handlers: string[];
  safety: string[];
  safetyDeputies: string[];
  organisation: string;
  ods: string;
  timeZone: string;
  nation: string;
  nations: ShownChoice[];
  cabinets: ShownChoice[];
  /** Whom nothing can be sent to, and why. */
  unreachable: { name: string; reason: string }[];
};
