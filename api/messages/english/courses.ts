/** What a decision that is open can still become, and what its quorum takes (PRO-9, PRO-8). */

export const courseMessages = {
  'quorum.met':
    'The quorum of {needed, number} is met; {out, plural, =0 {nobody is} one {# is} other {# are}} still out.',
  'quorum.impossible':
    'The quorum cannot be met any more: it takes {missing, number} more, and {out, number} are still out.',
  'quorum.missing': 'The quorum takes {missing, number} more of {out, number} still out.',

  'course.submitted': 'Submitted, it goes into {stage}.',
  'course.endorsed': 'Endorsed by enough electors it counts, and goes on to {stage}.',
  'course.goes-on': 'If nothing else happens, it goes on to {stage}.',
  'course.waits': 'While a hearing, a consent or the answer to an objection is open, it waits in {stage}.',
  'course.amended': 'With a new text it goes to {stage}.',
  'course.consensus': 'With consensus it is adopted without a vote, and goes on to {stage}.',
  'course.no-consensus': 'Without consensus it goes on to {stage}.',
  'course.adopted': 'With its threshold reached it is adopted, and goes on to {stage}.',
  'course.rejected': 'With enough against it is rejected.',
  'course.deadlock':
    'With neither enough for nor enough against it is a deadlock, and {end, select, yes {ends {outcome}} other {goes on to {stage}}}.',
  'course.quorum-missed':
    'Without a quorum {end, select, yes {it is not decided, and ends {outcome}} other {the vote stays open once more}}.',
  'course.approved': 'With the guardian’s word for it, it goes on to {stage}.',
  'course.refused': 'With a word against it, it ends {outcome}.',
  'course.silent':
    'If nobody answers in time, it {end, select, yes {ends {outcome}} other {goes on to {stage}}}.',
  'course.vetoed': 'If what was or can be raised against it stands, it ends vetoed.',
  'course.overturned': 'If the guardian overturns it on appeal, it ends overturned.',
  'course.remanded': 'If the guardian remands it on appeal, it is decided anew in another process.',
  'course.done': 'When its action is done, it ends executed.',
  'course.failed': 'If its action cannot be done, it ends as adopted and not done.',
  'course.withdrawn': 'Its author may withdraw it.',
  'course.escalated': 'If enough of the family ask for it, the council decides instead.',
  'course.called-back': 'If enough of the council call it back, the whole council decides instead.',
  'course.other-category':
    'If enough electors ask for it, it ends here, and can be put in a category where who would be punished is heard.',

  'stage.draft': 'its draft',
  'stage.endorsement': 'the search for endorsers',
  'stage.review': 'review',
  'stage.discussion': 'a round of discussion',
  'stage.requirements': 'the wait for hearings, consents and objections',
  'stage.voting': 'a vote',
  'stage.deferred': 'a deferral',
  'stage.guardian-resolution': 'the guardian’s resolution',
  'stage.guardian-approval': 'the guardian’s approval',
  'stage.veto': 'the time for vetoes',
  'stage.appeal': 'the time for an appeal',
  'stage.delay': 'the delay before its execution',
  'stage.execution': 'its execution',
  'stage.ended': 'its end',

  'outcome.executed': 'executed',
  'outcome.rejected': 'rejected',
  'outcome.vetoed': 'vetoed',
  'outcome.withdrawn': 'withdrawn',
  'outcome.lapsed': 'lapsed',
  'outcome.inquorate': 'without a quorum',
  'outcome.refused-by-guardian': 'refused by the guardian',
  'outcome.overturned': 'overturned',
  'outcome.remanded': 'remanded',
  'outcome.escalated': 'before the whole council',
  'outcome.wrong-category': 'in the wrong category',
  'outcome.execution-failed': 'adopted and not done',
  'outcome.interrupted': 'interrupted',
} as const;
