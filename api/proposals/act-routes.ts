/** What moves a proposal: submission, amendments, withdrawal, the guardian's resolution, a task's confirmation, a retry. */
import type { Content } from '../../rules/model.ts';
import { type Proposal, versionsOf } from '../../store/processes/proposals.ts';
import { amendments, resolution, submission } from '../../workflows/messages/proposal.ts';
import { task, withdrawal } from '../../workflows/messages/shared.ts';
import { councilProblems } from '../../store/submission/action-faults.ts';
import { allocationProblems } from '../../store/submission/allocation-faults.ts';
import { amendingProblems, patchFault } from '../../store/submission/patch-fault.ts';
import { carriedCharter, currentCharter } from '../charter/of-decision.ts';
import { must } from '../problems/problem.ts';
import { mustBeAllowed, viewProposal, visibleProposal } from './view.ts';
import { retryFault, retryOf } from '../http/retrying.ts';
import { unlessDone } from '../http/idempotency.ts';
import { memberRoute } from '../http/route.ts';
import { decisionParams, nothing } from '../http/schemas.ts';
import { completedIn } from './completing.ts';
import { changesOf, changesSchema } from './content.ts';
import { proposalSchema, resolutionSchema, taskSchema } from './schemas.ts';
import type { Services } from '../service/services.ts';
import { amendmentFault, submissionFault } from '../../store/submission/submission.ts';
import { startProposal } from '../service/temporal.ts';
import { late } from '../kinds/acting.ts';
import { act } from './act.ts';

const answer = { description: 'The proposal as it stands now', schema: proposalSchema };

/** The newest text: the one in force, or the one that waits for the round's end (PRO-6). */
async function newestContent({ db }: Services, { state, content }: Proposal): Promise<Content> {
  if (state.pendingVersion === null) return content;
  const versions = await versionsOf(db, state.id);
  return versions.find(({ version }) => version === state.pendingVersion)?.content ?? content;
}

export const actRoutes = [
  memberRoute({
    operationId: 'submitProposal',
    method: 'post',
    path: '/v1/proposals/{id}/submission',
    summary: 'Submits a draft; by its author',
    rules: ['PRO-2', 'TIE-5', 'CHA-1', 'MEM-3'],
    params: decisionParams,
    body: nothing,
    answer,
    problems: [
      ...late,
      'unknown-category',
      'action-not-permitted',
      'address-refused',
      'incomplete',
      'part-not-permitted',
      'too-many-named',
      ...amendingProblems,
      ...councilProblems,
      'unknown-member',
      'past-instant',
      ...allocationProblems,
      'wrong-category',
      'empty-electorate',
      'unknown-attachment',
    ],
    handle: async (call) =>
      act(call, 'submission', submission, {}, async ({ state: { category }, content }) => {
        const { services, caller } = call;
        const { db, clock, pace, callsAllowed } = services;
        const [{ charter }, at] = [await currentCharter(services), await clock(db)];
        const submitted = { author: caller.id, category, content, charter, pace, callsAllowed, at };
        must(await submissionFault(db, submitted));
      }),
  }),
  memberRoute({
    operationId: 'amendProposal',
    method: 'post',
    path: '/v1/proposals/{id}/amendments',
    summary: 'Puts a new text: in review at once, in a round at its end; by the author',
    rules: ['PRO-6', 'PRO-3', 'TIE-5'],
    params: decisionParams,
    body: changesSchema,
    answer,
    problems: [
      ...late,
      'limit-reached',
      'action-not-permitted',
      'address-refused',
      'incomplete',
      ...amendingProblems,
      ...councilProblems,
      'unknown-member',
      'past-instant',
      ...allocationProblems,
      'wrong-category',
      'unknown-attachment',
    ],
    handle: async (call) => {
      const { services, body } = call;
      const changes = changesOf(body, await completedIn(call));
      return act(call, 'amendments', amendments, { changes }, async (proposal) => {
        const { category, charter: carried, submittedAt, family } = proposal.state;
        const newest = await newestContent(services, proposal);
        const content = { ...newest, ...changes };
        const { db, clock, pace, callsAllowed } = services;
        const { charter } = await carriedCharter(services, carried.version);
        const at = await clock(db);
        const author = call.caller.id;
        const submission = { author, category, content, charter, pace, callsAllowed, at };
        const amended = { content: newest, submittedAt: submittedAt ?? at, family };
        must(await amendmentFault(db, submission, changes, amended));
        const { version } = carried;
        must(await patchFault(db, category, changes.action ?? null, { pace, at, version }));
      });
    },
  }),
  memberRoute({
    operationId: 'withdrawProposal',
    method: 'post',
    path: '/v1/proposals/{id}/withdrawal',
    summary: 'Withdraws a draft, or a proposal until its first vote opens; by the author',
    rules: ['PRO-1', 'PRO-6'],
    params: decisionParams,
    body: nothing,
    answer,
    problems: [...late],
    handle: async (call) => act(call, 'withdrawal', withdrawal, {}),
  }),
  memberRoute({
    operationId: 'resolveProposal',
    method: 'post',
    path: '/v1/proposals/{id}/resolution',
    summary: 'Adopts or rejects what deadlocked for the last time, with a reason; by the guardian',
    rules: ['DEA-2', 'GUA-1'],
    params: decisionParams,
    body: resolutionSchema,
    answer,
    problems: [...late],
    handle: async (call) => act(call, 'resolution', resolution, call.body),
  }),
  memberRoute({
    operationId: 'confirmProposalTask',
    method: 'post',
    path: '/v1/proposals/{id}/task',
    summary: 'Confirms a task with evidence; by its assignee',
    rules: ['EXE-1'],
    params: decisionParams,
    body: taskSchema,
    answer,
    problems: [...late],
    handle: async (call) => act(call, 'task', task, call.body),
  }),
  memberRoute({
    operationId: 'retryProposal',
    method: 'post',
    path: '/v1/proposals/{id}/retry',
    summary:
      'Runs the action of a decision again whose execution failed for a cause that may pass, as a new decision linked to it; by an operator',
    rules: ['EXE-2'],
    params: decisionParams,
    body: nothing,
    answer: {
      status: 201,
      description: 'The new decision',
      schema: proposalSchema,
      underWay: 'It has begun, and can be read within seconds',
    },
    location: ({ id }) => `/v1/proposals/${id}`,
    problems: [...late, 'lasting-failure', 'changed-since'],
    handle: async ({ services, caller, params, attempt }) => {
      const failed = await visibleProposal(services, caller, params.id);
      const { state, content } = failed;
      await unlessDone(attempt, async () => {
        await mustBeAllowed(services, 'retry', failed, caller);
        must(await retryFault(services.db, state.id, content.action));
      });
      const id = await attempt.begin(retryOf(state));
      const started = await startProposal(services, {
        id,
        author: state.author,
        category: state.category,
        content,
        charter: await carriedCharter(services, state.charter.version),
        from: 'execution',
        createdAt: await services.clock(services.db),
        links: [{ relation: 'retry-of', id: state.id }],
      });
      if (started === 'under-way') return { underWay: { id, stage: 'execution' } };
      return viewProposal(services, caller, id);
    },
  }),
];
