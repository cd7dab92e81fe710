/** Who sees what of support, who is told to look again, and what is counted of it (SUP-2 to SUP-4). */
import { describe, expect, it } from 'vitest';
import type { SupportEntry } from '../../rules/support/entries.ts';
import { bodyKinds, isReader, peopleOf, seesDanger, showsBody } from '../../rules/support/readers.ts';
import { groundFor, messageFor, reasonFor, recipientsOf } from '../../rules/support/sealing.ts';
import type { SupportState } from '../../rules/support/state.ts';
import { next } from '../../rules/support/step.ts';
import { countedBy, toldBy } from '../../rules/support/told.ts';
import { actor, at, given, type Happening, lengths, minutes, stated } from './supports.ts';

const taken: Happening = ['taken', minutes(1), { by: 'dora' }];
const danger: Happening = ['stated', minutes(10), stated];
const told: Happening = ['told', minutes(25)];
const seconded: Happening = ['seconded', minutes(12), { by: 'emil' }];
const everybody = ['carl', 'hal', 'dora', 'emil', 'fay', 'gus', 'anna'];

describe('who sees a body', () => {
  const shown = (state: SupportState, kind: (typeof bodyKinds)[number]) =>
    everybody.filter((id) => showsBody(state, actor(id), kind));

  it('SUP-3 of first words and messages are those of the room, of a ground and a reason those who see the danger', () => {
    const state = given({}, taken, danger, told);
    expect(bodyKinds.map((kind) => [kind, ...shown(state, kind)])).toEqual([
      ['words', 'carl', 'dora'],
      ['message', 'carl', 'dora'],
      ['ground', 'carl', 'dora', 'gus', 'anna'],
      ['reason', 'carl', 'dora', 'gus', 'anna'],
    ]);
    expect(shown(given({}, taken), 'ground')).toEqual([]);
  });

  it('SUP-4 of a danger is not whom it is for before it is told, though they are a supporter who could second it', () => {
    const own = given({}, taken, ['stated', minutes(10), { ...stated, seconds: ['carl', 'emil'] }]);
    expect(everybody.filter((id) => seesDanger(own, actor(id)))).toEqual(['dora', 'emil']);
  });

  it('SUP-3 is any of those whom its row concerns: whoever has a part in it, each once', () => {
    expect(peopleOf(given({ by: 'hal' }))).toEqual(['carl', 'hal', 'dora', 'emil', 'fay']);
    const state = given({ offered: ['dora'] }, taken, danger);
    expect(peopleOf(state)).toEqual(['carl', 'dora', 'gus', 'emil', 'fay']);
    for (const id of everybody.filter((one) => isReader(state, actor(one))))
      expect(peopleOf(state)).toContain(id);
  });
});

describe('for whom a body is sealed', () => {
  it('SUP-3 is refused with the rule and what is wrong with it', () => {
    const key = { member: 'carl', fingerprint: 'key' };
    expect(recipientsOf([], [key], { must: ['carl'], may: [] })).toEqual({
      refusal: {
        code: 'must-be-sealed',
        rule: 'SUP-3',
        facts: { reason: 'missing', members: ['carl'] },
      },
    });
  });

  it('SUP-3 SUP-4 is nobody who is not there: no supporter yet, no danger, and the guardian once where they state it', () => {
    expect(messageFor(given({}))).toEqual({ must: ['carl'], may: [] });
    const onDuty = ['emil'];
    expect(groundFor(given({}, taken), { by: 'dora', contact: 'gus', guardian: 'dora', onDuty })).toEqual({
      must: ['carl', 'gus'],
      may: ['dora', 'emil'],
    });
    expect(reasonFor(given({}, taken), 'anna')).toEqual({ must: ['carl'], may: ['anna'] });
    expect(reasonFor(given({}, taken, danger, seconded), 'anna').must).toEqual(['carl', 'dora']);
  });
});

