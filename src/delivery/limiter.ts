// Keeps the published rate limits of Teams on our side, in memory: per conversation and per tenant, sliding windows.
// Source: "Optimize your bot with rate limiting in Teams". A restart begins afresh; Teams' 429 covers that gap.
import type { Flag } from '../store/tables.ts';

/** Teams counts when a message arrives, we when it leaves: windows are this much longer, as not all take equally long. */
const MARGIN_MS = 100;

/** Sends to one conversation: at most `most` in any window of `ms`. */
const SHORT_WINDOWS = [
  { most: 7, ms: 1_000 + MARGIN_MS },
  { most: 8, ms: 2_000 + MARGIN_MS },
  { most: 60, ms: 30_000 + MARGIN_MS },
] as const;
const SHORT_STAMPS = 60;
const SHORT_MS = 30_000 + MARGIN_MS;

/** The hour is counted by the minute, not by the message: 61 small counters at most, and a minute too careful at worst. */
const PER_HOUR = 1_800;
const HOUR_MS = 3_600_000;
const MINUTE_MS = 60_000;

const TENANT_MS = 1_000 + MARGIN_MS;

/** What is one of very many takes at most this part of what a tenant may send: the rest is for what people wait for. */
const BULK_SHARE = 0.8;

type Trail = { stamps: number[]; minutes: { minute: number; count: number }[]; pausedUntil: number };

export type Limiter = {
  /**
   * Takes one send for this conversation and tenant: 0 if it may go now; else the ms to wait, and nothing was taken. `calls`:
   * how many requests it makes, as Teams counts each to the tenant (2 where the chat is opened first). Default: 1.
   */
  reserve(conversationKey: string, tenantId: string, nowMs: number, bulk?: Flag, calls?: number): number;
  /** What `reserve` would answer, without taking. */
  wait(conversationKey: string, tenantId: string, nowMs: number, bulk?: Flag, calls?: number): number;
  /** The ms until the tenant as a whole may send again; 0 now. `bulk`: what is one of very many leaves others a part. */
  tenantWait(tenantId: string, nowMs: number, bulk?: Flag): number;
  /** Nothing goes to this conversation before `untilMs` (Retry-After). A shorter pause never cuts a longer one. */
  pause(conversationKey: string, untilMs: number): void;
  /** How many conversations are remembered: those of the last hour. */
  known(): number;
};

/** `perTenantPerSecond`: what Teams allows one app in one tenant (50 when this was written). */
export function createLimiter({ perTenantPerSecond }: { perTenantPerSecond: number }): Limiter {
  const trails = new Map<string, Trail>();
  const tenants = new Map<string, number[]>();
  let last = 0;
  let swept = 0;

  /** The present by a clock that never goes back. Set back by more than a minute: begin afresh rather than wait it out. */
  function present(nowMs: number): number {
    if (nowMs < last - MINUTE_MS) {
      trails.clear();
      tenants.clear();
      last = nowMs;
      swept = nowMs;
    }
    last = Math.max(last, nowMs);
    if (last - swept >= MINUTE_MS) sweep(last);
    return last;
  }

  function sweep(at: number): void {
    swept = at;
    for (const [key, trail] of trails) if (isIdle(trail, at)) trails.delete(key);
    for (const [key, stamps] of tenants) if ((stamps.at(-1) ?? 0) + TENANT_MS <= at) tenants.delete(key);
  }

  function tenantFreeAt(tenantId: string, bulk: Flag, calls = 1): number {
    const stamps = tenants.get(tenantId) ?? [];
    const most = bulk ? Math.floor(perTenantPerSecond * BULK_SHARE) : perTenantPerSecond;
    return freeAt(stamps, Math.max(1, most - calls + 1), TENANT_MS);
  }

  function wait(conversationKey: string, tenantId: string, nowMs: number, bulk: Flag = 0, calls = 1): number {
    const at = present(nowMs);
    const free = Math.max(trailFreeAt(trails.get(conversationKey), at), tenantFreeAt(tenantId, bulk, calls));
    return free <= at ? 0 : free - nowMs;
  }

  function reserve(conversationKey: string, tenantId: string, nowMs: number, bulk: Flag = 0, calls = 1): number {
    const toWait = wait(conversationKey, tenantId, nowMs, bulk, calls);
    if (toWait > 0) return toWait;
    const at = present(nowMs);
    take(trailOf(conversationKey), at);
    const stamps = tenants.get(tenantId) ?? [];
    tenants.set(tenantId, stamps);
    for (let call = 0; call < calls; call += 1) stamps.push(at);
    if (stamps.length > perTenantPerSecond) stamps.splice(0, stamps.length - perTenantPerSecond);
    return 0;
  }

  function trailOf(key: string): Trail {
    const trail = trails.get(key) ?? { stamps: [], minutes: [], pausedUntil: 0 };
    trails.set(key, trail);
    return trail;
  }

  return {
    reserve,
    wait,
    tenantWait(tenantId, nowMs, bulk = 0) {
      const at = present(nowMs);
      const free = tenantFreeAt(tenantId, bulk);
      return free <= at ? 0 : free - nowMs;
    },
    pause(conversationKey, untilMs) {
      const trail = trailOf(conversationKey);
      trail.pausedUntil = Math.max(trail.pausedUntil, untilMs);
    },
    known: () => trails.size,
  };
}

/** When one more fits: the `most`th send from the end has then left the window. Stamps are in order. */
function freeAt(stamps: readonly number[], most: number, windowMs: number): number {
  const blocking = stamps[stamps.length - most];
  return blocking === undefined ? 0 : blocking + windowMs;
}

function trailFreeAt(trail: Trail | undefined, at: number): number {
  if (!trail) return 0;
  const windows = SHORT_WINDOWS.map(({ most, ms }) => freeAt(trail.stamps, most, ms));
  return Math.max(trail.pausedUntil, hourFreeAt(trail, at), ...windows);
}

function hourFreeAt(trail: Trail, at: number): number {
  dropOldMinutes(trail, at);
  let left = 0;
  for (const { count } of trail.minutes) left += count;
  let free = 0;
  for (const { minute, count } of trail.minutes) {
    if (left < PER_HOUR) break;
    left -= count;
    free = minuteLeavesAt(minute);
  }
  return free;
}

function take(trail: Trail, at: number): void {
  const oldest = at - SHORT_MS;
  while (trail.stamps.length >= SHORT_STAMPS || (trail.stamps[0] ?? at) <= oldest) trail.stamps.shift();
  trail.stamps.push(at);
  const minute = Math.floor(at / MINUTE_MS);
  const latest = trail.minutes.at(-1);
  if (latest?.minute === minute) latest.count += 1;
  else trail.minutes.push({ minute, count: 1 });
}

function dropOldMinutes(trail: Trail, at: number): void {
  while (trail.minutes[0] && minuteLeavesAt(trail.minutes[0].minute) <= at) trail.minutes.shift();
}

/** A minute counts until its last instant is an hour ago. */
function minuteLeavesAt(minute: number): number {
  return (minute + 1) * MINUTE_MS + HOUR_MS;
}

function isIdle(trail: Trail, at: number): boolean {
  dropOldMinutes(trail, at);
  return trail.minutes.length === 0 && trail.pausedUntil <= at;
}
