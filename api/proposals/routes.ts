/** Proposals: drafted or submitted, listed, read, edited while they are drafts (PRO-1, PRO-2). */
import { v7 } from 'uuid';
import type { z } from 'zod';
import type { Content, Member } from '../../rules/model.ts';
import { decisionsOwed } from '../../store/inbox/owed.ts';
import { attachmentsFault } from '../../store/processes/attachments.ts';
import { listByDeadline, listProposals, proposalById, versionsOf } from '../../store/processes/proposals.ts';
import { startFault } from '../../rules/submission/starts.ts';
import { edit, type Edits } from '../../workflows/messages/proposal.ts';
import { councilProblems } from '../../store/submission/action-faults.ts';
import { allocationProblems } from '../../store/submission/allocation-faults.ts';
import { amendingProblems } from '../../store/submission/patch-fault.ts';
import { currentCharter } from '../charter/of-decision.ts';
import { pageOf, placeOf } from '../http/page.ts';
import { must, unavailable } from '../problems/problem.ts';
import { viewProposal, viewProposals, visibleProposal } from './view.ts';
import { timelineRoute } from '../kinds/reading.ts';
import { unlessDone } from '../http/idempotency.ts';
import { memberRoute } from '../http/route.ts';
import { decisionId, decisionParams } from '../http/schemas.ts';
import { completed, completedIn } from './completing.ts';
import { changesOf, contentOf, editSchema, newProposalSchema } from './content.ts';
import { deadlinePlace, proposalSchema, proposalsQuery, proposalsSchema, versionsSchema } from './schemas.ts';
import { draftFault, submissionFault } from '../../store/submission/submission.ts';
import { startProposal } from '../service/temporal.ts';
import type { Services } from '../service/services.ts';
import { act } from './act.ts';

type Filter = Omit<z.output<typeof proposalsQuery>, 'cursor' | 'limit'>;
type Page = Pick<z.output<typeof proposalsQuery>, 'cursor' | 'limit'>;

async function page(
  { db, clock }: Services,
  caller: Member,
  { order, owes, affects, ...filter }: Filter,
  { cursor, limit }: Page,
) {
  const asked = {
    ...filter,
    ...(owes === undefined ? {} : { among: await decisionsOwed(db, caller, await clock(db)) }),
    ...(affects === undefined ? {} : { affects: caller }),
    reader: caller.id,
    limit: limit + 1,
  };
  if (order === 'newest') {
    const read = await listProposals(db, { ...asked, before: placeOf(decisionId, cursor) });
    return pageOf(read, limit, ({ state }) => state.id);
  }
  const read = await listByDeadline(db, { ...asked, after: placeOf(deadlinePlace, cursor) });
  return pageOf(read, limit, ({ state: { deadline, id } }) => ({ deadline, id }));
}

