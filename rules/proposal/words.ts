/** The stages and the endings of a proposal, each in a sentence (PRO-1 to PRO-9). */
import { endedWords, interruptedWords } from '../kind.ts';
import type { Outcome, Stage } from '../model.ts';

export const stageWords: Readonly<Record<Stage, string>> = {
  draft: 'Its author writes it, and nobody else sees it; left too long, it lapses.',
  endorsement:
    'It waits for so many electors who endorse it; they may take it back until there are enough. Too few, and it lapses.',
  review: 'Everybody reads it; its author may put a new text, and who is affected may object.',
  discussion:
    'A round: members state their views, electors rank the options and take positions; consensus adopts it without a vote.',
  requirements:
    'It waits for the consents, attestations and hearings that it needs, and for objections to be over.',
  voting: 'Electors vote for, against, or abstain; a vote that misses its quorum goes on once.',
  deferred: 'After the second deadlock it rests, before the last vote.',
  'guardian-resolution':
    'After the last deadlock the guardian adopts or rejects it, with a reason; silence rejects.',
  'guardian-approval':
    'Adopted, it waits for the guardian to approve or refuse it; silence lets it lapse, or is assent where the charter says so.',
  veto: 'Adopted by a family, it waits: any of them may veto it as a violation of a personal matter.',
  appeal: 'Adopted, it waits: the accused may appeal to the guardian, who then rules.',
  delay: 'Adopted, it waits before it takes effect.',
  execution: 'Its action is done; a task waits until its assignee confirms it.',
  ended: endedWords,
};

export const outcomeWords: Readonly<Record<Outcome, string>> = {
  executed: 'It was adopted, and its action is done.',
  rejected: 'It was not adopted.',
  vetoed: 'It was vetoed, or an objection stands.',
  withdrawn: 'Its author took it back.',
  lapsed:
    'A draft was left too long, too few endorsed it, a requirement was not met in time, or the guardian’s approval never came.',
  inquorate: 'Too few electors took part, also when the vote had gone on.',
  'refused-by-guardian': 'It was adopted, and the guardian refused to approve it.',
  overturned: 'It was adopted, and the guardian overturned it on appeal.',
  remanded:
    'It was adopted, and on appeal the guardian gave it back: it opens anew before those who decided.',
  escalated: 'It went to the council, where a proposal that is linked to it decides the matter.',
  'wrong-category': 'Enough electors asked that it be decided in another category.',
  'execution-failed': 'It was adopted, and its action could not be done.',
  interrupted: interruptedWords,
};
