/** What falls due in support by itself, and at which instant: its table of stages, row by row (SUP-2 to SUP-4). */
import { isPending, type SupportState } from './state.ts';

export interface Due {
  readonly what: 'stepped' | 'told' | 'unreviewed' | 'forgotten';
  readonly at: string;
}

/** The first that falls due; of two at one instant the one that stands first here. */
export function next(state: SupportState): Due {
  const { deadline, danger } = state;
  const dues: Due[] = [];
  // SUP-2 asked: the step over: the next ones on duty, all on duty, peers.
  if (deadline !== null) dues.push({ what: 'stepped', at: deadline });
  // SUP-4 stated: 15 minutes over: told to the contact and to the person.
  if (danger !== null && danger.toldAt === null) dues.push({ what: 'told', at: danger.until });
  // SUP-4 told: 72 hours silent: unreviewed.
  if (isPending(danger) && danger.reviewUntil !== null)
    dues.push({ what: 'unreviewed', at: danger.reviewUntil });
  // SUP-3: 30 days after the last that happened it is deleted; what is to be reviewed first is reviewed.
  if (!isPending(danger)) dues.push({ what: 'forgotten', at: forgottenAt(state) });
  return dues.reduce((first, due) => (due.at < first.at ? due : first));
}

/** When it is deleted, where nothing happens in it any more. */
export const forgottenAt = ({ newest, charter }: Pick<SupportState, 'newest' | 'charter'>): string =>
  new Date(Date.parse(newest) + charter.support.keep).toISOString();
