// What is asked of the list of issues; the server checks it.

/** What is asked of the list. */
export type Wanted = {
  scope: string;
  cabinet: string;
  state: string;
  system: string;
  priority: string;
  kind: string;
  sector: string;
  late: string;
  q: string;
  sort: string;
  page: number;
};

export const FIRST: Wanted = {
  scope: 'open',
  cabinet: '',
  state: '',
  system: '',
  priority: '',
  kind: '',
  sector: '',
  late: '',
  q: '',
  sort: 'newest',
  page: 1,
};