export const proposalRoutes = [
  memberRoute({
    operationId: 'listProposals',
    method: 'get',
    path: '/v1/proposals',
    summary: 'Proposals, newest first or by deadline; drafts to their author only',
    rules: ['PRO-1', 'AUT-2'],
    query: proposalsQuery,
    answer: { description: 'A page of proposals', schema: proposalsSchema },
    problems: [],
    handle: async ({ services, caller, query: { cursor, limit, ...filter } }) => {
      const { items, next } = await page(services, caller, filter, { cursor, limit });
      return { items: await viewProposals(services, caller, items), next };
    },
  }),
  memberRoute({
    operationId: 'createProposal',
    method: 'post',
    path: '/v1/proposals',
    summary:
      'Submits a proposal, or with draft: true begins one; with startsAt it waits as a draft until then',
    rules: ['PRO-1', 'PRO-2', 'TIE-5', 'MEM-3'],
    body: newProposalSchema,
    answer: {
      status: 201,
      description: 'The proposal',
      schema: proposalSchema,
      underWay:
        'It has begun, and its electorate is being fixed: it can be read within seconds, or was refused after all. Asked again with the same Idempotency-Key, the proposal, or why it was refused',
    },
    location: ({ id }) => `/v1/proposals/${id}`,
    problems: [
      'unknown-category',
      'opens-by-itself',
      'action-not-permitted',
      'address-refused',
      'incomplete',
      'part-not-permitted',
      'too-many-named',
      ...amendingProblems,
      ...councilProblems,
      'already-done',
      'unknown-member',
      'past-instant',
      ...allocationProblems,
      'wrong-category',
      'empty-electorate',
      'unknown-attachment',
      'idempotency-key-reused',
    ],
    handle: async ({ services, caller, body, attempt }) => {
      const { db, clock, pace, callsAllowed } = services;
      const at = await clock(db);
      const copy = await currentCharter(services);
      const { charter } = copy;
      const { family } = caller;
      const action = body.action && (await completed(db, body.action, { family, charter, at }));
      const content = contentOf(body, action);
      const { category, draft = false, startsAt = null } = body;
      const submission = { author: caller.id, category, content, charter, pace, callsAllowed, at };
      const waits = draft || startsAt !== null;
      const mustBeTaken = async () =>
        must(draft ? await draftFault(db, submission) : await submissionFault(db, submission));
      await unlessDone(attempt, async () => {
        must(startFault(startsAt, at, charter.drafts.lapse));
        await mustBeTaken();
      });
      const id = await attempt.begin(v7({ msecs: Date.parse(at) }));
      const started = await startProposal(services, {
        id,
        author: caller.id,
        category,
        content,
        charter: copy,
        from: waits ? 'draft' : 'submission',
        createdAt: at,
        startsAt,
        links: [],
      });
      if (started === 'under-way') return { underWay: { id, stage: waits ? 'draft' : 'opening' } };
      if (started === 'gone' && (await proposalById(db, id)) === undefined) {
        // It was refused as its electorate was fixed, after it had been answered that it had begun.
        await mustBeTaken();
        throw unavailable('the decision');
      }
      return viewProposal(services, caller, id);
    },
  }),
  memberRoute({
    operationId: 'getProposal',
    method: 'get',
    path: '/v1/proposals/{id}',
    summary: 'A proposal, and what the caller may do with it now',
    rules: ['PRO-1', 'AUT-1', 'AUT-2'],
    params: decisionParams,
    answer: { description: 'The proposal', schema: proposalSchema },
    problems: [],
    handle: async ({ services, caller, params }) => viewProposal(services, caller, params.id),
  }),
  memberRoute({
    operationId: 'editProposal',
    method: 'patch',
    path: '/v1/proposals/{id}',
    summary: 'Edits a draft; by its author',
    rules: ['PRO-1'],
    params: decisionParams,
    body: editSchema,
    answer: { description: 'The draft', schema: proposalSchema },
    problems: [
      'wrong-stage',
      'window-closed',
      'limit-reached',
      'already-done',
      'unknown-attachment',
      'past-instant',
      'too-far-ahead',
    ],
    handle: async (call) => {
      const { lookBack, ...body } = call.body;
      const sent = lookBack === null ? body : { ...body, lookBack };
      const changes = changesOf(sent, await completedIn(call));
      const taken = lookBack === null ? { lookBack } : {};
      const edits: Pick<Edits, 'changes' | 'startsAt' | 'lookBack'> = {
        changes,
        startsAt: body.startsAt,
        ...taken,
      };
      const { services, caller } = call;
      return act(call, 'edit', edit, edits, async () => {
        const { db, clock } = services;
        must(await attachmentsFault(db, caller.id, changes.attachments ?? [], await clock(db)));
      });
    },
  }),
  memberRoute({
    operationId: 'listProposalVersions',
    method: 'get',
    path: '/v1/proposals/{id}/versions',
    summary: 'Every version of the text',
    rules: ['PRO-6', 'REC-2'],
    params: decisionParams,
    answer: { description: 'The versions, oldest first', schema: versionsSchema },
    problems: [],
    handle: async ({ services, caller, params }) => {
      const { state } = await visibleProposal(services, caller, params.id);
      const versions = await versionsOf(services.db, state.id);
      return {
        items: versions.map(({ content, ...version }) => ({ ...version, ...(content satisfies Content) })),
      };
    },
  }),
  timelineRoute({
    kind: 'proposal',
    operationId: 'getProposalTimeline',
    summary: 'What happened to a proposal, in order',
    rules: ['REC-4', 'PRO-9'],
    find: async (services, caller, id) => ({ id: (await visibleProposal(services, caller, id)).state.id }),
  }),
];
