/** What is told beyond a room, to whom, when, and who reviews it (SUP-4). */
import { describe, expect, it } from 'vitest';
import { type SupportAct, mayAct } from '../../rules/support/permissions.ts';
import { isOfRoom, isReader, seesDanger } from '../../rules/support/readers.ts';
import { groundFor, messageFor, reasonFor, recipientsOf, wordsFor } from '../../rules/support/sealing.ts';
import { next } from '../../rules/support/step.ts';
import { countedBy, toldBy } from '../../rules/support/told.ts';
import type { SupportEntry } from '../../rules/support/entries.ts';
import { actor, at, given, type Happening, lengths, minutes, stated } from './supports.ts';

const taken: Happening = ['taken', minutes(1), { by: 'dora' }];
const inDanger = (...happens: readonly Happening[]) =>
  given({}, taken, ['stated', minutes(10), stated], ...happens);
const code = (act: SupportAct, state: ReturnType<typeof given>, id: string, when: string, more = {}) =>
  mayAct(act, state, actor(id, more), when)?.code;

describe('a danger', () => {
  it('SUP-4 is stated by the supporter in the room alone, and once more only when it is reviewed', () => {
    const room = given({}, taken);
    expect(code('danger', room, 'dora', minutes(2))).toBeUndefined();
    for (const other of ['carl', 'emil', 'anna', 'gus'])
      expect(code('danger', room, other, minutes(2))).toBe('not-permitted');
    expect(code('danger', given({}), 'dora', minutes(2))).toBe('not-permitted');
    expect(code('danger', inDanger(), 'dora', minutes(11))).toBe('already-done');
    expect(code('danger', inDanger(['told', minutes(25)]), 'dora', minutes(26))).toBe('already-done');
    const reviewed = inDanger(
      ['told', minutes(25)],
      ['reviewed', minutes(30), { proper: true, reason: 'r' }],
    );
    expect(code('danger', reviewed, 'dora', minutes(31))).toBeUndefined();
  });

  it('SUP-4 is told 15 minutes later, or at once when another supporter on duty seconds it before', () => {
    const waiting = inDanger();
    expect(next(waiting)).toEqual({ what: 'told', at: minutes(25) });
    expect(code('second', waiting, 'emil', at(25 * 60_000 - 1))).toBeUndefined();
    expect(code('second', waiting, 'emil', minutes(25))).toBe('window-closed');
    for (const other of ['dora', 'carl', 'gus', 'anna'])
      expect(code('second', waiting, other, minutes(11))).toBe('not-permitted');
    expect(code('second', waiting, 'emil', minutes(11), { onDuty: false })).toBe('not-permitted');
    expect(code('second', waiting, 'emil', minutes(11), { guardian: true })).toBe('not-permitted');
    const seconded = inDanger(['seconded', minutes(12), { by: 'emil' }]);
    expect(seconded.danger).toMatchObject({ secondedBy: 'emil', toldAt: minutes(12) });
    expect(code('second', seconded, 'fay', minutes(13))).toBe('already-done');
  });

  it('SUP-4 shows itself to contact, guardian and whom it is for from the same instant, and lets none of them into the room', () => {
    const before = inDanger();
    const seeing = (state: ReturnType<typeof given>) =>
      ['carl', 'dora', 'emil', 'fay', 'gus', 'anna', 'hal'].filter((id) => seesDanger(state, actor(id)));
    expect(seeing(before)).toEqual(['dora', 'emil', 'fay']);
    const told = inDanger(['told', minutes(25)]);
    expect(seeing(told)).toEqual(['carl', 'dora', 'gus', 'anna']);
    expect(seeing(inDanger(['seconded', minutes(12), { by: 'emil' }]))).toEqual([
      'carl',
      'dora',
      'emil',
      'gus',
      'anna',
    ]);
    expect(['gus', 'anna', 'emil'].map((id) => isOfRoom(told, actor(id)))).toEqual([false, false, false]);
  });

  it('SUP-4 goes on though the room is ended, or the supporter changed', () => {
    const ended = inDanger(['ended', minutes(11)]);
    expect(next(ended)).toEqual({ what: 'told', at: minutes(25) });
    const changed = inDanger(['declined', minutes(11), { who: 'dora' }]);
    expect(changed.danger?.by).toBe('dora');
    expect(isReader(changed, actor('dora'))).toBe(true);
    expect(isOfRoom(changed, actor('dora'))).toBe(false);
    expect(code('danger', changed, 'dora', minutes(12))).toBe('not-permitted');
  });

  it('GUA-1 SUP-4 is reviewed within 72 hours by the guardian, whose own case it is not; silence leaves it unreviewed', () => {
    const told = inDanger(['told', minutes(25)]);
    const until = at(25 * 60_000 + lengths.review);
    expect(told.danger?.reviewUntil).toBe(until);
    expect(next(told)).toEqual({ what: 'unreviewed', at: until });
    expect(code('review', inDanger(), 'anna', minutes(11))).toBe('already-done');
    expect(code('review', told, 'anna', at(25 * 60_000 + lengths.review - 1))).toBeUndefined();
    expect(code('review', told, 'anna', until)).toBe('window-closed');
    for (const other of ['carl', 'dora', 'gus'])
      expect(code('review', told, other, minutes(30))).toBe('not-permitted');
    expect(code('review', told, 'dora', minutes(30), { guardian: true })).toBe('not-permitted');
    // Who it is told to has done nothing in it: naming the guardian takes no review away.
    expect(code('review', told, 'gus', minutes(30), { guardian: true })).toBeUndefined();
    const improper = inDanger(
      ['told', minutes(25)],
      ['reviewed', minutes(30), { proper: false, reason: 'r' }],
    );
    expect(improper.danger).toMatchObject({ review: 'improper', reason: 'r', reviewedAt: minutes(30) });
    expect(code('review', improper, 'anna', minutes(31))).toBe('already-done');
    expect(inDanger(['told', minutes(25)], ['unreviewed', until]).danger).toMatchObject({
      review: 'unreviewed',
      reason: null,
    });
  });

  it('SUP-4 is counted when it is told, and when nobody reviewed it; who is concerned is told to look', () => {
    const state = inDanger(['told', minutes(25)]);
    const entry = (kind: SupportEntry['kind'], facts = {}): SupportEntry =>
      ({ kind, at: minutes(25), facts }) as SupportEntry;
    expect(countedBy(state, entry('told'))).toEqual(['told']);
    expect(countedBy(state, entry('unreviewed'))).toEqual(['unreviewed']);
    expect(countedBy(state, entry('reviewed', { proper: false, reason: '' }))).toEqual(['improper']);
    expect(countedBy(state, entry('reviewed', { proper: true, reason: '' }))).toEqual([]);
    expect(countedBy(given({ by: 'hal' }), entry('opened'))).toEqual([]);
    expect(toldBy(state, entry('stated', stated))).toEqual({ members: ['emil', 'fay'], guardian: false });
    expect(toldBy(state, entry('told'))).toEqual({ members: ['carl', 'gus', 'dora'], guardian: true });
    expect(toldBy(given({}), entry('opened')).members).toEqual(['carl', 'dora']);
  });
});

