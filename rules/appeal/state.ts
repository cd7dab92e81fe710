/** An appeal: the guardian's last word on a decision that is said to violate a core principle (APP-1, APP-2). */
import { type Refusal, refuse } from '../refusal.ts';

export const rulings = ['uphold', 'overturn', 'remand'] as const;
export type Ruling = (typeof rulings)[number];
export const appealOutcomes = ['upheld', 'overturned', 'remanded'] as const;
export type AppealOutcome = (typeof appealOutcomes)[number];

export const outcomeOf: Readonly<Record<Ruling, AppealOutcome>> = {
  uphold: 'upheld',
  overturn: 'overturned',
  remand: 'remanded',
};

/** The kinds of processes that are appealed. */
export const appealable = ['proposal', 'conflict'] as const;
export const appealStages = ['ruling', 'ended'] as const;

/** An appeal as readers see it; instants are ISO 8601, UTC. */
export interface AppealState {
  readonly id: string;
  /** The process that is appealed. */
  readonly of: { readonly kind: (typeof appealable)[number]; readonly id: string };
  readonly stage: (typeof appealStages)[number];
  readonly appellant: string;
  /** The core principle that is said to be violated. */
  readonly principle: string;
  readonly reason: string;
  readonly guardian: string | null;
  readonly deadline: string | null;
  readonly ruling: { readonly ruling: Ruling; readonly reason: string; readonly at: string } | null;
  readonly outcome: AppealOutcome | 'interrupted' | null;
  /** It was remanded before, and cannot be again (APP-2). */
  readonly remanded: boolean;
  readonly createdAt: string;
  readonly endedAt: string | null;
  /** The interrupted appeal whose matter this is, and the one in which this one's goes on (PRO-9). */
  readonly continuationOf: string | null;
  readonly continuedBy: string | null;
}

type Begun = Pick<
  AppealState,
  'id' | 'of' | 'appellant' | 'principle' | 'reason' | 'remanded' | 'createdAt'
> &
  Partial<Pick<AppealState, 'continuationOf'>>;

/** An appeal in which nothing has happened yet (APP-1). */
export const begunAppeal = ({
  id,
  of,
  appellant,
  principle,
  reason,
  remanded,
  createdAt,
  continuationOf = null,
}: Begun): AppealState => ({
  id,
  of,
  stage: 'ruling',
  appellant,
  principle,
  reason,
  guardian: null,
  deadline: null,
  ruling: null,
  outcome: null,
  remanded,
  createdAt,
  endedAt: null,
  continuationOf,
  continuedBy: null,
});

/** A remanded process cannot be remanded again (APP-2). */
export function remandFault(
  { remanded }: Pick<AppealState, 'remanded'>,
  ruling: Ruling,
): Refusal | undefined {
  return ruling === 'remand' && remanded ? refuse('already-done', 'APP-2', { act: 'remand' }) : undefined;
}
