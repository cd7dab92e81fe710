/** What another charter would have made of a decision that ended, from the figures in its record and of its votes counted again (AMD-1, REC-1). */
import type { Category } from '../../../charter/types.ts';
import type { Consensus } from '../../../rules/polls/consensus.ts';
import { escalatedCategory } from '../../../rules/proposal/tiers.ts';
import type { ProposalRecord } from '../../parts/schema/record.ts';
import {
  type Applied,
  type Judged,
  type Lead,
  type Parting,
  type Recounts,
  type ShownTally,
  type Step,
  stepsOf,
} from './steps.ts';

/** One way at the point where they part, and where it led in the end. */
interface Way {
  readonly leads: Lead;
  readonly consensus: Consensus | null;
  readonly tally: ShownTally | null;
}

export interface Otherwise {
  readonly parting: Parting;
  readonly was: Way;
  readonly would: Way;
}

/**
 * How a decision would have ended otherwise; undefined where it would not, or where the record cannot tell because something else ended it
 * (a withdrawal, a veto) before the ways part. The same members answer the same things: that they might have answered otherwise, been
 * other electors, or had more rounds or time, is not considered.
 * @param recounts its votes under the other charter's delegation, where that carries otherwise than its own
 */
export function otherwise(
  record: ProposalRecord,
  charter: Applied,
  recounts: Recounts = new Map(),
): Otherwise | undefined {
  // Executing again what failed is no decision (EXE-2).
  if (record.links.some(({ relation }) => relation === 'retry-of')) return undefined;
  const category = categoryUnder(record, charter);
  const steps = stepsOf(record, category ?? record.rules.category, charter, recounts);
  const [was, would] = [leadOf(steps, 'was'), leadOf(steps, 'would')];
  if (category === undefined || category.tier !== record.tier)
    return {
      parting: { at: category === undefined ? 'category' : 'tier', number: null },
      // Nobody is asked in a personal decision (TIE-1).
      was: wayOf(record.tier === 1 ? 'adopted' : was),
      would: wayOf(undefined),
    };
  const step = steps.find((one) => one.was.leads !== one.would.leads);
  if (was === would || step === undefined) return undefined;
  return { parting: step.parting, was: wayOf(was, step.was), would: wayOf(would, step.would) };
}

const wayOf = (leads: Lead | undefined, judged?: Judged): Way => ({
  leads: leads ?? 'undecided',
  consensus: judged?.consensus ?? null,
  tally: judged?.tally ?? null,
});

/** The first step that decides; none where it went on to the end. */
function leadOf(steps: readonly Step[], side: 'was' | 'would'): Lead | undefined {
  const leads = steps.map((step) => step[side].leads);
  return leads.find((lead) => lead !== 'on');
}

/** The decision's category in the other charter; a family's that the council took up is judged as there (TIE-3). */
function categoryUnder({ category: name, links }: ProposalRecord, charter: Applied): Category | undefined {
  const category = Object.hasOwn(charter.categories, name) ? charter.categories[name] : undefined;
  const escalated = links.some(({ relation }) => relation === 'escalated-from');
  return category?.tier === 2 && escalated ? escalatedCategory(category, charter) : category;
}
