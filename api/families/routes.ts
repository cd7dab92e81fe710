/** Families: founded by members who each accept, and left (MEM-7). */
import { v7 } from 'uuid';
import type { z } from 'zod';
import type { FamilyAct } from '../../rules/family/permissions.ts';
import { acceptanceFault, actsAllowed, mayAct } from '../../rules/family/permissions.ts';
import { foundersFault, foundersOf } from '../../rules/family/founding.ts';
import type { FamilyState } from '../../rules/family/state.ts';
import type { Member } from '../../rules/model.ts';
import { refuse, type Refusal } from '../../rules/refusal.ts';
import { leaveByWord } from '../../store/families/leaving.ts';
import { membersAmong } from '../../store/council/members.ts';
import { foundingById, foundingFault, openFoundingBy } from '../../store/families/foundings.ts';
import { allocationTimer } from '../../workflows/messages.ts';
import { familyAcceptance } from '../../workflows/messages/family.ts';
import type { FamilyInput } from '../../workflows/inputs.ts';
import { currentCharter } from '../charter/of-decision.ts';
import { unlessDone } from '../http/idempotency.ts';
import { memberRoute } from '../http/route.ts';
import { actsOn, late } from '../kinds/acting.ts';
import { listRoute, oneRoute, timelineRoute } from '../kinds/reading.ts';
import { must, problemError, refusalError } from '../problems/problem.ts';
import type { Services } from '../service/services.ts';
import { startProcess, tellToLookAgain } from '../service/temporal.ts';
import {
  familyAcceptanceBody,
  familyBody,
  familyOnlyParams,
  familyParams,
  foundingSchema,
  foundingsQuery,
  foundingsSchema,
  leavingBody,
  leftSchema,
} from './schemas.ts';

type Sources = Pick<Services, 'db' | 'clock'>;

async function existing({ db }: Sources, caller: Member, id: string): Promise<FamilyState> {
  const found = await foundingById(db, id, caller.id);
  if (found === undefined) throw problemError('not-found');
  return found;
}

async function show(services: Sources, caller: Member, state: FamilyState) {
  const { family, charter, founders, accepted, ...shown } = state;
  return {
    ...shown,
    family: family.id,
    name: family.name,
    founders: [...founders],
    accepted: [...accepted],
    charterVersion: charter.version,
    can: actsAllowed(state, caller, await services.clock(services.db)),
  };
}

const view = async (services: Sources, caller: Member, id: string) =>
  show(services, caller, await existing(services, caller, id));

const acts = actsOn<FamilyAct, FamilyState, Member, Awaited<ReturnType<typeof view>>>({
  kind: 'family',
  part: 'the founding',
  see: existing,
  who: (_services, caller) => caller,
  may: mayAct,
  carries: (_services, state) => state,
  by: () => ({}),
  show: view,
});

/** Why it cannot be proposed as things stand: whom it names, what it is called, or that the opener has proposed one that is open. */
async function proposalFault(
  { db }: Pick<Services, 'db'>,
  opener: string,
  { id, name, members }: z.output<typeof familyBody>,
  rules: Pick<Parameters<typeof foundersFault>[2], 'charter' | 'at'>,
): Promise<Refusal | undefined> {
  const founders = foundersOf(opener, members);
  const known = await membersAmong(db, founders);
  const member = (one: string): Member | undefined => known.find((other) => other.id === one);
  const open = await openFoundingBy(db, opener);
  return (
    foundersFault(opener, members, { member, ...rules }) ??
    (await foundingFault(db, { family: { id, name }, founders })) ??
    (open === undefined
      ? undefined
      : refuse('already-done', 'MEM-7', { founding: open.id, family: open.family.id }))
  );
}

