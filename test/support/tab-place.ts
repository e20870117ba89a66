// "Open in the tab" on cards: the settings that give a service its tab, and where such a link leads.

const APP = '8f5bd0d1-0f0e-4f5e-9a3b-0c2d6f1e7a11';
export const TAB_ENV = { CLERK_PUBLIC_URL: 'https://clerk.example', TEAMS_APP_ID: APP };

/** Where a card's link leads in the tab. */
export function placeOn(card: object | undefined): string | undefined {
  const [, query] = /"(https:\/\/teams\.microsoft\.com\/l\/entity\/[^"]*)"/.exec(JSON.stringify(card)) ?? [];
  const context = query && new URL(query).searchParams.get('context');
  return context ? JSON.parse(context).subEntityId : undefined;
}
