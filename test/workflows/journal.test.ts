/** What a journal notes: in the order in which it is told, with instants that never run back (REC-4). */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addEntry, openJournal } from '../../workflows/kit/journal.ts';

const at = (second: number): string => new Date(1_800_000_000_000 + second * 1_000).toISOString();

function told(...seconds: readonly number[]) {
  const journal = openJournal<{ at: string; kind: string; facts: Readonly<Record<string, unknown>> }>(
    'proposal',
  );
  for (const second of seconds) addEntry(journal, { at: at(second), kind: 'noted', facts: { second } });
  return journal.entries;
}

describe('a journal', () => {
  it('REC-4 tells what happened before its newest entry at that entry’s instant, and says when it happened', () => {
    expect(told(1, 3, 2)).toEqual([
      { at: at(1), kind: 'noted', facts: { second: 1 } },
      { at: at(3), kind: 'noted', facts: { second: 3 } },
      { at: at(3), kind: 'noted', facts: { second: 2, happenedAt: at(2) } },
    ]);
  });

  it('REC-4 says nothing more of what happened at the very instant of its newest entry', () => {
    expect(told(2, 2).at(-1)).toEqual({ at: at(2), kind: 'noted', facts: { second: 2 } });
  });

  it('REC-4 never runs back, and keeps every instant', () => {
    fc.assert(
      fc.property(fc.array(fc.nat({ max: 100 })), (seconds) => {
        const entries = told(...seconds);
        const instants = entries.map((entry) => entry.at);
        expect(instants).toEqual(instants.toSorted());
        expect(entries.map((entry) => entry.facts.happenedAt ?? entry.at)).toEqual(seconds.map(at));
      }),
    );
  });
});