describe('who looks again', () => {
  const entry = (kind: SupportEntry['kind'], facts = {}): SupportEntry =>
    ({ kind, at: minutes(30), facts }) as SupportEntry;
  const looking = (state: SupportState, kind: SupportEntry['kind'], facts = {}) => {
    const { members, guardian } = toldBy(state, entry(kind, facts));
    return guardian ? [...members, 'the guardian'] : members;
  };

  it('SUP-2 is who is asked, and whom it is for', () => {
    expect(looking(given({ by: 'hal' }), 'opened')).toEqual(['carl']);
    expect(looking(given({}), 'consented')).toEqual(['dora']);
    expect(looking(given({}, ['stepped', minutes(15)]), 'stepped')).toEqual(['dora', 'emil']);
    expect(
      looking(given({}, ['declined', minutes(1), { who: 'dora' }]), 'declined', { who: 'dora' }),
    ).toEqual(['carl', 'dora', 'emil']);
  });

  it('SUP-3 is who is in the room', () => {
    for (const kind of ['taken', 'spoken', 'ended'] as const)
      expect(looking(given({}, taken), kind)).toEqual(['carl', 'dora']);
    expect(looking(given({}, ['ended', minutes(1)]), 'ended')).toEqual(['carl']);
  });

  it('SUP-4 is of a danger first who may second it, then who it is told to, then whom its review concerns', () => {
    const state = given({}, taken, danger);
    expect(looking(state, 'stated', stated)).toEqual(['emil', 'fay']);
    for (const kind of ['seconded', 'told'] as const)
      expect(looking(state, kind)).toEqual(['carl', 'gus', 'dora', 'the guardian']);
    for (const kind of ['reviewed', 'unreviewed'] as const)
      expect(looking(state, kind)).toEqual(['carl', 'dora']);
  });

  it('SUP-3 is counted: what was asked, taken, told, not reviewed in time and found improper, and nothing else', () => {
    const own = given({}, taken, danger);
    const counts = (kind: SupportEntry['kind'], facts = {}) => countedBy(own, entry(kind, facts));
    expect(counts('opened')).toEqual(['asked']);
    expect(countedBy(given({ by: 'hal' }), entry('opened'))).toEqual([]);
    expect(counts('consented')).toEqual(['asked']);
    expect(counts('taken')).toEqual(['taken']);
    expect([counts('seconded'), counts('told')]).toEqual([['told'], ['told']]);
    expect(counts('unreviewed')).toEqual(['unreviewed']);
    expect([counts('reviewed', { proper: true }), counts('reviewed', { proper: false })]).toEqual([
      [],
      ['improper'],
    ]);
    for (const kind of ['stepped', 'declined', 'spoken', 'ended', 'stated'] as const)
      expect(counts(kind)).toEqual([]);
  });
});

describe('what happens in support', () => {
  it('SUP-3 PRO-10 that was due before the last that happened keeps nothing shorter', () => {
    expect(given({}, taken, danger, ['spoken', minutes(26)], told).newest).toBe(minutes(26));
    const nothingStated = given({}, taken, told);
    expect(nothingStated.danger).toBeNull();
  });

  it('SUP-3 is over at its end, and is deleted so long after that', () => {
    const ended = given({}, taken, ['ended', minutes(9)]);
    expect(ended).toMatchObject({ stage: 'ended', endedAt: minutes(9), asked: [], deadline: null });
    expect(next(ended)).toEqual({ what: 'forgotten', at: at(9 * 60_000 + lengths.keep) });
  });

  it('SUP-4 is a review as it was found, proper too', () => {
    const proper = given({}, taken, danger, told, ['reviewed', minutes(30), { proper: true, reason: 'r' }]);
    expect(proper.danger).toMatchObject({ review: 'proper', reason: 'r', reviewedAt: minutes(30) });
  });

  it('SUP-2 SUP-4 at one instant is first the step of the ladder, then what is told; and the earlier comes first', () => {
    const changed = (minute: number) =>
      given({}, taken, danger, ['declined', minutes(minute), { who: 'dora' }]);
    expect(next(changed(10))).toEqual({ what: 'stepped', at: minutes(25) });
    expect(next(changed(11))).toEqual({ what: 'told', at: minutes(25) });
  });
});
