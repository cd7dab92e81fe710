/**
 * Each field of a charter as a sentence: what this charter says there. A line here is all that a new field needs.
 *
 * Of a text, `{}` is the value in words, and after a share `{council}` and `{families}` are its figures among as many electors. A record has a text
 * for each thing that the value may be. What hangs on other fields is a function.
 */
import { absentMeanings } from '../meanings/absent.ts';
import { alarmWords } from './alarms.ts';
import { mendingWords } from './mending.ts';
import { categoryWords } from './categories.ts';
import type { Telling, Words } from './telling.ts';
import { quorumInWords, several, thresholdInWords } from './values.ts';
import type { Charter } from '../types.ts';
import type { Quorum, Threshold } from '../thresholds.ts';

const times = (number: number): string => (number === 1 ? 'once' : `${number} times`);

/** What is told after a sentence that is true of a charter only where something else in it is so. */
const noteWhere =
  (holds: (charter: Charter) => boolean) =>
  ({ charter }: Telling): string =>
    holds(charter) ? '' : ' (without effect in this charter)';

const where = (holds: (charter: Charter) => boolean, text: string): Words => [text, noteWhere(holds)];

const inRounds = ({ discussion }: Charter): boolean => discussion.rounds > 0;
const waits = ({ offline }: Charter): boolean => offline.policy === 'wait';
const assumes = ({ offline }: Charter): boolean => offline.policy === 'abstain';
const byAge = ({ maturity }: Charter): boolean => maturity.basis !== 'milestone';
const byMilestone = ({ maturity }: Charter): boolean => maturity.basis !== 'age';

const age =
  (where: string): Words =>
  (years: number, telling) =>
    `${where} decides who is ${years === 0 ? 'of any age' : `${several(years, 'year')} old`}${noteWhere(byAge)(telling)}.`;

const threshold =
  (what: string): Words =>
  (value: Threshold, { council }) =>
    `${what} takes ${thresholdInWords(value, council)}.`;

const quorum =
  (what: string): Words =>
  (value: Quorum | null, { council }) =>
    `${what} counts with the votes ${quorumInWords(value, council)}.`;

