/** Whom each entry of a proposal concerns: its electors, its author, and those it is about. */
import {
  type Audience,
  insisting,
  type OwedAct,
  owing,
  people,
  type Notification,
  telling,
} from '../audience.ts';
import type { ProposalState } from './state.ts';
import type { ProposalEntry } from './entries.ts';
import { requiredOf } from './owing.ts';
import { hasNoBallot } from './vetoes/vetoes.ts';

/** Whom it is about, elector or not. */
const concerned = ({ author, accused, victims, representative }: ProposalState): readonly Audience[] =>
  people(author, accused, ...victims, representative);

const electors = ({ id }: ProposalState): readonly Audience[] => [{ electorate: id }];

/** Who has a ballot: of a veto's question not who raised all that it asks about (VET-2). */
const voters = ({ id, asks }: ProposalState): readonly Audience[] => {
  if (asks === null) return [{ electorate: id }];
  const named = asks.matters.flatMap(({ without }) => without);
  return [{ electorate: id, but: [...new Set(named)].filter((member) => hasNoBallot(asks, member)) }];
};

/** Whom it names, elector or not, hears of its submission, another text, its adoption, its votes and its outcome (PRO-13); of a draft nobody does (PRO-1). */
const named = ({ id, submittedAt }: ProposalState): readonly Audience[] =>
  submittedAt === null ? [] : [{ named: id }];

const everyone = (state: ProposalState): readonly Audience[] => [...electors(state), ...concerned(state)];

/** Each open requirement of whoever must meet it, with its own window (PRO-11, JUS-1). */
function required(state: ProposalState): readonly Notification[] {
  const acts: readonly OwedAct[] = ['consents', 'attestations', 'hearing'];
  return acts.flatMap((act) => requiredOf(state, act).flatMap(({ to, until }) => owing(to, act, until)));
}

/** Who raised a veto or an objection, and whoever waits for its answer. */
const contesting = (state: ProposalState): readonly Audience[] =>
  people(state.author, ...state.vetoes.map(({ by }) => by));

export function proposalNotices(
  state: ProposalState,
  { kind, facts }: ProposalEntry,
): readonly Notification[] {
  const { author, guardian, assignee, deadline, family } = state;
  switch (kind) {
    case 'submitted':
      return [...required(state), ...telling(named(state), author)];
    case 'start-refused':
      return owing(people(author), 'submission', deadline);
    case 'electors-counted':
      return state.interests === null ? [] : telling(people(...facts.recused));
    case 'endorsed':
      return [...required(state), ...telling(concerned(state))];
    case 'endorsement-opened':
    case 'review-opened':
    case 'deferred-opened':
      return telling(everyone(state));
    case 'appeal-opened':
      return telling([...everyone(state), ...named(state)]);
    case 'delay-opened':
      return [
        ...owing(people(state.approver), 'approval', deadline),
        ...telling([...everyone(state), ...named(state)]),
      ];
    case 'ended':
      return telling([...everyone(state), ...named(state), ...people(facts.punishes)]);
    case 'category-requested':
      // Whom it would punish, elector or not (TIE-6).
      return telling([...everyone(state), ...people(facts.punishes)]);
    case 'amended':
    case 'corrected':
      return [...required(state), ...telling([...everyone(state), ...named(state)], facts.by)];
    case 'amendment-put':
      return [...required(state), ...telling(everyone(state), facts.by)];
    case 'objected':
    case 'vetoed':
    case 'no-punishment':
      return telling(everyone(state), facts.by);
    case 'discussion-opened':
      return [...owing(electors(state), 'position', deadline), ...telling(concerned(state))];
    case 'requirements-opened':
      return [...required(state), ...telling(everyone(state))];
    case 'voting-opened':
      return [
        ...owing(voters(state), 'ballot', deadline),
        ...owing([{ undisclosed: { category: state.category } }], 'disclosures', deadline),
        ...telling([...concerned(state), ...named(state)]),
      ];
    case 'vote-extended':
    case 'vote-waits':
      return [...owing([{ unanswered: 'votes' }], 'ballot', deadline), ...telling(concerned(state))];
    case 'guardian-resolution-opened':
      return [...owing(people(guardian), 'resolution', deadline), ...telling(everyone(state))];
    case 'guardian-approval-opened':
      return [
        ...owing(people(guardian), 'approval', deadline),
        ...telling([...everyone(state), ...named(state)]),
      ];
    case 'guardian-changed':
      return [...guardiansTask(state), ...telling(people(facts.from))];
    case 'veto-opened':
      return telling([...(family === null ? [] : [{ family }]), ...everyone(state), ...named(state)]);
    case 'execution-opened':
      return [...owing(people(assignee), 'task', deadline), ...telling(people(author))];
    case 'contested':
      return telling(contesting(state), facts.by);
    case 'veto-stands':
    case 'veto-lifted':
    case 'veto-lapsed':
      return telling(contesting(state));
    case 'representative-named': {
      const [hearing] = state.requirements.filter(
        ({ what, who, closed }) => what === 'hearing' && who === state.accused && closed === null,
      );
      const named = people(facts.representative);
      return hearing === undefined ? telling(named) : owing(named, 'hearing', hearing.until);
    }
    case 'requirement-met':
    case 'requirement-refused':
    case 'requirement-timed-out':
      return telling(people(author, facts.who));
    case 'guardian-resolved':
    case 'guardian-answered':
    case 'approval-owed':
    case 'approval-vacant':
    case 'approval-assumed':
    case 'approval-passed-over':
    case 'appeal-ended':
    case 'task-confirmed':
    case 'hold-ended':
    case 'node-veto-ended':
    case 'retried-by':
      return telling(concerned(state));
    case 'appealed':
    case 'node-vetoed':
      return telling([...concerned(state), ...people(state.assignee)], facts.by);
    case 'disclosures-owed':
      return owing(people(...facts.representatives), 'disclosures', deadline);
    case 'votes-over-cap':
    case 'votes-not-carried':
      // What nobody carries is theirs to cast.
      return owing(people(...facts.delegators), 'ballot', deadline);
    case 'conflict-disclosed':
      return insisting(people(...facts.delegators));
    case 'drafted':
    case 'edited':
    case 'round-closed':
    case 'questioned-by':
    case 'escalation-lowered':
    case 'call-back-lowered':
    case 'vote-closed':
    case 'charter-amended':
    case 'escalated-to':
    case 'called-back-to':
    case 'remanded-to':
      return [];
  }
}

/** What whoever holds the office now owes in the stage at hand. */
function guardiansTask({ stage, guardian, approver, deadline }: ProposalState): readonly Notification[] {
  if (stage === 'guardian-resolution') return owing(people(guardian), 'resolution', deadline);
  const owes = stage === 'guardian-approval' || approver !== null;
  return owes ? owing(people(approver ?? guardian), 'approval', deadline) : telling(people(guardian));
}
