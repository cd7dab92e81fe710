/** What is no entry of its process does not compile: neither where workflows note it, nor where the verifier looks for it. */
import { expect, it } from 'vitest';
import { told } from '../../ledger/proposal/entries.ts';
import { type Decision, note } from '../../workflows/proposal/decision.ts';
import { openJournal } from '../../workflows/kit/journal.ts';

const decision = { journal: openJournal('proposal') } as unknown as Decision;
const at = '2026-03-02T09:00:00.000Z';

it('REC-4 a misspelt kind and a missing fact are no entries', () => {
  // @ts-expect-error: there is no such kind
  note(decision, 'apealed', { id: 'another' }, at);
  // @ts-expect-error: `closes` is missing
  note(decision, 'vote-waits', { vote: 1 }, at);
  note(decision, 'vote-waits', { vote: 1, closes: at }, at);
  // @ts-expect-error: there is no such kind
  expect(told([], 'apealed')).toBeUndefined();
  expect(decision.journal.entries).toHaveLength(3);
});
