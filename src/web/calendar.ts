// GET /calendar/<token>.ics: a person's calendar, for a program that has its address and nothing else.
import type { Route } from './route.ts';

const TOKEN = /^([\w-]{20,100})\.ics$/;

/** `read` gives the calendar behind a token, or undefined: a wrong token and an ended one look the same. */
export function calendarRoutes({ read }: { read(token: string): Promise<string | undefined> }): readonly Route[] {
  return [
    {
      method: 'GET',
      path: '/calendar/:file',
      answer: async ({ params }) => {
        const token = TOKEN.exec(params.file ?? '')?.[1];
        const text = token ? await read(token) : undefined;
        if (text === undefined) return { status: 404, json: { error: 'There is no calendar at this address' } };
        const headers = {
          'content-type': 'text/calendar; charset=utf-8',
          'content-disposition': 'inline; filename="digital-clerk.ics"',
        };
        return { status: 200, text, headers };
      },
    },
  ];
}
