/** The catalogue of messages: every one can be said, and speaks of nothing that it is not given. */
import { describe, expect, it } from 'vitest';
import { english } from '../../api/messages/english.ts';
import { type MessageId, say } from '../../api/messages/say.ts';

const values = {
  needed: 4,
  missing: 2,
  out: 3,
  stage: 'a vote',
  outcome: 'rejected',
  round: 1,
  version: 2,
  by: 'anna',
  who: 'ben',
  from: 'carl',
  to: 'dora',
  member: 'emil',
  matter: 'personal.time',
  requirement: 'consent',
  because: 'nobody has voted',
  duty: 'report',
  resource: 'water',
};

describe('the messages', () => {
  it.each(Object.keys(english) as MessageId[])('PRO-13 CNF-5 “%s” is said whole', (id) => {
    for (const end of ['yes', 'no']) expect(say(id, { ...values, end })).toMatch(/^[^{}<>]+$/);
  });

  it('PRO-8 count in words', () => {
    expect(say('quorum.met', { ...values, out: 0 })).toBe('The quorum of 4 is met; nobody is still out.');
    expect(say('quorum.met', { ...values, out: 1 })).toBe('The quorum of 4 is met; 1 is still out.');
    expect(say('quorum.met', { ...values, out: 12_000 })).toBe(
      'The quorum of 4 is met; 12,000 are still out.',
    );
  });

  it('PRO-13 come in another language from another catalogue', () => {
    const other = { ...english, 'quorum.missing': 'Noch {missing} von {out}.' };
    expect(say('quorum.missing', values, other)).toBe('Noch 2 von 3.');
  });

  it('take what is filled in as it is, and not as markup', () => {
    expect(say('course.submitted', { stage: '<b>{x}</b>' })).toBe('Submitted, it goes into <b>{x}</b>.');
  });
});
