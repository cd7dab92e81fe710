/** Decisions that something else than rounds and votes ended, computed again (PRO-9, PRO-11, VET-2, APP-2). */
import { describe, expect, it } from 'vitest';
import { canonicalBytes } from '../../ledger/bytes/canonical.ts';
import { composeRecord } from '../../ledger/proposal/composition.ts';
import { readRecord } from '../../ledger/parts/evidence.ts';
import { recompute } from '../../ledger/recount/recomputation.ts';
import { openSuccession } from '../../ledger/recount/succession.ts';
import { longestEntry } from '../../ledger/log/tiles.ts';
import { decide, type Decision, mended, people } from './decision.ts';
import { passages } from './passages.ts';
import { differences } from './ways.ts';

describe('a decision that went', () => {
  it.each(Object.entries(passages))('REC-1 %s', (_, [script, outcome]) => {
    const decision = decide(script);
    expect(decision.record.outcome).toBe(outcome);
    expect(differences(decision)).toEqual([]);
    const alone = readRecord(decision.recordBytes);
    expect('fault' in alone ? alone : recompute(alone, null)).toEqual([]);
  });
});

describe('the longest record', () => {
  it('REC-1 still fits into the ledger: a hundred victims, a dozen objections with long reasons', () => {
    const victims = Array.from({ length: 100 }, (_, place) => `victim-with-a-rather-long-name-${place}`);
    const { record, evidence } = decide({
      ...passages['JUS-1 APP-1 with everyone heard, and no appeal']![0],
      content: { accused: 'm1', victims },
      recused: [],
      vetoes: Array.from({ length: 7 }, (_, place) => ({
        by: 'm5',
        matter: `personal.matter-${place}`,
        hours: 1,
        contest: { by: 'm6', hours: 2 },
        answer: { outcome: 'lifted', hours: 90 } as const,
      })),
    });
    for (const entry of evidence.timeline)
      if (entry.kind === 'objected' || entry.kind === 'contested') entry.facts.reason = '“'.repeat(5_000);
    const told = { ...evidence, timeline: evidence.timeline };
    const long = composedAnew(record, told);
    expect(differences({ record: mended(long, told), evidence: told })).toEqual([]);
    expect(canonicalBytes(long).length).toBeLessThan(longestEntry);
    const reasons = long.vetoes.map(({ reason }) => reason);
    expect(reasons).toEqual(Array(7).fill({ hash: expect.any(String) }));
  });
});

/** The record as it is composed of other evidence. */
function composedAnew(record: Decision['record'], evidence: Decision['evidence']): Decision['record'] {
  const { versions, timeline, salt } = evidence;
  return composeRecord({ ...record, versions, timeline, salt, dissent: [] });
}

describe('a veto that the council answered', () => {
  const { record } = decide(passages['VET-2 by a family, vetoed, and the council lifted it']![0]);
  const upheld = decide(passages['VET-2 by a family, vetoed, and the council upheld it']![0]).record;
  const { by, matter, question: asked } = record.vetoes[0]!;
  const [vote] = decide({ electors: people(3), votes: [{ ballots: [['m1', 'for']] }] }).record.votes;
  const question = (
    outcome: 'executed' | 'rejected' | 'lapsed',
    { named = [by], verdict = outcome === 'executed' ? 'adopted' : 'rejected' } = {},
  ): Decision['record'] => ({
    ...decide(passages['TIE-3 PRO-12 before the council, out of a family']![0]).record,
    id: asked!,
    links: [{ relation: 'question-of', id: record.id }],
    asks: [{ matter, named, without: named }],
    votes: [{ ...vote!, tally: { ...vote!.tally!, verdict: verdict as 'adopted' } }],
    outcome,
  });
  const inLog = (...records: Decision['record'][]) => {
    const follow = openSuccession();
    return records.map((one, place) => follow(place, one));
  };

  it('VET-2 is lifted by the adoption of its question alone, which the log has before it', () => {
    expect(inLog(question('executed'), record)).toEqual([undefined, undefined]);
    expect(inLog(question('rejected'), upheld)).toEqual([undefined, undefined]);
    expect(inLog(upheld)).toEqual([undefined]);
    const none = 'has veto 1 lifted, but before it the log has no adoption of question-1 (VET-2)';
    expect(inLog(question('rejected'), record)).toEqual([undefined, none]);
    expect(inLog(record, question('executed'))).toEqual([none, undefined]);
    expect(inLog(question('executed'), upheld)).toEqual([
      undefined,
      'has veto 1 stand, though before it question-1 lifted it (VET-2)',
    ]);
  });

  it('VET-2 is lifted matter by matter, by a vote that was counted', () => {
    // Another matter was upheld, and so the question rejected; this one was lifted.
    expect(inLog(question('rejected', { verdict: 'adopted' }), record)).toEqual([undefined, undefined]);
    expect(inLog(question('lapsed', { verdict: 'adopted' }), record)[1]).toContain('has no adoption');
    expect(inLog(question('lapsed', { verdict: 'adopted' }), upheld)).toEqual([undefined, undefined]);
  });

  it('VET-2 was asked about as raised by those who raised it', () => {
    const others = 'has veto 1 on personal.time, but question-1 before it asked about others’ (VET-2)';
    for (const named of [[], [by, 'm9'], ['m9']])
      expect(inLog(question('executed', { named }), record)).toEqual([undefined, others]);
  });
});
