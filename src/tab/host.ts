// Teams around the tab: the only file that knows its library. What it says is for looks and convenience; who somebody
// is, the server reads from the token alone.
import { app, authentication, pages } from '@microsoft/teams-js';

export type Theme = 'default' | 'dark' | 'contrast';

export type Host = {
  theme: Theme;
  /** What a deep link asked for: the id or the reference of an issue; empty otherwise. */
  wanted: string;
  /** A channel's tab: its first page is the same for all members. */
  inChannel: boolean;
  /** Which channel, as Teams calls it; empty elsewhere. It narrows what is shown, and lets nobody see more. */
  channel: string;
  onTheme(change: (theme: Theme) => void): void;
  /** A token for our own API. Rejects with Teams' reason. */
  token(): Promise<string>;
};

const PATIENCE_MS = 10_000;

/** Meets Teams; undefined where the tab was opened outside of it. */
export async function meetHost(): Promise<Host | undefined> {
  const alone = window.parent === window.self && !('nativeInterface' in window);
  if (alone) return undefined;
  try {
    await inTime(app.initialize());
    const context = await inTime(app.getContext());
    return {
      theme: themeOf(context.app.theme),
      wanted: context.page.subPageId ?? '',
      inChannel: context.channel !== undefined,
      channel: context.channel?.id ?? '',
      onTheme: (change) => app.registerOnThemeChangeHandler((name) => change(themeOf(name))),
      token: () => authentication.getAuthToken(),
    };
  } catch {
    return undefined;
  }
}

/** Tells Teams that there is something to see. */
export function tellLoaded(): void {
  app.notifySuccess();
}

/** The page on which somebody adds the tab to a channel: what Teams is to open, each time they press Save. */
export function offerConfig(settings: () => { contentUrl: string; name: string }): void {
  pages.config.registerOnSaveHandler((saving) => {
    const { contentUrl, name } = settings();
    pages.config
      .setConfig({ entityId: 'cabinet', contentUrl, websiteUrl: contentUrl, suggestedDisplayName: name })
      .then(() => saving.notifySuccess())
      .catch(() => saving.notifyFailure('The tab could not be saved. Try again.'));
  });
  void pages.config.setValidityState(true);
}

function themeOf(name: string | undefined): Theme {
  return name === 'dark' || name === 'contrast' ? name : 'default';
}

async function inTime<Result>(work: Promise<Result>): Promise<Result> {
  const tooLate = new Promise<never>((_, fail) =>
    setTimeout(() => fail(new Error('Teams did not answer.')), PATIENCE_MS),
  );
  return Promise.race([work, tooLate]);
}
