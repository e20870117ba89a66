// Teams' published rate limits (reference: "Optimize your bot with rate limiting in Teams"): per bot and conversation for
// sending and for creating, and per bot and tenant. Kept on a clock that is handed in.

const conversationLimits: readonly { readonly seconds: number; readonly most: number }[] = [
  { seconds: 1, most: 7 },
  { seconds: 2, most: 8 },
  { seconds: 30, most: 60 },
  { seconds: 3600, most: 1800 },
];

export type RateLimits = {
  /** Counts one request; gives undefined when it may pass, else after how many whole seconds to come again.
   * `factor` multiplies what a conversation allows: 2 for reading members. */
  take(conversation: string, tenant: string, factor?: number): number | undefined;
};

/** Makes the counters. A refused request is not counted. */
export function createRateLimits(now: () => Date, perTenantSecond: number): RateLimits {
  const taken = new Map<string, number[]>();

  function waitMs(key: string, seconds: number, most: number): number {
    const at = now().getTime();
    const recent = (taken.get(key) ?? []).filter((time) => time > at - seconds * 1000);
    if (recent.length < most) return 0;
    return (recent[recent.length - most] ?? at) + seconds * 1000 - at;
  }

  function count(key: string): void {
    const at = now().getTime();
    const kept = (taken.get(key) ?? []).filter((time) => time > at - 3_600_000);
    taken.set(key, [...kept, at]);
  }

  return {
    take(conversation, tenant, factor = 1) {
      const [inConversation, inTenant] = [`conversation ${conversation}`, `tenant ${tenant}`];
      const waits = conversationLimits.map(({ seconds, most }) => waitMs(inConversation, seconds, most * factor));
      const longest = Math.max(...waits, waitMs(inTenant, 1, perTenantSecond));
      if (longest > 0) return Math.max(1, Math.ceil(longest / 1000));
      count(inConversation);
      count(inTenant);
      return undefined;
    },
  };
}
