/** What each entry of a proposal says to whom it concerns (CNF-5). */

export const proposalNotices = {
  'notice.proposal.drafted': 'It is a draft, and its author’s alone.',
  'notice.proposal.edited': 'Its draft was changed.',
  'notice.proposal.start-refused':
    'At its start date it could not be submitted: {because}. It is a draft still.',
  'notice.proposal.submitted': 'It was submitted.',
  'notice.proposal.endorsement-opened': 'Electors are asked to endorse it; without enough of them it lapses.',
  'notice.proposal.endorsed': 'Who endorses it has changed.',
  'notice.proposal.review-opened': 'Its review has begun.',
  'notice.proposal.requirements-opened': 'It waits for hearings, consents and answers to objections.',
  'notice.proposal.discussion-opened': 'Round {round, number} of its discussion has begun.',
  'notice.proposal.round-closed': 'Round {round, number} of its discussion has closed.',
  'notice.proposal.amended':
    'Another text of it is in force, version {version, number}: it is reviewed anew.',
  'notice.proposal.corrected': 'Its text was corrected: version {version, number} is in force.',
  'notice.proposal.amendment-put':
    'Another text of it was put, version {version, number}: it is in force from the end of the round.',
  'notice.proposal.representative-named': 'It was named who speaks for the accused.',
  'notice.proposal.electors-counted': 'The hearing is over: who is left to judge was counted.',
  'notice.proposal.requirement-met':
    '{who} has {requirement, select, consent {consented} resources {attested its resources} diversity {attested the diversity} other {been heard}}.',
  'notice.proposal.requirement-refused':
    '{who} has refused {requirement, select, consent {consent} resources {to attest its resources} diversity {to attest the diversity} other {to be heard}}.',
  'notice.proposal.requirement-timed-out':
    '{requirement, select, consent {{who} has not consented} resources {Nobody has attested its resources} diversity {Nobody has attested the diversity} other {{who} was not heard}} in time.',
  'notice.proposal.objected': '{by} objects: {matter} is a personal matter.',
  'notice.proposal.vetoed': '{by} vetoes it.',
  'notice.proposal.contested': '{by} contests objections or vetoes.',
  'notice.proposal.questioned-by': 'The council is asked about its vetoes, in a proposal of its own.',
  'notice.proposal.veto-stands': 'The veto of {by} stands.',
  'notice.proposal.veto-lifted': 'The veto of {by} was lifted.',
  'notice.proposal.veto-lapsed':
    'The veto of {by} is over: the text that it was raised against is in force no more.',
  'notice.proposal.category-requested': 'Electors ask that it be decided in another category.',
  'notice.proposal.no-punishment': '{by} says that it does not punish them.',
  'notice.proposal.escalation-lowered': 'Fewer must ask for the council now, since electors have departed.',
  'notice.proposal.call-back-lowered': 'Fewer call it back now, since members have departed.',
  'notice.proposal.voting-opened': 'Its vote has opened.',
  'notice.proposal.vote-extended': 'Its vote missed the quorum, and goes on.',
  'notice.proposal.vote-waits': 'Its vote waits for electors who are offline.',
  'notice.proposal.vote-closed': 'Its vote was counted.',
  'notice.proposal.disclosures-owed': 'You would carry votes in it, and have disclosed nothing yet.',
  'notice.proposal.votes-over-cap':
    'As it stands the vote that you delegated is not carried: whoever you gave it to has as many as they may carry.',
  'notice.proposal.votes-not-carried': 'As it stands the vote that you delegated is not carried: {because}.',
  'notice.proposal.conflict-disclosed':
    '{by}, who would carry your vote, has disclosed a conflict of interests.',
  'notice.proposal.deferred-opened': 'After a second deadlock it is deferred.',
  'notice.proposal.guardian-resolution-opened': 'After the last deadlock the guardian may adopt it.',
  'notice.proposal.guardian-resolved': 'The guardian has decided on it.',
  'notice.proposal.veto-opened': 'The family has adopted it; whom it affects may veto it.',
  'notice.proposal.guardian-approval-opened': 'It was adopted, and the guardian’s approval is asked for.',
  'notice.proposal.guardian-changed':
    'The guardian’s office has passed from {from} to {to}, who is asked now.',
  'notice.proposal.guardian-answered': 'The guardian has answered.',
  'notice.proposal.approval-assumed': 'The guardian was silent, which is assent: it goes on.',
  'notice.proposal.approval-owed': 'The guardian is offline: their approval is taken until it is executed.',
  'notice.proposal.approval-vacant': 'Nobody holds the guardian’s office who could approve it.',
  'notice.proposal.approval-passed-over': 'It needs no approval: it fills the guardian’s office.',
  'notice.proposal.appeal-opened': 'The accused may appeal.',
  'notice.proposal.appealed': '{by} has appealed.',
  'notice.proposal.appeal-ended': 'The appeal has ended: {outcome}.',
  'notice.proposal.delay-opened': 'It was adopted, and waits for its execution.',
  'notice.proposal.execution-opened': 'It is being executed.',
  'notice.proposal.task-confirmed': 'Its task is done.',
  'notice.proposal.charter-amended': 'It has amended the charter.',
  'notice.proposal.escalated-to': 'It goes on before the council, in another proposal.',
  'notice.proposal.called-back-to': 'It goes on before the whole council, in another proposal.',
  'notice.proposal.remanded-to': 'It is decided anew, in another proposal.',
  'notice.proposal.ended': 'It has ended: {outcome}.',
  'notice.proposal.retried-by': 'Its action is run again, in another proposal.',

  'because.incomplete': 'parts of it are missing',
  'because.unknown-member': 'it names somebody who is no member',
  'because.not-an-elector': 'whoever you gave it to is no elector here',
  'because.cycle': 'it comes back to you, from one to the next',
  'because.chains-off': 'whoever you gave it to has given their own to another, and it goes no further',
  'because.representative-silent': 'whoever would carry it has not voted',
  'because.undisclosed': 'whoever would carry it has disclosed no interests',
  'because.conflicted': 'whoever would carry it has disclosed a conflict of interests',

  'notice.proposal.replied': '{by} has answered your statement.',
  'notice.proposal.vote-carried':
    'As it stands the vote that you delegated is carried. You may still vote yourself, which counts instead.',
  'notice.proposal.task-proposed': 'If it is adopted, its task is yours.',
  'notice.proposal.task-adopted': 'It is adopted, and its task is yours once it is executed.',
} as const;
