/** What happens in support, entry by entry, and what keeps it from being deleted (SUP-1 to SUP-4). */
import { describe, expect, it } from 'vitest';
import type { SupportEntry } from '../../../rules/support/entries.ts';
import { toldBy } from '../../../rules/support/told.ts';
import { given, type Happening, minutes, start, stated } from '../supports.ts';

const taken: Happening = ['taken', minutes(1), { by: 'dora' }];

describe('what happens in support', () => {
  it('SUP-1 SUP-3 a yes is the newest that happened, and the ladder begins with it', () => {
    const said = given({ by: 'hal' }, ['consented', minutes(50)]);
    expect(said).toMatchObject({ stage: 'asked', step: 1, newest: minutes(50), deadline: minutes(65) });
  });

  it('SUP-3 a message is the newest that happened, and changes nothing else', () => {
    const room = given({}, taken);
    expect(given({}, taken, ['spoken', minutes(7)])).toEqual({ ...room, newest: minutes(7) });
  });

  it('SUP-3 SUP-4 neither a step of the ladder nor a danger that waits to be told is the newest that happened', () => {
    expect(given({}, ['stepped', minutes(15)]).newest).toBe(start);
    expect(given({}, taken, ['stated', minutes(10), stated]).newest).toBe(minutes(1));
  });

  it('SUP-4 where nothing was stated nobody but whom it is for has anything to look at', () => {
    const room = given({}, taken);
    for (const kind of ['seconded', 'told', 'reviewed', 'unreviewed'] as const) {
      const { members } = toldBy(room, { kind, at: minutes(2), facts: {} } as SupportEntry);
      expect([...new Set(members)], kind).toEqual(['carl']);
    }
  });
});
