/** Answers as others see them: whole, or where they show at the close of their poll only, by whom they are (VOT-7). */
import type { Choice } from '../../rules/model.ts';
import type { CurrentAnswer } from '../../store/ballots/answers/answers.ts';

type Ballot = Pick<CurrentAnswer, 'choice' | 'reason' | 'at' | 'version'>;

const shown = ({ choice, reason, at, version }: Ballot) => ({
  choice: choice as Choice,
  reason,
  at,
  version,
});

/** A ballot in person with those it replaced. */
export const ballotShown = (answer: CurrentAnswer) => ({
  member: answer.elector,
  ...shown(answer),
  carriedBy: null,
  replaced: answer.replaced.map(shown),
});

/** The same until the close: that somebody has answered, and not even how often; readers see their own whole. */
export const ballotHidden = (answer: CurrentAnswer, reader: string) =>
  answer.elector === reader
    ? ballotShown(answer)
    : {
        member: answer.elector,
        choice: null,
        reason: null,
        at: null,
        version: answer.version,
        carriedBy: null,
        replaced: [],
      };

/** @param reader of a poll that shows at its close, who alone sees their own; null where all do */
export const rankingsShown = (answers: readonly CurrentAnswer[], reader: string | null) =>
  answers.map(({ elector, ranking }) => ({
    member: elector,
    ranking: reader === null || elector === reader ? ((ranking ?? []) as string[][]) : null,
  }));

/** What rankings say together, until it shows. */
export const noMap = { firstChoices: null, pairwise: null, condorcetWinner: null, schulze: null } as const;