export const familyRoutes = [
  memberRoute({
    operationId: 'foundFamily',
    method: 'post',
    path: '/v1/families',
    summary: 'Proposes to found a family with others: it exists once each of them has accepted in time',
    rules: ['MEM-7', 'CHA-1'],
    body: familyBody,
    answer: { status: 201, description: 'The founding', schema: foundingSchema },
    location: ({ id }) => `/v1/families/${id}`,
    problems: [
      'switched-off',
      'to-oneself',
      'repeated-member',
      'unknown-member',
      'not-mature',
      'in-a-family',
      'family-taken',
      'already-done',
      'idempotency-key-reused',
    ],
    handle: async ({ services, caller, body, attempt }) => {
      const { db, clock, temporal } = services;
      const createdAt = await clock(db);
      const copy = await currentCharter(services);
      const { charter, version, hash, pace } = copy;
      if (charter.families === null)
        throw refusalError(refuse('switched-off', 'MEM-7', { section: 'families' }));
      await unlessDone(attempt, async () =>
        must(await proposalFault(services, caller.id, body, { charter, at: createdAt })),
      );
      const id = await attempt.begin(v7({ msecs: Date.parse(createdAt) }));
      const founders = foundersOf(caller.id, body.members);
      const input: FamilyInput = {
        id,
        family: { id: body.id, name: body.name },
        founders,
        charter: { version, hash, pace },
        accept: charter.families.accept,
        createdAt,
        continuationOf: null,
      };
      await startProcess(temporal, 'family', input, { summary: `family of ${founders.length} founders` });
      return view(services, caller, id);
    },
  }),
  oneRoute({
    kind: 'family',
    operationId: 'getFamily',
    summary:
      'The founding of a family: who has accepted, until when, and what came of it; 404 for one that was imported, which `GET /v1/families` lists',
    rules: ['MEM-7'],
    params: familyParams,
    answer: { description: 'The founding', schema: foundingSchema },
    view,
  }),
  listRoute({
    kind: 'family',
    operationId: 'listFoundings',
    summary: 'How families are founded, or were, newest first',
    rules: ['MEM-7', 'AUT-2'],
    query: foundingsQuery,
    answer: { description: 'A page of foundings', schema: foundingsSchema },
    show,
  }),
  timelineRoute({
    kind: 'family',
    operationId: 'getFamilyTimeline',
    summary: 'What happened as a family was founded, in order',
    rules: ['REC-4'],
    params: familyParams,
    find: existing,
  }),
  memberRoute({
    operationId: 'acceptFamily',
    method: 'post',
    path: '/v1/families/{id}/acceptance',
    summary: 'Accepts to found a family, or declines, also after having accepted; by its founders',
    rules: ['MEM-7'],
    params: familyParams,
    body: familyAcceptanceBody,
    answer: { description: 'The founding as it stands now', schema: foundingSchema },
    problems: [...late, 'limit-reached'],
    handle: async (call) => {
      const { services, caller, params, body } = call;
      const { id } = await existing(services, caller, params.id);
      return acts({ ...call, params: { id } }, 'acceptance', familyAcceptance, body, (state) =>
        must(acceptanceFault(state, caller.id, body.accept)),
      );
    },
  }),
  memberRoute({
    operationId: 'leaveFamily',
    method: 'post',
    path: '/v1/families/{id}/leaving',
    summary:
      'Leaves a family, at once; or says as a parent that one below family maturity leaves it, who does once all parents have said so',
    rules: ['MEM-7', 'ALC-2'],
    params: familyOnlyParams,
    body: leavingBody,
    answer: { description: 'Whether they have left, and whose word is waited for', schema: leftSchema },
    problems: ['not-in-family', 'unknown-member', 'already-done', 'idempotency-key-reused'],
    handle: async ({ services, caller, params: { id: family }, body, attempt }) => {
      const { db, clock, temporal, log } = services;
      const { member = caller.id, withdraw = false } = body;
      const { charter } = await currentCharter(services);
      await attempt.begin();
      const word = { member, family, by: caller.id, withdraw, again: attempt.begunBefore };
      const said = await leaveByWord(db, clock, word, charter);
      if ('refusal' in said) throw refusalError(said.refusal);
      tellToLookAgain(temporal, log, said.ended.map(allocationTimer));
      return { member, family, left: said.left, awaited: [...said.awaited] };
    },
  }),
];
