/** Lies about vetoes, escalation and gates in records and evidence: each is found where it stands (VET-2, TIE-3, REP-1, PRO-11). */
import { describe, expect, it } from 'vitest';
import { day, foundIn, type Lie, moved, told } from './forgery.ts';

describe('a record of a family’s decision, or of an admission,', () => {
  it.each<Lie>([
    [
      'a veto stage left out',
      'VET-1 by a family, which nobody vetoed',
      ({ record }) => void record.stages.splice(1, 1),
      'record /stages have no veto, which was due',
    ],
    [
      'a shorter veto stage',
      'VET-1 by a family, which nobody vetoed',
      ({ record }) => void Object.assign(record.stages[1]!, { closes: moved(record.stages[1]!.opens, 1) }),
      'record /stages/1/closes is',
    ],
    [
      'a veto stage before the round was over',
      'VET-1 by a family, which nobody vetoed',
      ({ record }) => {
        const opens = moved(record.rounds[0]!.closedAt, -61_000);
        Object.assign(record.stages[1]!, { opens, closes: moved(opens, day) });
      },
      'record /stages/1/opens is',
    ],
    [
      'executed before the veto stage was over',
      'VET-1 by a family, which nobody vetoed',
      ({ record }) => void Object.assign(record, { endedAt: moved(record.endedAt, -1) }),
      'until when execution waits (PRO-9)',
    ],
    [
      'an uncontested veto lifted',
      'VET-2 by a family, vetoed and not contested',
      ({ record }) => void Object.assign(record.vetoes[0]!.answer!, { outcome: 'lifted' }),
      'record /vetoes/0/answer/outcome is lifted, but nobody contested it (VET-2)',
    ],
    [
      'a veto that stood before anybody could contest it',
      'VET-2 by a family, vetoed and not contested',
      ({ record }) =>
        void Object.assign(record.vetoes[0]!.answer!, { at: moved(record.vetoes[0]!.until!, -1) }),
      'before the time for its contest is over (VET-2)',
    ],
    [
      'a shorter time to contest',
      'VET-2 by a family, vetoed and not contested',
      ({ record }) => void Object.assign(record.vetoes[0]!, { until: record.vetoes[0]!.at }),
      'record /vetoes/0/until is',
    ],
    [
      'executed against a veto that stands',
      'VET-2 by a family, vetoed and not contested',
      ({ record }) => void Object.assign(record, { outcome: 'executed' }),
      'record /outcome is executed, but vetoed follows (VET-2)',
    ],
    [
      'a veto invented',
      'VET-1 by a family, which nobody vetoed',
      ({ record }) =>
        void Object.assign(record, {
          outcome: 'vetoed',
          ending: { rule: 'VET-2', facts: null, doneBefore: null },
        }),
      'record /outcome is vetoed, but adopted follows (CON-4)',
    ],
    [
      'a contest of one’s own veto',
      'VET-2 by a family, vetoed, and the council lifted it',
      ({ record }) => void Object.assign(record.vetoes[0]!.contest!, { by: 'm3' }),
      'record /vetoes/0/contest/by is m3, who raised it (VET-2)',
    ],
    [
      'a contest that came too late',
      'VET-2 by a family, vetoed, and the council lifted it',
      ({ record }) => void Object.assign(record.vetoes[0]!.contest!, { at: record.vetoes[0]!.until }),
      'outside the time for it (VET-2)',
    ],
    [
      'a contest without a question',
      'VET-2 by a family, vetoed, and the council lifted it',
      ({ record }) => void Object.assign(record.vetoes[0]!, { question: null }),
      'record /vetoes/0/question is null, but the council answered (VET-2)',
    ],
    [
      'another answer of the council than was told',
      'VET-2 by a family, vetoed, and the council upheld it',
      (decision) => void Object.assign(told(decision, 'veto-stands'), { kind: 'veto-lifted' }),
      'record /vetoes/0/answer/outcome is "stands", but "lifted" follows',
    ],
    [
      'a veto that was told left out of the record',
      'VET-2 by a family, vetoed, and the council lifted it',
      ({ record }) => void record.vetoes.pop(),
      'record /vetoes/0 is nothing, but',
    ],
    [
      'escalated by too few',
      'TIE-3 from a family to the council, asked by two thirds',
      ({ evidence }) => void evidence.declarations.pop(),
      'record /declared/escalation is 2, but 1 follows',
    ],
    [
      'escalated by too few, as the record says itself',
      'TIE-3 from a family to the council, asked by two thirds',
      ({ record }) => void Object.assign(record.declared, { escalation: 1 }),
      'record /declared/escalation is 1, but 2 are needed (TIE-3)',
    ],
    [
      'fewer needed than the share of those who are left',
      'TIE-3 from a family to the council, asked by two thirds',
      ({ record }) => void Object.assign(record.escalation!, { needed: 1 }),
      'record /escalation/needed is 1, but 2 follows',
    ],
    [
      'who asked, counted out as departed',
      'TIE-3 from a family to the council, asked by two thirds',
      ({ record, evidence }) => {
        const lowered = { departed: ['m1', 'm3'], needed: 1 };
        Object.assign(record.escalation!, lowered);
        evidence.timeline.splice(-1, 0, {
          ...evidence.timeline.at(-1)!,
          kind: 'escalation-lowered',
          facts: lowered,
        });
      },
      'record /escalation/departed names m1, who was no elector, or asked (TIE-3)',
    ],
    [
      'escalated by a stranger',
      'TIE-3 from a family to the council, asked by two thirds',
      ({ evidence }) => void Object.assign(evidence.declarations[1]!, { member: 'm9' }),
      'evidence /declarations/1 is of m9, who is no elector of this decision (TIE-3)',
    ],
    [
      'a contest of who is no elector',
      'VET-2 by a family, vetoed, and the council upheld it',
      ({ evidence }) => void Object.assign(evidence.electorate[1]!, { member: 'm4' }),
      'record /vetoes/0/contest/by is m2, who is no elector (VET-2)',
    ],
    [
      'escalated to nowhere',
      'TIE-3 from a family to the council, asked by two thirds',
      ({ record }) => void record.links.pop(),
      'record /links have no escalated-to (PRO-12)',
    ],
    [
      'requests for the council unheeded',
      'VET-1 by a family, which nobody vetoed',
      ({ record, evidence }) => {
        for (const member of ['m1', 'm2', 'm3'])
          evidence.declarations.push({
            decision: record.id,
            kind: 'escalation',
            member,
            number: 1,
            facts: {},
            at: record.submittedAt,
          });
      },
      'record /outcome is executed, but 3 had asked for the council (TIE-3)',
    ],
    [
      'a family’s third deadlock rejected',
      'DEA-2 TIE-3 from a family to the council, after the third deadlock',
      ({ record }) => void Object.assign(record, { outcome: 'rejected' }),
      'record /outcome is rejected, but escalated follows (DEA-2)',
    ],
    [
      'a family’s matter before the council without that family',
      'TIE-3 PRO-12 before the council, out of a family',
      ({ record }) => void record.links.pop(),
      'record /links have no escalated-from (PRO-12)',
    ],
    [
      'executed by nobody',
      'MEM-3 opened by itself, with nobody to answer',
      ({ record }) => void Object.assign(record, { outcome: 'executed' }),
      'record /outcome is executed, but rejected follows (MEM-3)',
    ],
    [
      'a consent that nobody gave',
      'REP-1 with every consent and the attestation',
      ({ evidence }) => void evidence.declarations.splice(2, 1),
      'record /requirements/0/closed is met, but the evidence has no such answer',
    ],
    [
      'a refusal called consent',
      'REP-1 with every consent and the attestation',
      ({ evidence }) =>
        void Object.assign(evidence.declarations[2]!, { facts: { consent: false, version: 1 } }),
      'record /requirements/0/closed is met, but the answer was the other one (REP-1)',
    ],
    [
      'a consent that was given to another text',
      'REP-1 with every consent and the attestation',
      ({ evidence }) =>
        void Object.assign(evidence.declarations[2]!, { facts: { consent: true, version: 2 } }),
      'record /requirements/0/closed is met, but the evidence has no such answer',
    ],
    [
      'a requirement that was asked for later than its text',
      'REP-1 with every consent and the attestation',
      ({ record }) => void Object.assign(record.requirements[0]!, { asked: moved(record.submittedAt, day) }),
      'record /requirements/0/asked is',
    ],
    [
      'a requirement left out',
      'REP-1 with every consent and the attestation',
      ({ record }) => void record.requirements.pop(),
      'record /requirements have no diversity, which the category asks for',
    ],
    [
      'a parent left out',
      'REP-1 with every consent and the attestation',
      (decision) => {
        decision.record.requirements.shift();
        (told(decision, 'submitted').facts.requirements as unknown[]).shift();
      },
      'record /requirements are not those that follow from the texts and their category (PRO-11)',
    ],
    [
      'a requirement not answered',
      'REP-1 with every consent and the attestation',
      ({ record }) => void Object.assign(record.requirements[0]!, { closed: null }),
      'record /requirements/0/closed is null, but adoption waits for it (PRO-11)',
    ],
    [
      'adopted against a refusal',
      'REP-1 with every consent and the attestation',
      ({ record }) => void Object.assign(record.requirements[0]!.closed!, { how: 'refused' }),
      'record /requirements/0/closed/how is refused, which ends a decision (PRO-11)',
    ],
    [
      'an attestation refused',
      'REP-1 with every consent and the attestation',
      ({ record }) => void Object.assign(record.requirements[2]!.closed!, { how: 'refused' }),
      'is refused, but a resources cannot be (REP-1)',
    ],
    [
      'a consent at the instant at which it was late',
      'REP-1 with every consent and the attestation',
      ({ record }) =>
        void Object.assign(record.requirements[0]!.closed!, { at: record.requirements[0]!.until }),
      'but it is met (PRO-11)',
    ],
    [
      'a vote that did not wait for the last consent',
      'REP-1 PRO-11 by a vote that waited for the last consent',
      ({ record }) =>
        void Object.assign(record.votes[0]!, { opens: moved(record.votes[0]!.opens, -day / 24) }),
      'when consent was met',
    ],
    [
      'rejected though nobody refused',
      'REP-1 refused by a parent',
      ({ record }) => void Object.assign(record.requirements[1]!.closed!, { how: 'met' }),
      'record /requirements have none that was refused (REP-1)',
    ],
    [
      'lapsed though every gate was met',
      'PRO-11 with a gate unmet while its consensus waited',
      ({ record }) => {
        const { submittedAt: at, requirements } = record;
        Object.assign(
          requirements.find(({ closed }) => closed?.how === 'timed-out')!,
          {
            closed: { at, how: 'met' },
          },
        );
      },
      'record /requirements have none that was unmet in time (PRO-11)',
    ],
    [
      'lapsed though the consent came in time',
      'PRO-11 with a gate unmet while its consensus waited',
      ({ record, evidence }) =>
        void evidence.declarations.splice(2, 0, {
          decision: record.id,
          kind: 'consents',
          member: 'm1',
          number: 1,
          facts: { consent: true, version: 1 },
          at: record.submittedAt,
        }),
      'is timed out, but the evidence has an answer in time (consent)',
    ],
    [
      'lapsed before it was due',
      'PRO-11 with a gate unmet while its consensus waited',
      ({ record }) => void Object.assign(record, { endedAt: moved(record.endedAt, -1) }),
      'when it was due (PRO-11)',
    ],
  ])('REC-1 that tells of %s is found where it does: %s', (_, passage, change, sentence) => {
    expect(foundIn(passage, change)).toContain(sentence);
  });
});
