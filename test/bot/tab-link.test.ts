// Links from cards into the tab.
import { expect, test } from 'vitest';
import { createTabLink } from '../../bot/tab-link.ts';

const APP = '8f5bd0d1-0f0e-4f5e-9a3b-0c2d6f1e7a11';

test('a link opens the very thing in Teams, and says where to go in a browser', () => {
  const link = new URL(createTabLink({ teamsAppId: APP, publicUrl: 'https://clerk.example' })('CAB-12', 'CAB-12'));
  expect(link.origin + link.pathname).toBe(`https://teams.microsoft.com/l/entity/${APP}/cabinet`);
  expect(JSON.parse(link.searchParams.get('context') ?? '')).toEqual({ subEntityId: 'CAB-12' });
  expect(link.searchParams.get('webUrl')).toBe('https://clerk.example/tab/#/cabinet/issue/CAB-12');
  const meetings = new URL(createTabLink({ teamsAppId: APP, publicUrl: 'https://clerk.example' })('meetings/abc', 'x'));
  expect(meetings.searchParams.get('webUrl')).toBe('https://clerk.example/tab/#/meetings/abc');
  expect(link.href).not.toContain(' ');
});

test.each([
  { teamsAppId: undefined, publicUrl: 'https://clerk.example' },
  { teamsAppId: APP, publicUrl: undefined },
])('there is no link where there is no tab to open: %j', (config) => {
  expect(createTabLink(config)('CAB-12', 'CAB-12')).toBe('');
});
