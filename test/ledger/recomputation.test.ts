/** A decision computed again from its record and evidence: every way it can go agrees. */
import { fc, it } from '@fast-check/vitest';
import { describe, expect } from 'vitest';
import { readRecord } from '../../ledger/parts/evidence.ts';
import { rationaleOf } from '../../ledger/proposal/rationale.ts';
import { recompute } from '../../ledger/recount/recomputation.ts';
import type { ProposalRecord } from '../../ledger/parts/schema/record.ts';
import type { Choice, Position } from '../../rules/model.ts';
import { all, decide, people } from './decision.ts';
import { moved } from './told.ts';
import { differences, silent, twenty, ways } from './ways.ts';

describe('a decision that went', () => {
  it.each(Object.entries(ways))('REC-1 %s', (_, [script, outcome]) => {
    const decision = decide(script);
    expect(decision.record.outcome).toBe(outcome);
    expect(differences(decision)).toEqual([]);
    expect(decision.recordBytes.length).toBeLessThan(20_000);
  });

  const said = <What>(what: fc.Arbitrary<What>) =>
    fc.array(fc.tuple(fc.constantFrom(...people(9)), what, fc.integer({ min: 0, max: 23 })), {
      maxLength: 25,
    });
  const inOrder = <What>(list: readonly (readonly [string, What, number])[]) =>
    list.toSorted((one, other) => one[2] - other[2]);
  const position = fc.constantFrom<Position>('agree', 'agree-with-reservations', 'stand-aside', 'block');
  const choice = fc.constantFrom<Choice>('for', 'for', 'against', 'abstain');

  it.prop([
    fc.array(said(position), { maxLength: 4 }),
    fc.array(said(choice), { maxLength: 3 }),
    fc.uniqueArray(fc.constantFrom(...people(9)), { maxLength: 4 }),
    fc.integer({ min: 1, max: 9 }),
  ])('REC-1 in any way at all gives the same outcome again', (rounds, votes, offline, size) => {
    const electors = people(size);
    const own = <What>(list: readonly (readonly [string, What, number])[]) =>
      inOrder(list).filter(([member]) => electors.includes(member));
    const decision = decide({
      electors,
      offline: offline.filter((member) => electors.includes(member)),
      rounds: rounds.map((list) => ({ positions: own(list) })),
      votes: votes.map((list) => ({ ballots: own(list) })),
    });
    expect(differences(decision)).toEqual([]);
  });
});

describe('a record alone', () => {
  it.each(Object.entries(ways))('REC-1 that went %s agrees with itself', (_, [script]) => {
    const record = readRecord(decide(script).recordBytes);
    expect('fault' in record ? record : recompute(record, null)).toEqual([]);
  });

  it('PRO-6 cannot have been withdrawn by another, nor once a vote was open', () => {
    const { record } = decide({ electors: twenty, rounds: [silent], withdrawnIn: 2 });
    const pointers = (changed: typeof record) => recompute(changed, null).map(({ pointer }) => pointer);
    expect(pointers(record)).toEqual([]);
    expect(pointers({ ...record, author: 'm2' })).toEqual(['/outcome']);
    expect(pointers({ ...record, author: null })).toEqual(['/outcome']);
  });

  it('PRO-6 withdrawn while a round was being closed counts, whatever the round came to', () => {
    const { record } = decide({ electors: twenty, rounds: [{ positions: all(twenty, 'agree'), after: 2 }] });
    const at = record.rounds[0]!.closedAt;
    const told = { by: 'm1', at, stage: 'discussion', round: 1 };
    const withdrawn = {
      ...record,
      outcome: 'withdrawn' as const,
      ending: { rule: 'PRO-6', facts: { told }, doneBefore: null },
      rationale: [record.rationale[0]!, { rule: 'PRO-6', outcome: 'withdrawn' }],
    };
    expect(recompute(withdrawn, null)).toEqual([]);
    const inReview = {
      ...withdrawn,
      ending: { rule: 'PRO-6', facts: { told: { ...told, stage: 'review' } }, doneBefore: null },
    };
    expect(recompute(inReview, null)).not.toEqual([]);
  });

  it('EXE-2 of an execution tried again had no polls, and is no decision of its own', () => {
    const { record } = decide({ electors: twenty, rounds: [silent], withdrawnIn: 1 });
    const retried = {
      ...record,
      links: [{ relation: 'retry-of', id: 'another' }],
      electorate: null,
      stages: [],
      rounds: [],
      outcome: 'execution-failed' as const,
      ending: { rule: 'EXE-2', facts: { told: {} }, doneBefore: null },
      rationale: [{ rule: 'EXE-2', outcome: 'execution-failed' }],
    };
    expect(recompute(retried, null)).toEqual([]);
    expect(recompute({ ...retried, links: [] }, null)).not.toEqual([]);
  });

  describe('EXE-2 of what a retry found done', () => {
    const { record } = decide({ electors: twenty, rounds: [silent], withdrawnIn: 1 });
    const foundDone = (decision: string, at: string, more: Partial<ProposalRecord> = {}): string[] => {
      const retried: ProposalRecord = {
        ...record,
        links: [{ relation: 'retry-of', id: 'another' }],
        electorate: null,
        stages: [{ stage: 'execution', opens: record.endedAt, closes: null }],
        rounds: [],
        outcome: 'executed',
        ending: { rule: 'EXE-1', facts: { told: {} }, doneBefore: { decision, at } },
        ...more,
      };
      return recompute({ ...retried, rationale: rationaleOf(retried) }, null).map(
        ({ pointer, sentence }) => `${pointer} ${sentence}`,
      );
    };
    const { endedAt } = record;

    it('is done by what came before it', () => {
      expect(foundDone('another', endedAt)).toEqual([]);
    });

    it.each<[string, string[], string]>([
      ['by the retry itself', foundDone(record.id, endedAt), '/ending/doneBefore/decision is this decision'],
      ['after its ending', foundDone('another', moved(endedAt, 60_001)), '/endedAt is'],
      [
        'though it failed',
        foundDone('another', endedAt, {
          outcome: 'execution-failed',
          ending: {
            rule: 'EXE-2',
            facts: { told: {} },
            doneBefore: { decision: 'another', at: endedAt },
          },
        }),
        '/ending/doneBefore is told, but nothing was executed again here',
      ],
    ])('is no lie told of it: %s', (_, sentences, sentence) => {
      expect(sentences.join('\n')).toContain(sentence);
    });

    it('is in no record but that of a retry', () => {
      const told = decide({ electors: twenty, votes: [{ ballots: [] }] }).record;
      const ending = { ...told.ending, doneBefore: { decision: 'another', at: told.endedAt } };
      const forged = { ...told, ending };
      expect(recompute({ ...forged, rationale: rationaleOf(forged) }, null)).toMatchObject([
        { pointer: '/ending/doneBefore' },
      ]);
    });
  });
});
