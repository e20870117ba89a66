// The authenticated person of a turn: what every service is told about who asks.

export type Actor = {
  personId: string;
  tenantId: string;
  /** Entra object id, lower case. */
  objectId: string;
  name: string;
  /** Named in CLERK_ADMINS: can mend anything, sees no more. */
  admin: boolean;
};