/** By path, as in describe.ts. A field that another's sentence says with it has null. */
export const fieldWords: Readonly<Record<string, Words | null>> = {
  '/name': 'It is called “{}”.',
  '/wake': 'A wake, its unit of activity, is {}.',
  '/maturity/basis': {
    age: 'Age makes a member mature.',
    milestone: 'A milestone that a decision granted makes a member mature.',
    either: 'Age makes a member mature, and so does a milestone that a decision granted.',
  },
  '/maturity/milestones': (milestones: readonly string[]) =>
    milestones.length === 0
      ? 'A family grants no milestone.'
      : `A family grants its members ${milestones.length === 1 ? 'the milestone' : 'these milestones:'} ${milestones.join(', ')}.`,
  '/maturity/family/age': age('In the council of their family'),
  '/maturity/family/milestone': where(
    byMilestone,
    'In the council of their family decides who has the milestone {}',
  ),
  '/maturity/council/age': age('In the council'),
  '/maturity/council/milestone': where(byMilestone, 'In the council decides who has the milestone {}'),
  '/families/accept': 'Who founds a family with others has {} to accept.',
  '/offline/policy': {
    abstain: 'Of electors who are offline and do not answer an abstention is assumed.',
    exclude: 'Who is offline is no elector.',
    wait: 'A vote stays open for electors who are offline.',
  },
  '/offline/notice':
    'A member whom the registrar sets offline counts as offline after {}, unless they act meanwhile.',
  '/offline/wait': where(waits, 'A vote stays open for who is offline {} longer at most'),
  '/offline/onReturn': where(waits, 'Who comes back while a vote stays open has {} to answer'),
  '/offline/answered': where(
    assumes,
    'Assumed abstentions count to the quorum once {} of the electors{council} have answered',
  ),
  '/guardian/role': 'The guardian is the member with the role {}.',
  '/guardian/scope': {
    constitutional: 'The guardian approves amendments of the charter.',
    principles:
      'The guardian may veto any decision of the council within its delay, naming a core principle.',
    amendments: 'The guardian approves nothing, and may veto amendments of the charter within their delay.',
  },
  '/guardian/silence': {
    lapse: 'Without the guardian’s word nothing goes on that they must approve.',
    assent: 'What the guardian must approve goes on where they are silent.',
  },
  '/guardian/answer': 'The guardian has {} to approve, to resolve or to rule.',
  '/execution/retry': 'An operator may have a failed action run again for {}.',
  '/allocations/longest': 'A temporary allocation lasts {} at most.',
  '/drafts/lapse': 'A draft lapses {} after its last edit.',
  '/review': 'A proposal before the council lies open for {} after the last change of its text.',
  '/lazy/window': 'What may be adopted lazily waits {} for a block.',
  '/discussion/rounds': (rounds: number) =>
    rounds === 0
      ? 'There are no rounds of discussion: votes open without any.'
      : `Consensus is sought in ${several(rounds, 'round')} of discussion at most.`,
  '/discussion/round': where(inRounds, 'A round lasts {}'),
  '/discussion/consensus/minus': {
    0: 'One block stops a consensus.',
    1: 'A single block does not stop a consensus, but where the threshold is four fifths or more, or unanimous.',
  },
  '/amendments/most': (most: number) => `An author may amend a proposal ${times(most)} at most.`,
  '/amendments/corrections/most': (most: number) =>
    `An author may correct a text that nobody has answered ${times(most)} at most.`,
  '/amendments/corrections/window': 'Corrections are taken for {} after the submission.',
  '/alternatives/least': (least: number) =>
    least === 0
      ? 'A proposal names no alternative but leaving things as they are, unless it wants to.'
      : `A proposal names ${several(least, 'alternative')} at least, beside leaving things as they are.`,
  '/alternatives/most': (most: number) => `A proposal names ${several(most, 'alternative')} at most.`,
  '/interests': {
    ask: 'Electors can declare their own interests in a proposal; who does so before the first poll opens is recused.',
    require:
      'Nobody ranks, takes a position or votes who has not declared an interest in the proposal, or said that they have none; who declares one before the first poll opens is recused.',
  },
  '/preferences/unranked': {
    last: 'A ranking puts what it leaves out below all that it names.',
    'not-compared': 'A ranking of a proposal’s options says nothing of what it leaves out.',
  },
  '/escalation': '{} of a family’s electors{families} can bring its matter before the council.',
  '/voting/window': 'A vote is open for {}.',
  '/voting/extensions': (extensions: number) =>
    extensions === 0
      ? 'A vote that closes without its quorum ends inquorate.'
      : `A vote that closes without its quorum is extended ${times(extensions)} by its length, before it ends inquorate.`,
  '/voting/extension/quorum': quorum('An extended vote'),
  '/gates': 'Consents and attestations are due {} after the submission of the text.',
  '/hearing': 'Accused and named victims have {} to be heard.',
  '/lookBack': 'As a decision is looked back upon, it is asked for {} whether to keep, change or end it.',
  '/recusal/least': 'However many are named, {} of the council{council} is left to judge.',
  '/categoryRequests':
    '{} of the electors who are left{council} can have a proposal decided in another category, where a member whom it would punish is heard.',
  '/categoryRequests/memory': 'What was asked for so is refused where it was for {}.',
  '/categoryRequests/again': 'When it is put again later, {} of the electors who are left{council} must ask.',
  '/vetoes/window': 'An adopted family decision waits {} for vetoes.',
  '/vetoes/contest': 'A veto or an objection can be contested for {}.',
  '/vetoes/lift': 'A contested veto is lifted by {} of the votes for and against on its question.',
  '/deadlock/extraRounds': (rounds: number) =>
    rounds === 0
      ? 'After a deadlock there are no more rounds.'
      : `After a first deadlock there ${rounds === 1 ? 'is 1 more round' : `are ${rounds} more rounds`}, and a vote.`,
  '/deadlock/deferral': 'After the next deadlock the matter rests for {}, and is voted on again.',
  '/deadlock/rejectWhenAgainst':
    'A vote that misses its threshold rejects where {} of the votes for and against are against; else it is a deadlock.',
  '/deadlock/guardianNeeds':
    'After the last deadlock the guardian can adopt only what had {} of the votes for and against for it.',
  '/appeals/window': 'What can be appealed to the guardian waits for {}.',
  '/delegation/longest': 'A delegation lasts {} at most.',
  '/delegation/chains': {
    true: 'A vote goes on to the delegate of one’s delegate.',
    false: 'A vote does not go on to the delegate of one’s delegate.',
  },
  '/delegation/conflicted': {
    carry: 'Who has disclosed a conflict of interest carries votes all the same.',
    drop: 'Who has disclosed a conflict of interest carries no votes in that decision.',
  },
  '/delegation/cap': (cap: NonNullable<Charter['delegation']>['cap']) =>
    cap === null
      ? 'One member carries as many votes as are given.'
      : `One member carries at most ${cap.num}/${cap.den} of ${cap.of === 'delegated' ? 'the votes delegated' : 'the electorate'}.`,
  '/delegation/cap/of': null,
  '/mandates/longest': 'A mandate lasts {} at most.',
  '/mandates/callBack': '{} of the council{council} can call a mandated proposal back until it is adopted.',
  '/emergency/report': 'Who acts alone reports within {}.',
  '/emergency/justify': 'Who acts alone justifies it within {}.',
  '/emergency/override/window': 'The poll that ends an act is open for {}.',
  '/emergency/override/threshold': threshold('To end an act'),
  '/emergency/override/quorum': quorum('The poll that ends an act'),
  '/emergency/limit': 'An act that was not ratified ends after {}.',
  '/emergency/ratification/threshold': threshold('To ratify an act'),
  '/emergency/ratification/quorum': quorum('The poll that ratifies an act'),
  '/emergency/repeat': 'An act that expired or was overridden cannot be repeated for {}.',
  '/conflicts/terms': 'Each party and each mediator puts terms {} times at most.',
  '/conflicts/contest': 'The word of one who says that they are no party can be contested for {}.',
  '/conflicts/ruling': 'Whether they are a party the guardian says within {}.',
  '/conflicts/again': 'Who withdrew a conflict opens none against any of the same for {}.',
  '/conflicts/negotiation': 'The parties talk for {}.',
  '/conflicts/mediation': 'Mediators have {}.',
  '/conflicts/arbitration/ranking': 'Where nothing was settled, remedies are put and ranked for {}.',
  '/conflicts/arbitration/voting': 'The vote on the first remedy is open for {}.',
  '/conflicts/arbitration/threshold': threshold('To arbitrate'),
  '/conflicts/arbitration/quorum': quorum('An arbitration'),
  ...mendingWords,
  ...alarmWords,
  '/signatures': {
    none: 'Answers need no signature of their members: who gave them is the log’s word.',
    ballots: 'Every ballot bears its elector’s own signature.',
    all: 'Every answer and every act in a process bears its member’s own signature.',
  },
  '/answers': {
    'at-once': 'What members answer shows as soon as it is given.',
    'at-close': 'Until a poll closes, only who has answered shows.',
  },
  '/keys/notice': 'A change of a member’s keys by the registrar is told {} before it counts.',
  ...categoryWords,
};

