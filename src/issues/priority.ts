// Priority from impact and urgency, as service desks do it (domain reference, 7.3).

export const IMPACTS = ['me', 'team', 'service'] as const;
export const URGENCIES = ['later', 'today', 'now'] as const;

export type Impact = (typeof IMPACTS)[number];
export type Urgency = (typeof URGENCIES)[number];
/** Never P1: what is as urgent as that is phoned in, not written here. */
export type Priority = 'P2' | 'P3' | 'P4';

const TABLE: Record<Impact, Record<Urgency, Priority>> = {
  me: { later: 'P4', today: 'P4', now: 'P3' },
  team: { later: 'P4', today: 'P3', now: 'P2' },
  service: { later: 'P3', today: 'P2', now: 'P2' },
};

export function priorityOf(impact: Impact, urgency: Urgency): Priority {
  return TABLE[impact][urgency];
}

/** A whole service, now: the card tells the person to phone the service desk, and that it did is recorded. */
export function mustPhone(impact: Impact, urgency: Urgency): boolean {
  return impact === 'service' && urgency === 'now';
}
