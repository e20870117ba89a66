// The verbs of the CPD cards: the contract between a button and bot/cpd.ts, where each must have a handler.

export const CPD_VERBS = [
  'cpd.view',
  'cpd.take',
  'cpd.volunteer',
  'cpd.notMe',
  'cpd.guest',
  'cpd.topic',
  'cpd.swap',
  'cpd.answerSwap',
  'cpd.material',
  'cpd.mine',
  'cpd.form',
  'cpd.add',
  'cpd.entry',
  'cpd.save',
  'cpd.reflect',
  'cpd.forget',
  'cpd.remove',
  'cpd.copy',
] as const;

export type CpdVerb = (typeof CPD_VERBS)[number];
