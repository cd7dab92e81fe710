/** Records that lie about a guardian whose silence is assent (AMD-2, VET-3). */
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
  ])('REC-1 that tells of %s is found where it does: %s', (_, passage, change, sentence) => {
    expect(foundIn(passage, change)).toContain(sentence);
  });
});
