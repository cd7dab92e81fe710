/** What the API asks of Temporal: starts, updates and signals, each with a deadline and with its failures in the API's words. */
import {
  WithStartWorkflowOperation,
  type WorkflowClient,
  WorkflowExecutionAlreadyStartedError,
  WorkflowNotFoundError,
  WorkflowUpdateFailedError,
} from '@temporalio/client';
import {
  ApplicationFailure,
  type SearchAttributePair,
  type SignalDefinition,
  type UpdateDefinition,
} from '@temporalio/common';
import type { Logger } from 'pino';
import type { Refusal } from '../../rules/refusal.ts';
import {
  declared,
  lookAgain,
  opened,
  searchAttributes,
  shown,
  taskQueue,
  workflowTaskTimeout,
  workflowTypes,
} from '../../workflows/messages.ts';
import type { By, Sealed } from '../../workflows/messages/by.ts';
import type { ProposalInput } from '../../workflows/inputs.ts';
import type { Services } from './services.ts';
import { isProblemError, isRefusalCode, refusalError } from '../problems/problem.ts';
import { within } from './temporal-calls.ts';

/** Milliseconds that the opening of a proposal is waited for, unless said otherwise: that of a large electorate takes longer. */
const shortly = 1_500;

/** `gone`: there is no workflow any more that could take it; the projection says why. */
export type Sent = 'done' | 'gone';

/** What the server says of an update that was accepted by a workflow which then ended without answering it. */
const endedMeanwhile = 'AcceptedUpdateCompletedWorkflow';

type Temporal = WorkflowClient;

/**
 * Starts a proposal, once for its id, and waits until it can be read; no longer than it should be waited for, once it has begun.
 * @throws a refusal's problem where the workflow refuses the submission; `unavailable` where nobody answers in time
 */
export async function startProposal(
  { temporal, openingWait: most = shortly }: Pick<Services, 'temporal' | 'openingWait'>,
  input: ProposalInput,
): Promise<Sent | 'under-way'> {
  const { category, charter } = input;
  const tier = charter.charter.categories[category]?.tier;
  try {
    return await startProcess(temporal, 'proposal', input, {
      summary: category,
      attributes: [
        { key: searchAttributes.category, value: category },
        ...(tier === undefined ? [] : [{ key: searchAttributes.tier, value: tier }]),
      ],
      most,
    });
  } catch (error) {
    if (isUnavailable(error) && (await hasBegun(temporal, input.id))) return 'under-way';
    throw error;
  }
}

/** Milliseconds after its id was made in which a decision may still be opening: that of a million electors takes some 15 s. */
const longestOpening = 300_000;

/** Milliseconds of the epoch in a UUID of version 7 (RFC 9562, section 5.7). */
const madeAt = (id: string): number => Number.parseInt(id.slice(0, 8) + id.slice(9, 13), 16);

/** Whether a decision without rows has begun all the same, and opens now: whoever was answered 202 may ask for it before it can be read. */
export async function isOpening(
  { temporal }: Pick<Services, 'temporal'>,
  id: string,
  at: string,
): Promise<boolean> {
  const age = Date.parse(at) - madeAt(id);
  return age >= 0 && age < longestOpening && hasBegun(temporal, id);
}

const isUnavailable = (error: unknown): boolean =>
  isProblemError(error) && error.problem.code === 'unavailable';

async function hasBegun(temporal: Temporal, id: string): Promise<boolean> {
  try {
    const { status, type } = await within(temporal, () => temporal.getHandle(id).describe(), {
      decision: id,
    });
    // Of a process of another kind nothing is said here, not even that it is there (AUT-2).
    return status.name === 'RUNNING' && type === workflowTypes.proposal;
  } catch (error) {
    if (error instanceof WorkflowNotFoundError) return false;
    throw error;
  }
}

