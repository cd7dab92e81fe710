/** One decision's history run through today's workflow code, as a worker does that takes the decision up. */
import type { DataConverter } from '@temporalio/client';
import { Worker, type WorkflowBundleOption } from '@temporalio/worker';

/** A history as Temporal's page, its command line and its HTTP interface hand it out. */
export interface GivenHistory {
  readonly events: readonly {
    readonly workflowExecutionStartedEventAttributes?: { readonly workflowId?: string };
  }[];
}

type Holder = Partial<GivenHistory> & { readonly history?: Partial<GivenHistory> };

/** The history in a file's text; undefined where there is none. */
export function historyIn(text: string): GivenHistory | undefined {
  try {
    const given = JSON.parse(text) as Holder | null;
    const history = given?.history ?? given;
    return Array.isArray(history?.events) ? { events: history.events } : undefined;
  } catch {
    return undefined;
  }
}

/** The id of the workflow whose history it is: it opens under this one only. */
export const workflowOf = ({ events }: GivenHistory): string | undefined =>
  events[0]?.workflowExecutionStartedEventAttributes?.workflowId;

/**
 * Replays it. Temporal's SDK does that in this very thread, so that an inspector stops in workflow code.
 * @throws what the replay finds: a command that the code makes and the history does not have, or the other way round
 */
export async function replay(
  history: GivenHistory,
  { workflowBundle, dataConverter }: { workflowBundle: WorkflowBundleOption; dataConverter: DataConverter },
): Promise<void> {
  await Worker.runReplayHistory(
    { workflowBundle, dataConverter, replayName: 'decision' },
    history,
    workflowOf(history),
  );
}
