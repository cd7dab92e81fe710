/** What waits for whom in support, and until when: from what they may do alone (SUP-2 to SUP-4). */
import { describe, expect, it } from 'vitest';
import { owedOf } from '../../rules/support/owing.ts';
import { actsAllowed } from '../../rules/support/permissions.ts';
import { actor, at, given, type Happening, minutes, stated } from './supports.ts';

type State = ReturnType<typeof given>;
const everyone = ['carl', 'dora', 'emil', 'fay', 'gus', 'anna', 'hal'] as const;

/** What everybody owes who owes anything. */
const owed = (state: State, when: string) =>
  Object.fromEntries(
    everyone
      .map((id) => [id, owedOf(state, actsAllowed(state, actor(id), when))] as const)
      .filter(([, owes]) => owes.length > 0),
  );
const taken: Happening = ['taken', minutes(1), { by: 'dora' }];

describe('what waits for somebody in support', () => {
  it('SUP-1 is the yes of whom another asked for, and of nobody else', () => {
    const asked = given({ by: 'hal' });
    expect(owed(asked, minutes(1))).toEqual({ carl: [{ act: 'consent', due: null }] });
    const said = given({ by: 'hal' }, ['consented', minutes(1)]);
    expect(owed(said, minutes(2))).toEqual({ dora: [{ act: 'taking', due: minutes(16) }] });
  });

  it('SUP-2 is the taking by those who are asked, until the next ones are asked, and without an end after the last', () => {
    const taking = (due: string | null) => [{ act: 'taking', due }];
    expect(owed(given({}), at(0))).toEqual({ dora: taking(minutes(15)) });
    const second = given({}, ['stepped', minutes(15)]);
    expect(owed(second, minutes(16))).toEqual({ dora: taking(minutes(30)), emil: taking(minutes(30)) });
    const last = given({}, ['stepped', minutes(15)], ['stepped', minutes(30)], ['stepped', minutes(60)]);
    expect(owed(last, minutes(61))).toEqual({ dora: taking(null), emil: taking(null), fay: taking(null) });
    expect(owed(given({}, taken), minutes(2))).toEqual({});
    expect(owed(given({}, ['ended', minutes(1)]), minutes(2))).toEqual({});
  });

  it('SUP-4 is the second word on a danger until it is told, and then the review, until it is over', () => {
    const waiting = given({}, taken, ['stated', minutes(10), stated]);
    const second = [{ act: 'second', due: minutes(25) }];
    expect(owed(waiting, at(25 * 60_000 - 1))).toEqual({ emil: second, fay: second });
    expect(owed(waiting, minutes(25))).toEqual({});
    const told = given({}, taken, ['stated', minutes(10), stated], ['told', minutes(25)]);
    const review = [{ act: 'review', due: at((25 + 72 * 60) * 60_000) }];
    expect(owed(told, minutes(26))).toEqual({ anna: review });
    expect(owed(told, at((25 + 72 * 60) * 60_000))).toEqual({});
    const reviewed: Happening = ['reviewed', minutes(30), { proper: true, reason: 'r' }];
    expect(
      owed(given({}, taken, ['stated', minutes(10), stated], ['told', minutes(25)], reviewed), minutes(31)),
    ).toEqual({});
  });

  it('SUP-2 SUP-4 may be two things at once, the more urgent first', () => {
    const both = given(
      {},
      taken,
      ['stated', minutes(10), stated],
      ['declined', minutes(11), { who: 'dora' }],
    );
    expect(owed(both, minutes(12))).toEqual({
      emil: [
        { act: 'second', due: minutes(25) },
        { act: 'taking', due: minutes(26) },
      ],
      fay: [{ act: 'second', due: minutes(25) }],
    });
  });
});
