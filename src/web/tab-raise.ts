// Raising an issue in the tab: the same drafts and steps as in the chat, one answer for each step.
import { z } from 'zod';
import { Refusal } from '../errors.ts';
import { type Cabinet, missingFrom, OTHER_SYSTEM } from '../issues/cabinet.ts';
import { cabinetById } from '../issues/cabinets-store.ts';
import { typedOf } from '../issues/drafts.ts';
import { raiseInput, safetyInput, startInput } from '../issues/inputs.ts';
import type { ShownAlike, ShownRaise } from '../issues/shown.ts';
import { type Draft, remembered } from '../issues/store.ts';
import type { Actor } from '../people/actor.ts';
import type { Route } from './route.ts';
import { parse, type TabDoor } from './tab-door.ts';
import { createViews, type ViewDeps } from './tab-view.ts';

export type RaiseDeps = ViewDeps & {
  door: TabDoor;
  defaultPersonWord: string;
};

const meTooInput = z.object({ issue: z.string().default('') });

const NO_CABINET =
  'Your organisation has no digital cabinet here yet. Ask your digital team to write set up cabinet in their channel.';

/** POST raise (a new form), then raise/:draft/start, safety, safetyForm, raise, metoo and new. Each step may be sent again. */
export function raiseRoutes(deps: RaiseDeps): Route[] {
  const { db, words, door } = deps;
  const views = createViews(deps);
  const { raising, handling, meToos, cabinets } = deps.issues;

  async function begin(actor: Actor): Promise<ShownRaise> {
    const offered = await raising.cabinetsFor(actor);
    if (offered.length === 0) throw new Refusal('missing', NO_CABINET);
    const draft = await raising.open(actor, '', '');
    const only = offered.length === 1 ? offered[0] : undefined;
    return {
      draft: draft.id,
      step: 'harm',
      cabinets: offered.map(({ id, name }) => ({ value: id, title: name })),
      person: words.person(only?.personWord ?? deps.defaultPersonWord),
    };
  }

  async function shown(actor: Actor, draft: Draft): Promise<ShownRaise> {
    const cabinet = draft.cabinetId ? await cabinetById(db, draft.cabinetId) : undefined;
    if (!cabinet || draft.step === 'harm') throw new Refusal('conflict', 'Answer the first question first.');
    if (draft.step === 'raised' || draft.step === 'joined') return raised(actor, draft, draft.step, cabinet);
    if (draft.step === 'similar') return similar(draft);
    const reference = draft.issueId ? (await handling.open(actor, draft.issueId)).issue.reference : '';
    const last = await remembered(db, actor.personId, cabinet.id);
    const asks = { draft: draft.id, reference, systems: [...cabinet.systems, OTHER_SYSTEM], ...last };
    if (draft.step === 'safety') return { ...asks, step: 'safety', ...(await firstAid(cabinet)) };
    const phone = words.phone(cabinet.deskPhone, '');
    const opened = draft.issueId ? (await handling.open(actor, draft.issueId)).issue : undefined;
    const kept = { system: opened?.system || last.system, place: opened?.place || last.place };
    return {
      ...asks,
      ...kept,
      step: 'form',
      care: draft.harm !== 'no',
      cabinet: cabinet.name,
      person: words.person(cabinet.personWord),
      phone,
    };
  }

  /** What is open and like what they typed, as it is now; empty when all of it was answered meanwhile. */
  async function similar(draft: Draft): Promise<ShownRaise> {
    const alike = (await meToos.alike(draft)).map(({ issue, count, yours }): ShownAlike => {
      const { id, reference, title, system, place, state, confirmed } = issue;
      const known = {
        System: system,
        Place: place,
        State: words.state(state, confirmed),
        'Who has this': words.have(count),
      };
      const facts = Object.entries(known).map(([name, value]) => ({ title: name, value }));
      return { id, reference, title, yours, facts: facts.filter(({ value }) => value !== '') };
    });
    return { draft: draft.id, step: 'similar', title: typedOf(draft).title, alike };
  }

  async function raised(actor: Actor, draft: Draft, step: 'raised' | 'joined', cabinet: Cabinet): Promise<ShownRaise> {
    const opened = await handling.open(actor, draft.issueId ?? '');
    const phoneNow = opened.issue.toldToPhoneAt ? words.phoneNow(cabinet.deskPhone, cabinet.deskHours) : '';
    return { draft: draft.id, step, issue: await views.one(opened), phoneNow };
  }

  /** What to do first when somebody was, or nearly was, harmed. */
  async function firstAid(cabinet: Cabinet) {
    const missing = missingFrom(cabinet, await cabinets.safetyHeld(cabinet));
    return {
      phone: words.phone(cabinet.deskPhone, cabinet.deskHours),
      incident: cabinet.incidentName || 'your incident system, as you always do',
      incidentUrl: cabinet.incidentUrl,
      missing: missing.filter((line) => line.startsWith('Nobody')),
    };
  }

  function step<Shape extends z.ZodType>(
    name: string,
    shape: Shape,
    run: (actor: Actor, draft: string, input: z.output<Shape>) => Promise<Draft>,
  ): Route {
    return door.route('POST', `raise/:draft/${name}`, async (actor, { params }, body) => {
      const draft = await run(actor, params.draft ?? '', parse(shape, body));
      return { status: 200, json: await shown(actor, draft) };
    });
  }

  return [
    door.route('POST', 'raise', async (actor) => ({ status: 200, json: await begin(actor) })),
    step('start', startInput, raising.start),
    step('safety', safetyInput, raising.saveSafety),
    step('safetyForm', safetyInput, raising.toSafetyForm),
    step('raise', raiseInput, raising.raise),
    step('metoo', meTooInput, (actor, id, { issue }) => meToos.join(actor, id, issue)),
    step('new', z.object({}), raising.raiseNew),
  ];
}
