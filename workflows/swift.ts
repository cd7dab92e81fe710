/**
 * What workflows ask of PostgreSQL and nothing else, in milliseconds: as local activities, which run within the workflow task that asks for them,
 * so that an act or an escalation costs Temporal one task (docs/decisions/0012). Each is idempotent: a task that fails is done again.
 */
import { patched, proxyActivities, proxyLocalActivities } from '@temporalio/workflow';
import type { Activities } from '../activities/index.ts';

type Swift = Omit<Activities, 'perform' | 'conclude' | 'concludeProcess' | 'remind'>;

/** Tried until PostgreSQL is back. */
const retry = { initialInterval: '100ms', maximumInterval: '10s' } as const;

const local = proxyLocalActivities<Swift>({ startToCloseTimeout: '5 minutes', retry });

/** Through the server until `runLocally` is called, as in decisions that were opened before there was anything else. */
export let activities = proxyActivities<Swift>({ startToCloseTimeout: '30s', retry });

/** From here on in this workflow; called before the first of them. */
export function runLocally(): void {
  activities = local;
}

/** The same in a kind of process of which some may be open that began before. */
export function runLocallyUnlessBegunBefore(): void {
  if (patched('local-activities')) runLocally();
}
