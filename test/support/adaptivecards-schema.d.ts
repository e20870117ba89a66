// botframework-schema's types pull in the TypeScript source of an old adaptivecards, which does not pass our
// strict options. Nothing here reads those types, so this stands in for them (see "paths" in tsconfig.json).
export type IAdaptiveCard = Record<string, unknown>;