describe('for whom a body is sealed', () => {
  const keys = ['carl', 'dora', 'emil', 'gus', 'anna', 'hal'].map((member) => ({
    member,
    fingerprint: `key-of-${member}`,
  }));
  const kids = (...members: readonly string[]) => members.map((member) => `key-of-${member}`);
  const reason = (found: ReturnType<typeof recipientsOf>) =>
    'refusal' in found ? found.refusal.facts : found;

  it('SUP-3 names the members in the order of their keys, each once', () => {
    const own = [...keys, { member: 'carl', fingerprint: 'second-of-carl' }];
    expect(
      recipientsOf(['key-of-dora', 'second-of-carl', 'key-of-carl'], own, { must: ['carl'], may: ['dora'] }),
    ).toEqual(['dora', 'carl']);
  });

  it('SUP-3 refuses a key of somebody who is not to read it, a key that nobody registered, and who is left out', () => {
    const room = messageFor(given({}, taken));
    expect(room).toEqual({ must: ['carl', 'dora'], may: [] });
    expect(reason(recipientsOf(kids('carl', 'dora', 'hal'), keys, room))).toEqual({
      reason: 'recipient',
      key: 'key-of-hal',
    });
    expect(reason(recipientsOf([...kids('carl', 'dora'), 'nobody'], keys, room))).toEqual({
      reason: 'recipient',
      key: 'nobody',
    });
    expect(reason(recipientsOf(kids('dora'), keys, room))).toEqual({ reason: 'missing', members: ['carl'] });
  });

  it('SUP-1 SUP-4 says who must read words, a ground and a reason, and who may', () => {
    expect(wordsFor('hal', 'carl', ['dora', 'hal'])).toEqual({ must: ['carl'], may: ['hal', 'dora'] });
    const state = inDanger(['told', minutes(25)]);
    const onDuty = ['dora', 'emil'];
    expect(groundFor(state, { by: 'dora', contact: 'gus', guardian: 'anna', onDuty })).toEqual({
      must: ['carl', 'gus', 'anna'],
      may: ['dora', 'dora', 'emil'],
    });
    expect(groundFor(state, { by: 'dora', contact: 'anna', guardian: 'anna', onDuty }).must).toEqual([
      'carl',
      'anna',
    ]);
    expect(groundFor(state, { by: 'dora', contact: 'gus', guardian: null, onDuty }).must).toEqual([
      'carl',
      'gus',
    ]);
    expect(reasonFor(state, 'anna')).toEqual({ must: ['carl', 'dora'], may: ['anna'] });
    expect(reasonFor(inDanger(['seconded', minutes(12), { by: 'emil' }]), 'anna').may).toEqual([
      'anna',
      'emil',
    ]);
  });
});
