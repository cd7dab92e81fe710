/** What waits for a member in support: told in their own list alone, since no notice is written of it (SUP-2 to SUP-4). */
import type { SupportAct } from './permissions.ts';
import type { SupportState } from './state.ts';

/** The acts that wait for somebody, the most urgent first. */
export const owedActs = ['second', 'taking', 'review', 'consent'] as const satisfies readonly SupportAct[];
type OwedAct = (typeof owedActs)[number];

export interface Owed {
  readonly act: OwedAct;
  /** The instant from which on it comes too late, or others are asked too; null: as long as it stands. */
  readonly due: string | null;
}

const dueOf: Readonly<Record<OwedAct, (state: SupportState) => string | null | undefined>> = {
  second: ({ danger }) => danger?.until,
  taking: ({ deadline }) => deadline,
  review: ({ danger }) => danger?.reviewUntil,
  consent: () => null,
};

/** @param can what the member may do now: nothing waits for who may not do it */
export const owedOf = (state: SupportState, can: readonly SupportAct[]): Owed[] =>
  owedActs.filter((act) => can.includes(act)).map((act) => ({ act, due: dueOf[act](state) ?? null }));