/** The same for any kind of process, under its own id. */
export async function startProcess(
  temporal: Temporal,
  kind: keyof typeof workflowTypes,
  input: { readonly id: string },
  {
    summary,
    attributes = [],
    again = false,
    most,
  }: {
    readonly summary: string;
    readonly attributes?: readonly SearchAttributePair[];
    /** What has ended under this id may be done anew. */
    readonly again?: boolean;
    /** Milliseconds that it is waited for, where it is not the usual time. */
    readonly most?: number;
  },
): Promise<Sent> {
  // In one call, so that no other process can see it started and not yet asked. The same request before is found under its ids.
  const startWorkflowOperation = new WithStartWorkflowOperation(workflowTypes[kind], {
    workflowId: input.id,
    taskQueue,
    args: [input],
    workflowTaskTimeout,
    workflowIdConflictPolicy: 'USE_EXISTING',
    workflowIdReusePolicy: again ? 'ALLOW_DUPLICATE' : 'REJECT_DUPLICATE',
    typedSearchAttributes: [{ key: searchAttributes.kind, value: workflowTypes[kind] }, ...attributes],
    staticSummary: shown(`${workflowTypes[kind]}: ${summary}`),
  });
  try {
    return await sent(() =>
      within(
        temporal,
        () => temporal.executeUpdateWithStart(opened, { updateId: 'opened', startWorkflowOperation }),
        { decision: input.id, most },
      ),
    );
  } catch (error) {
    // It has ended already: its rows say how.
    if (error instanceof WorkflowExecutionAlreadyStartedError) return 'gone';
    throw error;
  }
}

/** Waits until a process that another has started can be read. @throws `unavailable` where nobody answers in time */
export const awaitOpened = (temporal: Temporal, id: string): Promise<Sent> =>
  sent(() =>
    within(temporal, () => temporal.getHandle(id).executeUpdate(opened, { updateId: 'opened' }), {
      decision: id,
    }),
  );

/**
 * Sends an act to a decision's workflow and waits until readers can see what it did. Sent again under the same id, it is done once.
 * @throws a refusal's problem where the workflow refuses; `unavailable` where nobody answers in time
 */
export async function sendUpdate<Content extends By>(
  temporal: Temporal,
  decision: string,
  update: UpdateDefinition<void, [Content]>,
  content: Content,
  updateId: string,
): Promise<Sent> {
  const handle = temporal.getHandle(decision);
  const args: Content & Sealed = { ...content, sent: { decision, act: update.name, update: updateId } };
  return sent(() =>
    within(temporal, () => handle.executeUpdate<void, [Content]>(update, { args: [args], updateId }), {
      decision,
    }),
  );
}

async function sent(update: () => Promise<void>): Promise<Sent> {
  try {
    await update();
    return 'done';
  } catch (error) {
    if (error instanceof WorkflowNotFoundError) return 'gone';
    if (!(error instanceof WorkflowUpdateFailedError)) throw error;
    const { cause } = error;
    if (!(cause instanceof ApplicationFailure)) throw error;
    if (cause.type === endedMeanwhile) return 'gone';
    const [refusal] = cause.details ?? [];
    throw isRefusal(refusal) ? refusalError(refusal) : error;
  }
}

/**
 * Tells decisions to look again at what they wait for. Nobody waits for it: a signal that is lost only means that a deadline
 * closes what could have closed before.
 */
export function tellToLookAgain(temporal: Temporal, log: Logger, decisions: readonly string[]): void {
  void tell(temporal, log, lookAgain, decisions);
}

/** Tells a decision that something was declared in it; a signal that is lost only means that it is found at the next deadline. */
export function tellDeclared(temporal: Temporal, log: Logger, decision: string): void {
  void tell(temporal, log, declared, [decision]);
}

async function tell(
  temporal: Temporal,
  log: Logger,
  signal: SignalDefinition<[]>,
  decisions: readonly string[],
): Promise<void> {
  for (const decision of decisions)
    await within(temporal, () => temporal.getHandle(decision).signal(signal), { decision }).catch(
      (error: unknown) => {
        if (!(error instanceof WorkflowNotFoundError))
          log.warn({ err: error, decision }, 'a decision could not be told');
      },
    );
}

function isRefusal(value: unknown): value is Refusal {
  return typeof value === 'object' && value !== null && 'code' in value && isRefusalCode(value.code);
}
