// The verbs of the cards on reminders: the contract between a button and bot/reminders.ts.

export const REMINDER_VERBS = ['reminders.open', 'reminders.save'] as const;

export type ReminderVerb = (typeof REMINDER_VERBS)[number];
