/** Looking back on an executed decision: is it to be kept, changed or ended? It advises (PRO-14). */
const day = 24 * 60 * 60 * 1000;

/** How long after its execution a decision may be looked back upon, in days; before pace. */
export const lookbackDays = { least: 7, most: 365 } as const;

/** Milliseconds between the execution and the question. */
const waitOf = (days: number, pace: number): number => Math.ceil((days * day) / pace);

export const lookbackAnswers = ['keep', 'change', 'end'] as const;
export type LookbackAnswer = (typeof lookbackAnswers)[number];
export const lookbackOutcomes = ['looked-back', 'interrupted'] as const;
export const lookbackStages = ['waiting', 'looking-back', 'ended'] as const;

/** One as readers see it; instants are ISO 8601, UTC. What was said with the answers stands in the timeline. */
export interface LookbackState {
  readonly id: string;
  /** The decision, what it is called, how it was executed, and after how many days it is looked back upon. */
  readonly of: {
    readonly id: string;
    readonly title: string;
    readonly executedAt: string;
    readonly days: number;
  };
  readonly charter: { readonly version: number; readonly hash: string; readonly pace: number };
  /** For how many milliseconds is asked, by its charter copy (CHA-1). */
  readonly window: number;
  readonly stage: (typeof lookbackStages)[number];
  readonly deadline: string | null;
  /** Who is asked; null before they are. */
  readonly asked: readonly string[] | null;
  /** The last answer of each who answered. */
  readonly answers: Readonly<Record<string, LookbackAnswer>>;
  readonly outcome: (typeof lookbackOutcomes)[number] | null;
  readonly createdAt: string;
  readonly endedAt: string | null;
  /** The interrupted one whose matter this is, and the one in which this one's goes on (PRO-9). */
  readonly continuationOf: string | null;
  readonly continuedBy: string | null;
}

export type LookbackBegun = Pick<
  LookbackState,
  'id' | 'of' | 'charter' | 'window' | 'createdAt' | 'continuationOf'
>;

/** One in which nothing has happened yet. */
export const begunLookback = ({
  id,
  of,
  charter,
  window,
  createdAt,
  continuationOf,
}: LookbackBegun): LookbackState => ({
  id,
  of,
  charter,
  window,
  stage: 'waiting',
  deadline: null,
  asked: null,
  answers: {},
  outcome: null,
  createdAt,
  endedAt: null,
  continuationOf,
  continuedBy: null,
});

/** When is asked: so long after the execution; of one that goes on from an interrupted one, not before that ended. */
export const opensAt = ({
  of,
  charter,
  createdAt,
}: Pick<LookbackState, 'of' | 'charter' | 'createdAt'>): string =>
  new Date(
    Math.max(Date.parse(of.executedAt) + waitOf(of.days, charter.pace), Date.parse(createdAt)),
  ).toISOString();

/** How many gave each answer. */
export function answersCounted(answers: LookbackState['answers']): Readonly<Record<LookbackAnswer, number>> {
  const given = Object.values(answers);
  const count = (answer: LookbackAnswer): number => given.filter((one) => one === answer).length;
  return { keep: count('keep'), change: count('change'), end: count('end') };
}
