/** Records that lie about a guardian whose silence is assent, or who has a veto on amendments alone (AMD-2, VET-3). */
import { describe, expect, it } from 'vitest';
import { foundIn, type Lie } from './forgery.ts';

describe('a record of what a guardian can but refuse', () => {
  it.each<Lie>([
    [
      'an approval that is owed where silence is assent',
      'AMD-2 went on by the guardian’s silence, which is assent',
      ({ record }) =>
        void Object.assign(record.approval!, { owed: { offlineFrom: record.submittedAt, stillFrom: null } }),
      'record /approval/owed is told, but silence is assent (AMD-2)',
    ],
    [
      'silence that would have been assent',
      'AMD-2 went on by the guardian’s silence, which is assent',
      ({ record }) => {
        delete record.rules.charter.guardian!.silence;
      },
      'record /outcome is executed, but lapsed follows (AMD-2)',
    ],
    [
      'a refusal that was told as silence',
      'AMD-2 VET-3 refused by the guardian whose silence is assent',
      ({ record }) => void Object.assign(record.approval!, { approve: null, reason: null, at: null }),
      'record /stages have no delay, which was due',
    ],
    [
      'a veto on what is no amendment',
      'VET-3 vetoed by the guardian who has a veto on amendments alone',
      ({ evidence }) => void Object.assign(evidence.versions[0]!.content, { action: { type: 'none' } }),
      'record /vetoes/0 is of what changes no charter: the action is none (VET-3)',
    ],
    [
      'a veto in a category that can carry none',
      'VET-3 vetoed by the guardian who has a veto on amendments alone',
      ({ record }) => void Object.assign(record.rules.category, { actions: ['none'] }),
      'record /vetoes/0 is a veto of the guardian, who has none here (VET-3)',
    ],
    [
      'a veto of a guardian who approves',
      'VET-3 vetoed by the guardian who has a veto on amendments alone',
      ({ record }) => void Object.assign(record.rules.charter.guardian!, { scope: 'constitutional' }),
      'record /vetoes/0 is a veto of the guardian, who has none here (VET-3)',
    ],
  ])('REC-1 that tells of %s is found where it does: %s', (_, passage, change, sentence) => {
    expect(foundIn(passage, change)).toContain(sentence);
  });
});
