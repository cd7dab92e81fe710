/** Ending what has lost its workflow; by an operator, and never what runs (PRO-9, AUT-1). */
import { v7 } from 'uuid';
import { interruptionFault } from '../../rules/interruption.ts';
import { kindNames, kinds, type Process } from '../../rules/kinds.ts';
import { refuse } from '../../rules/refusal.ts';
import { continuedBy, processRow } from '../../store/processes/interruptions.ts';
import { must, problemError, refusalError } from '../problems/problem.ts';
import { camel } from '../description/names.ts';
import { unlessDone } from '../http/idempotency.ts';
import { memberRoute } from '../http/route.ts';
import { decisionParams } from '../http/schemas.ts';
import { interruptionBody, interruptionSchema } from './interruption-schemas.ts';
import type { Services } from '../service/services.ts';
import { startProcess } from '../service/temporal.ts';
import { isRunning } from './running.ts';

export const interruptionRoutes = kindNames.map((kind) =>
  memberRoute({
    operationId: `interrupt${camel(kind)}`,
    method: 'post',
    path: `/v1/${kinds[kind].plural}/{id}/interruption`,
    summary: `Ends ${kind === 'emergency' || kind === 'appeal' ? 'an' : 'a'} ${kind === 'family' ? 'family’s founding' : kind.replace('-', ' ')} whose workflow is gone, and opens its matter anew; by an operator`,
    rules: ['PRO-9', 'AUT-1'],
    params: decisionParams,
    body: interruptionBody,
    answer: { description: 'How it ended, and where its matter goes on', schema: interruptionSchema },
    problems: ['wrong-stage', 'already-done', 'still-running', 'idempotency-key-reused'],
    handle: async ({ services, caller, params: { id }, body: { reason }, attempt }) => {
      const { db, temporal, clock } = services;
      const found = await processRow(db, kind, id);
      if (found === undefined) throw problemError('not-found');
      // Ended already, but what it goes on in was never started: that is done now.
      const next = await notStarted(services, found);
      await unlessDone(attempt, async () => {
        const operator = caller.roles.includes('operator');
        must(interruptionFault({ operator, stage: next === undefined ? found.state.stage : null }));
        if (next === undefined && (await isRunning(temporal, id)))
          throw refusalError(refuse('still-running', 'PRO-9', { process: id }));
      });
      const to = await attempt.begin(next ?? v7());
      const input = {
        id: `interruption-of-${id}`,
        of: { kind, id },
        by: caller.id,
        reason,
        to,
        createdAt: await clock(db),
      };
      await startProcess(temporal, 'interruption', input, { summary: `interruption of ${id}`, again: true });
      const ended = await processRow(db, kind, id);
      if (ended === undefined) throw problemError('not-found');
      const { outcome, endedAt } = ended.state;
      return { process: id, kind, outcome, endedAt, continuedBy: continuedBy(ended) };
    },
  }),
);

/** The process in which an ended one is to go on, where that was never started. */
async function notStarted(
  { db, temporal }: Pick<Services, 'db' | 'temporal'>,
  process: Process,
): Promise<string | undefined> {
  const next = process.state.stage === 'ended' ? continuedBy(process) : null;
  if (next === null || (await processRow(db, process.kind, next)) !== undefined) return undefined;
  return (await isRunning(temporal, next)) ? undefined : next;
}
