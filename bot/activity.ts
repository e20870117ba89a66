// Checks that what came in has the shape of an activity, before anything reads it. Only what this service reads is
// checked; the rest passes as it is, and each verb's own schema checks what people filled in.
import { z } from 'zod';

const account = z.looseObject({ id: z.string().min(1), name: optional(z.string()), aadObjectId: optional(z.string()) });
const tenant = optional(z.looseObject({ id: optional(z.string()) }));

const shape = z.looseObject({
  type: z.string().min(1),
  serviceUrl: z.url({ protocol: /^https?$/ }),
  channelId: z.string().min(1),
  conversation: z.looseObject({ id: z.string().min(1), tenantId: optional(z.string()) }),
  id: optional(z.string()),
  from: optional(account),
  recipient: optional(account),
  name: optional(z.string()),
  action: optional(z.string()),
  text: optional(z.string()),
  replyToId: optional(z.string()),
  timestamp: optional(z.string()),
  localTimestamp: optional(z.string()),
  expiration: optional(z.string()),
  channelData: optional(z.looseObject({ tenant })),
  entities: optional(z.array(z.looseObject({ type: z.string() }))),
  attachments: optional(z.array(z.looseObject({ contentType: optional(z.string()) }))),
  membersAdded: optional(z.array(account)),
  membersRemoved: optional(z.array(account)),
});

/** An inbound activity whose outer shape is right. Absent fields are absent: there is no null at this level. */
export type InboundActivity = z.infer<typeof shape>;

// JSON has null where a field is empty; for us that is the same as absent.
function optional<Kind extends z.ZodType>(kind: Kind) {
  return z.preprocess((value) => value ?? undefined, kind.optional());
}

/** Whether `body` at least says what type of activity it is. Without that it is refused before anything else. */
export function hasType(body: unknown): boolean {
  return z.looseObject({ type: z.string().min(1) }).safeParse(body).success;
}

/**
 * The activity in a request's body, or undefined where it is none: a field of the wrong kind, no conversation, a
 * message or invoke from nobody. Its times are left as strings.
 */
export function parseActivity(body: unknown): InboundActivity | undefined {
  const parsed = shape.safeParse(body);
  if (!parsed.success) return undefined;
  const activity = parsed.data;
  for (const [name, value] of Object.entries(activity)) {
    if (value === null || value === undefined) delete activity[name];
  }
  const needsPerson = activity.type === 'message' || activity.type === 'invoke';
  if (needsPerson && !activity.from) return undefined;
  // The only other mode has the answers in the response, where they would get no ids; Teams does not use it.
  delete activity.deliveryMode;
  return activity;
}

/** The tenant that an activity comes from, lower case: the conversation's, else the one in Teams' channel data. */
export function tenantOf(activity: InboundActivity): string | undefined {
  return (activity.conversation.tenantId ?? activity.channelData?.tenant?.id)?.toLowerCase();
}
