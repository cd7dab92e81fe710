/** Lies about appeals, approvals, delays, objections and mandates in records and evidence: each is found where it stands (APP-2, VET-3, VET-4, MAN-2). */
import { describe, expect, it } from 'vitest';
import { people } from './decision.ts';
import { day, foundIn, type Lie, moved } from './forgery.ts';

describe('a record of a council’s decision', () => {
  it.each<Lie>([
    [
      'a hearing left out',
      'JUS-1 APP-1 with everyone heard, and no appeal',
      ({ record }) => void record.requirements.splice(0, 2),
      'record /requirements have no hearing, which the category asks for',
    ],
    [
      'the victim among the judges',
      'JUS-1 APP-1 with everyone heard, and no appeal',
      ({ evidence }) => void Object.assign(evidence.electorate.at(-1)!, { member: 'm2' }),
      'is m2, whose own case it is (GUA-2)',
    ],
    [
      'who never spoke as a victim, and so out of the way',
      'JUS-1 with a representative who spoke for the accused, and a victim who was silent',
      ({ record, evidence }) => {
        record.counted!.recused.push('m2');
        evidence.timeline.find(({ kind }) => kind === 'electors-counted')!.facts.recused = ['m2'];
      },
      'record /counted/recused/0 is m2, who never said that they are a victim (JUS-1)',
    ],
    [
      'a victim’s word unheard',
      'JUS-1 APP-1 with everyone heard, and no appeal',
      ({ record, evidence }) => {
        record.counted!.recused.pop();
        evidence.timeline.find(({ kind }) => kind === 'electors-counted')!.facts.recused = [];
        Object.assign(evidence.electorate.at(-1)!, { member: 'm2' });
      },
      'is m2, who said that they are a victim, and enough of the council were left (GUA-2)',
    ],
    [
      'a larger council, so that fewer can be recused',
      'JUS-1 APP-1 with everyone heard, and no appeal',
      ({ record, evidence }) => {
        record.counted!.council = 60;
        evidence.timeline.find(({ kind }) => kind === 'electors-counted')!.facts.council = 60;
      },
      'record /counted is not out of the 19 who were electors at the submission (GUA-2)',
    ],
    [
      'electors who were never counted',
      'JUS-1 APP-1 with everyone heard, and no appeal',
      ({ record, evidence }) => {
        record.counted = null;
        const place = evidence.timeline.findIndex(({ kind }) => kind === 'electors-counted');
        evidence.timeline.splice(place, 1);
      },
      'record /counted is null, but victims were named, and the electors asked (GUA-2)',
    ],
    [
      'no time for an appeal',
      'JUS-1 APP-1 with everyone heard, and no appeal',
      ({ record }) => void Object.assign(record, { appeal: null }),
      'record /appeal is null, but its time was due (APP-1)',
    ],
    [
      'executed within the time for an appeal',
      'JUS-1 APP-1 with everyone heard, and no appeal',
      ({ record }) => void Object.assign(record, { endedAt: moved(record.appeal!.closes, -1) }),
      'until when execution waits (PRO-9)',
    ],
    [
      'executed against the guardian’s ruling',
      'APP-2 overturned',
      ({ record }) => void Object.assign(record, { outcome: 'executed' }),
      'record /outcome is executed, but overturned follows (APP-2)',
    ],
    [
      'overturned without a reason',
      'APP-2 overturned',
      ({ record }) => void Object.assign(record.appeal!.ended!, { reason: null }),
      'record /appeal/ended is no ruling with a reason before',
    ],
    [
      'overturned when the guardian’s week was over',
      'APP-2 overturned',
      ({ record }) =>
        void Object.assign(record.appeal!.ended!, { at: moved(record.appeal!.lodged!.at, 7 * day) }),
      'record /appeal/ended is no ruling with a reason before',
    ],
    [
      'a ruling of the accused',
      'APP-2 overturned',
      ({ record }) => void Object.assign(record.appeal!.ended!, { guardian: record.requirements[0]!.who }),
      'who cannot rule in this decision (GUA-1)',
    ],
    [
      'an objection of who is not affected',
      'VET-2 objected to, and not contested',
      ({ evidence }) => void Object.assign(evidence.versions[0]!.content.impact!, { affected: ['m1', 'm6'] }),
      'record /vetoes/0/by is m5, whom no version of the text names as affected (VET-1)',
    ],
    [
      'an appeal that was lodged too late',
      'APP-2 upheld by the guardian',
      ({ record }) => void Object.assign(record.appeal!.lodged!, { at: record.appeal!.closes }),
      'outside its window (APP-1)',
    ],
    [
      'an appeal without an answer',
      'APP-2 upheld by the guardian',
      ({ record }) => void Object.assign(record.appeal!, { ended: null }),
      'record /appeal/ended is null, but execution waits for it (APP-1)',
    ],
    [
      'a second remand',
      'APP-2 remanded',
      ({ record }) => void record.links.push({ relation: 'remand-of', id: 'before' }),
      'is remanded, but it was remanded before (APP-2)',
    ],
    [
      'a remand to nowhere',
      'APP-2 remanded',
      ({ record }) => void record.links.pop(),
      'record /links have no remanded-to (PRO-12)',
    ],
    [
      'an approval that nobody gave',
      'AMD-2 lapsed by the guardian’s silence',
      ({ record }) => void Object.assign(record, { outcome: 'executed' }),
      'record /outcome is executed, but lapsed follows (AMD-2)',
    ],
    [
      'an approval left out',
      'VET-3 VET-4 approved, and its delay waited out',
      ({ record }) => void Object.assign(record, { approval: null }),
      'record /approval is null, but the guardian was to be asked (VET-3)',
    ],
    [
      'an approval that came too late',
      'VET-3 VET-4 approved, and its delay waited out',
      ({ record }) => void Object.assign(record.approval!, { at: record.approval!.closes }),
      'outside the guardian’s window (VET-3)',
    ],
    [
      'an approval passed over that fills no office',
      'VET-3 VET-4 approved, and its delay waited out',
      ({ record }) => void Object.assign(record.approval!, { passedOver: true }),
      'record /approval/passedOver is true, but this fills no office (AMD-2)',
    ],
    [
      'an approval passed over for the sake of an amendment',
      'AMD-2 approval passed over, to fill the office',
      ({ evidence }) => void Object.assign(evidence.versions[0]!.content, { action: { type: 'none' } }),
      'goes on without the guardian’s word, but the action is none (AMD-2)',
    ],
    [
      'an office that was vacant after the week alone',
      'AMD-2 lapsed as the office fell vacant',
      ({ record }) => void Object.assign(record.approval!, { at: record.approval!.closes }),
      'when the guardian was not asked (AMD-2)',
    ],
    [
      'an execution in spite of a vacant office',
      'AMD-2 lapsed at once, as nobody held the office',
      ({ record }) => void Object.assign(record, { outcome: 'executed' }),
      'record /outcome is executed, but lapsed follows (AMD-2)',
    ],
    [
      'a vacant office whose holder answered',
      'VET-3 VET-4 approved, and its delay waited out',
      ({ record }) => void Object.assign(record.approval!, { vacant: true }),
      'record /approval/vacant is true, but the guardian answered (AMD-2)',
    ],
    [
      'an approval passed over though somebody held the office',
      'AMD-2 approval passed over, to fill the office',
      ({ record }) => void Object.assign(record.approval!, { vacant: false }),
      'record /approval/vacant is false, but the approval was passed over for it (AMD-2)',
    ],
    [
      'a lapse of what fills the vacant office',
      'AMD-2 lapsed as the office fell vacant',
      ({ evidence }) =>
        void Object.assign(evidence.versions[0]!.content, {
          action: { type: 'member.guardian', member: 'm3' },
        }),
      'record /approval/passedOver is false, but it fills the office that nobody held (AMD-2)',
    ],
    [
      'an office vacant as the delay ended, whose holder was offline',
      'AMD-2 MEM-4 approval passed over, as they were offline to the end of the delay',
      ({ record }) => void Object.assign(record.approval!, { vacant: true }),
      'record /approval/vacant is true, but its holder was offline (AMD-2)',
    ],
    [
      'an approval owed where it fills no office',
      'VET-3 VET-4 approved, and its delay waited out',
      ({ record }) =>
        void Object.assign(record.approval!, {
          owed: { offlineFrom: record.approval!.opens, stillFrom: null },
        }),
      'record /approval/owed is told, but this fills no office (AMD-2)',
    ],
    [
      'who was offline after the week alone',
      'AMD-2 MEM-4 approval passed over, as they were offline to the end of the delay',
      ({ record }) =>
        void Object.assign(record.approval!.owed!, { offlineFrom: moved(record.approval!.closes!, 1) }),
      'record /approval/owed/offlineFrom is',
    ],
    [
      'who was offline after the delay alone',
      'AMD-2 MEM-4 approval passed over, as they were offline to the end of the delay',
      ({ record }) =>
        void Object.assign(record.approval!.owed!, { stillFrom: moved(record.approval!.at!, 1) }),
      'record /approval/owed/stillFrom is',
    ],
    [
      'an approval passed over before the delay ended',
      'AMD-2 MEM-4 approval passed over, as they were offline to the end of the delay',
      ({ record }) => void Object.assign(record.approval!, { at: record.approval!.closes }),
      'but its time ended',
    ],
    [
      'an approval given as the delay ended',
      'AMD-2 MEM-4 approved in the delay, by who was offline as the week ended',
      ({ record }) =>
        void Object.assign(record.approval!, {
          at: record.stages.find(({ stage }) => stage === 'delay')!.closes,
        }),
      'outside the delay in which it was owed (AMD-2)',
    ],
    [
      'an approval that nobody gave in the delay',
      'AMD-2 MEM-4 lapsed with the delay, by the silence of who was offline as the week ended',
      ({ record }) => void Object.assign(record, { outcome: 'executed' }),
      'record /outcome is executed, but lapsed follows (AMD-2)',
    ],
    [
      'a shorter delay',
      'VET-3 VET-4 approved, and its delay waited out',
      ({ record }) => {
        const delay = record.stages.find(({ stage }) => stage === 'delay')!;
        Object.assign(delay, { closes: moved(delay.closes!, -1) });
      },
      'record /stages/3/closes is',
    ],
    [
      'executed within its delay',
      'VET-3 VET-4 approved, and its delay waited out',
      ({ record }) => void Object.assign(record, { endedAt: moved(record.endedAt, -1) }),
      'until when execution waits (PRO-9)',
    ],
    [
      'an opt-out left out',
      'VET-3 VET-4 approved, and its delay waited out',
      ({ evidence }) => void evidence.declarations.pop(),
      'record /declared/opt-outs is 1, but nothing follows',
    ],
    [
      'a veto of a guardian who has none',
      'VET-3 vetoed by the guardian within the delay',
      ({ record }) => void Object.assign(record.rules.charter.guardian!, { scope: 'constitutional' }),
      'record /vetoes/0 is a veto of the guardian, who has none here (VET-3)',
    ],
    [
      'an objection that was not answered',
      'VET-2 TIE-2 objected to, and the council lifted it before the vote',
      ({ record }) => void Object.assign(record.vetoes[0]!, { answer: null }),
      'record /vetoes/0/answer has not lifted it, but adoption waits for that (VET-2)',
    ],
    [
      'an objection once the vote was open',
      'VET-2 TIE-2 objected to, and the council lifted it before the vote',
      ({ record }) => {
        const at = record.votes[0]!.opens;
        Object.assign(record.vetoes[0]!, { at, until: moved(at, day) });
      },
      'outside its time (VET-1)',
    ],
    [
      'vetoed though nobody objected',
      'VET-2 objected to, and not contested',
      ({ record }) => void record.vetoes.pop(),
      'record /vetoes have none that stands (VET-2)',
    ],
    [
      'interrupted, but gone on with nowhere',
      'PRO-9 interrupted in a round, as its workflow was gone',
      ({ record }) => void Object.assign(record, { links: [] }),
      'record /links have 0 continued-by, but one follows (PRO-9)',
    ],
    [
      'interrupted, and gone on with elsewhere',
      'PRO-9 interrupted in a round, as its workflow was gone',
      ({ record }) => void Object.assign(record.links[0]!, { id: 'elsewhere' }),
      'record /ending/facts/told/to is not the decision in which its matter goes on (PRO-9)',
    ],
    [
      'interrupted by nobody',
      'PRO-9 interrupted in a round, as its workflow was gone',
      ({ record }) => void Object.assign((record.ending.facts as { told: object }).told, { by: '' }),
      'record /ending/facts/told/by is missing: an operator ends what has lost its workflow (PRO-9)',
    ],
    [
      'interrupted while it ran',
      'PRO-9 interrupted in a round, as its workflow was gone',
      ({ record }) =>
        void Object.assign((record.ending.facts as { told: Record<string, unknown> }).told, {
          workflow: 'RUNNING',
        }),
      'record /ending/facts/told/workflow is RUNNING, but nobody ends what runs (PRO-9)',
    ],
    [
      'interrupted, by another rule',
      'PRO-9 interrupted in a round, as its workflow was gone',
      ({ record }) => void Object.assign(record.ending, { rule: 'PRO-6' }),
      'record /ending/rule is "PRO-6", but "PRO-9" follows',
    ],
    [
      'called back by too few',
      'MAN-2 called back in a round',
      ({ record }) => void Object.assign(record.mandate!, { callBack: 6 }),
      'record /declared/call-backs is 5, but 6 are needed (MAN-2)',
    ],
    [
      'called back by fewer than the share of the council that is left',
      'MAN-2 called back in a round',
      ({ record }) => void Object.assign(record.mandate!, { council: 24 }),
      'record /mandate/callBack is 5, but 6 follows',
    ],
    [
      'called back without a mandate',
      'MAN-2 called back in a round',
      ({ record }) => void Object.assign(record, { mandate: null }),
      'record /mandate is null, so there was nothing to call back (MAN-2)',
    ],
    [
      'a call back unheeded',
      'MAN-1 by the members of a mandate',
      ({ record, evidence }) => {
        for (const member of people(5))
          evidence.declarations.push({
            decision: record.id,
            kind: 'call-backs',
            member,
            number: 1,
            facts: {},
            at: record.submittedAt,
          });
      },
      'record /outcome is executed, but 5 had called it back (MAN-2)',
    ],
    [
      'a declaration counted twice',
      'MAN-2 called back in a round',
      ({ evidence }) => void evidence.declarations.push(evidence.declarations.at(-1)!),
      'evidence /declarations/5 stands out of order, or a second time (REC-1, VOT-3)',
    ],
    [
      'a declaration whose first was dropped',
      'MAN-2 called back in a round',
      ({ evidence }) => void Object.assign(evidence.declarations[0]!, { number: 2 }),
      'evidence /declarations/0 bears the number 2, but 1 is due',
    ],
    [
      'a stage where none may be',
      'MAN-1 by the members of a mandate',
      ({ record }) => void record.stages.splice(2, 0, { ...record.stages[0]!, stage: 'deferred' }),
      'record /stages/2/stage is deferred, which does not follow discussion',
    ],
    [
      'a family’s review',
      'VET-1 by a family, which nobody vetoed',
      ({ record }) => void record.stages.unshift({ ...record.stages[0]!, stage: 'review' }),
      'record /stages/0/stage is review, which a decision under these rules does not have',
    ],
    [
      'an execution that never began',
      'VET-1 by a family, which nobody vetoed',
      ({ record }) => void record.stages.pop(),
      'record /stages never came to execution (EXE-1)',
    ],
    [
      'a stage that tells another opening than its poll',
      'VET-1 by a family, which nobody vetoed',
      ({ record }) => void Object.assign(record.stages[0]!, { opens: moved(record.stages[0]!.opens, 1) }),
      'record /stages open discussion',
    ],
  ])('REC-1 that tells of %s is found where it does: %s', (_, passage, change, sentence) => {
    expect(foundIn(passage, change)).toContain(sentence);
  });
});