/** What holds where a field is left out, of those that no tier, category or principle has. */
export const absentWords: Readonly<Record<string, string>> = {
  '/guardian/silence': 'Without the guardian’s word nothing goes on that they must approve.',
  '/voting/extension': 'An extended vote asks for the quorum of its category, as before.',
  '/lazy': 'No category adopts lazily.',
  '/alternatives/most': `A proposal names ${absentMeanings['/alternatives/most'] ?? ''} alternatives at most.`,
  '/preferences': 'A ranking puts what it leaves out below all that it names.',
  '/interests': 'Nobody is asked for interests of their own.',
};

/** Under which heading a section of the charter is told, in this order. */
export const headings: Readonly<Record<string, readonly string[]>> = {
  'The council': ['name', 'wake', 'maturity', 'families', 'offline', 'recusal', 'keys'],
  'Who decides': ['tiers'],
  'What is decided': ['categories'],
  'Before a vote': [
    'drafts',
    'alternatives',
    'interests',
    'preferences',
    'amendments',
    'review',
    'lazy',
    'discussion',
    'gates',
    'hearing',
    'categoryRequests',
    'escalation',
  ],
  Votes: ['voting', 'answers', 'signatures', 'delegation', 'mandates'],
  'After a vote': ['vetoes', 'deadlock', 'appeals', 'execution', 'lookBack', 'allocations'],
  'The guardian': ['guardian'],
  Emergencies: ['emergency'],
  Conflicts: ['conflicts'],
  Repair: ['repairs'],
  'Vetoes of nodes': ['nodeVetoes'],
  Support: ['support'],
  Alarms: ['alarms'],
  'Restorative work': ['restorative'],
  'Core principles': ['principles'],
};
