/** Who is asked, in which order, who chooses, and when it is deleted (SUP-1 to SUP-3). */
import { describe, expect, it } from 'vitest';
import { declineFault, mayAct } from '../../rules/support/permissions.ts';
import { isReader } from '../../rules/support/readers.ts';
import { supportersFor } from '../../rules/support/sealing.ts';
import { next } from '../../rules/support/step.ts';
import { actor, at, given, lengths, minutes, start, stated } from './supports.ts';

const keep = lengths.keep;

describe('the ladder of support', () => {
  it('SUP-2 asks the first, then the next one too, then all, then peers, of which there are none', () => {
    const steps = [
      given({}),
      given({}, ['stepped', minutes(15)]),
      given({}, ['stepped', minutes(15)], ['stepped', minutes(30)]),
      given({}, ['stepped', minutes(15)], ['stepped', minutes(30)], ['stepped', minutes(60)]),
    ];
    expect(steps.map(({ step, asked, deadline }) => [step, asked, deadline])).toEqual([
      [1, ['dora'], minutes(15)],
      [2, ['dora', 'emil'], minutes(30)],
      [3, ['dora', 'emil', 'fay'], minutes(60)],
      [4, ['dora', 'emil', 'fay'], null],
    ]);
    expect(steps.map((state) => next(state))).toEqual([
      { what: 'stepped', at: minutes(15) },
      { what: 'stepped', at: minutes(30) },
      { what: 'stepped', at: minutes(60) },
      { what: 'forgotten', at: at(keep) },
    ]);
  });

  it('SUP-2 is taken only by who is asked and on duty', () => {
    const state = given({});
    expect(mayAct('taking', state, actor('dora'), start)).toBeUndefined();
    for (const other of [
      actor('emil'),
      actor('carl'),
      actor('anna'),
      actor('dora', { onDuty: false }),
      actor('dora', { status: 'departed' }),
    ])
      expect(mayAct('taking', state, other, start)?.code).toBe('not-permitted');
    const taken = given({}, ['taken', minutes(1), { by: 'dora' }]);
    expect(taken).toMatchObject({ stage: 'room', supporter: 'dora', asked: [], step: 0, deadline: null });
    expect(mayAct('taking', taken, actor('emil'), minutes(2))?.code).toBe('wrong-stage');
    // Who was asked and has not taken it sees nothing of it any more.
    const asked = given({}, ['stepped', minutes(15)], ['taken', minutes(16), { by: 'emil' }]);
    expect(isReader(asked, actor('dora'))).toBe(false);
  });

  it('SUP-2 lets whom it is for refuse and change, and others step back for themselves alone', () => {
    const refused = given({}, ['declined', minutes(1), { who: 'dora' }]);
    expect(refused).toMatchObject({ step: 1, asked: ['emil'], deadline: minutes(15), out: ['dora'] });
    const none = given({ offered: ['dora'] }, ['declined', minutes(1), { who: 'dora' }]);
    expect(none.asked).toEqual([]);
    const changed = given(
      {},
      ['taken', minutes(1), { by: 'dora' }],
      ['declined', minutes(100), { who: 'dora' }],
    );
    expect(changed).toMatchObject({
      stage: 'asked',
      supporter: null,
      step: 1,
      asked: ['emil'],
      deadline: minutes(115),
    });
    expect(isReader(changed, actor('dora'))).toBe(false);
    const room = given({}, ['taken', minutes(1), { by: 'dora' }]);
    expect(declineFault(room, 'carl', 'dora')).toBeUndefined();
    expect(declineFault(room, 'dora', 'dora')).toBeUndefined();
    expect(declineFault(room, 'dora', 'emil')?.code).toBe('not-permitted');
    expect(declineFault(room, 'carl', 'gus')?.code).toBe('unknown-member');
    expect(declineFault(changed, 'carl', 'dora')?.code).toBe('already-done');
    expect(mayAct('decline', room, actor('emil'), start)?.code).toBe('not-permitted');
  });

  it('SUP-1 asks nobody before the yes of whom another asked for, and is theirs alone from then on', () => {
    const waiting = given({ by: 'hal' });
    expect(waiting).toMatchObject({ stage: 'consent', asked: [], step: 0, deadline: null });
    expect(next(waiting)).toEqual({ what: 'forgotten', at: at(keep) });
    expect(['carl', 'hal', 'dora', 'emil'].map((id) => isReader(waiting, actor(id)))).toEqual([
      true,
      true,
      false,
      false,
    ]);
    expect(mayAct('consent', waiting, actor('hal'), start)?.code).toBe('not-permitted');
    expect(mayAct('taking', waiting, actor('dora'), start)?.code).toBe('wrong-stage');
    expect(mayAct('end', waiting, actor('hal'), start)).toBeUndefined();
    const said = given({ by: 'hal' }, ['consented', minutes(50)]);
    expect(said).toMatchObject({ stage: 'asked', asked: ['dora'], deadline: minutes(65) });
    expect(isReader(said, actor('hal'))).toBe(false);
    expect(mayAct('end', said, actor('hal'), minutes(51))?.code).toBe('not-permitted');
    const no = given({ by: 'hal' }, ['ended', minutes(50)]);
    expect(isReader(no, actor('hal'))).toBe(false);
  });

  it('SUP-1 asks neither whom it is for nor who asked for them', () => {
    expect(supportersFor('dora', 'emil', ['dora', 'emil', 'fay'])).toEqual(['fay']);
  });

  it('SUP-3 is deleted so long after the last that happened in it, but not before a danger is reviewed', () => {
    const spoken = given({}, ['taken', minutes(1), { by: 'dora' }], ['spoken', minutes(90)]);
    expect(next(spoken)).toEqual({ what: 'forgotten', at: at(90 * 60_000 + keep) });
    const ended = given({}, ['taken', minutes(1), { by: 'dora' }], ['ended', minutes(9)]);
    expect(next(ended)).toEqual({ what: 'forgotten', at: at(9 * 60_000 + keep) });
    // Steps of the ladder keep nothing any longer.
    expect(given({}, ['stepped', minutes(15)]).newest).toBe(start);
    const brief = { ...lengths, keep: 60_000 };
    const danger = given(
      { charter: { version: 1, hash: '', pace: 1, support: brief } },
      ['taken', start, { by: 'dora' }],
      ['stated', start, stated],
      ['told', minutes(15)],
    );
    expect(next(danger)).toEqual({ what: 'unreviewed', at: at(15 * 60_000 + lengths.review) });
  });
});
