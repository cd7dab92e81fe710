/** What the council is asked of contested vetoes, and what its answer lifts (VET-2). */
import { describe, expect, it } from 'vitest';
import type { AskedMatter, ProposalState, Veto } from '../../rules/proposal/state.ts';
import { liftedBy, mattersOf, voteOn } from '../../rules/proposal/vetoes/vetoes.ts';

const matter = (name: string, lifted: boolean | null = null): AskedMatter => ({
  matter: name,
  named: ['anna'],
  without: ['anna'],
  lifted,
});
const asking = (...matters: readonly AskedMatter[]): NonNullable<ProposalState['asks']> => ({
  matters,
  recused: [],
});

describe('the question', () => {
  it('VET-2 asks of each matter once, in the order of their names, with all who raised it', () => {
    const vetoes = [
      { by: 'emil', matter: 'personal.works' },
      { by: 'dora', matter: 'personal.time' },
      { by: 'carl', matter: 'personal.works' },
      { by: 'carl', matter: 'personal.works' },
    ] as unknown as Veto[];
    expect(mattersOf(vetoes)).toEqual([
      { matter: 'personal.time', named: ['dora'] },
      { matter: 'personal.works', named: ['carl', 'emil'] },
    ]);
  });
});

describe('a ballot in it', () => {
  const two = asking(matter('personal.time'), matter('personal.works'));

  it('VET-2 names its matter, whole or by its last word', () => {
    expect(['personal.time', 'time'].map((named) => voteOn(two, named))).toEqual([{ vote: 1 }, { vote: 1 }]);
    expect(['personal.works', 'works'].map((named) => voteOn(two, named))).toEqual([
      { vote: 2 },
      { vote: 2 },
    ]);
    for (const named of ['orks', 'personal', ''])
      expect(voteOn(two, named)).toEqual({
        refusal: {
          code: 'unknown-matter',
          rule: 'VET-2',
          facts: { matter: named, matters: ['personal.time', 'personal.works'] },
        },
      });
  });

  it('VET-2 need not name it where there is but one; of two it is incomplete', () => {
    expect(voteOn(asking(matter('personal.time')), undefined)).toEqual({ vote: 1 });
    expect(voteOn(two, undefined)).toEqual({
      refusal: { code: 'incomplete', rule: 'VET-2', facts: { missing: ['matter'] } },
    });
  });

  it('VET-2 is about no matter where the proposal is no question', () => {
    expect(voteOn(null, undefined)).toEqual({ vote: null });
    expect(voteOn(null, 'time')).toMatchObject({ refusal: { facts: { matter: 'time', matters: [] } } });
  });
});

describe('the answer', () => {
  const asks = asking(matter('personal.time', true), matter('personal.works', false), matter('family'));

  it.each(['executed', 'rejected', 'inquorate'] as const)(
    'VET-2 %s lifts what it lifted, and no more',
    (outcome) => {
      expect(liftedBy({ asks, outcome })).toEqual(['personal.time']);
    },
  );

  it.each(['withdrawn', 'interrupted', null] as const)(
    'VET-2 that ended %s without a count lifts nothing',
    (outcome) => {
      expect(liftedBy({ asks, outcome })).toEqual([]);
    },
  );

  it('VET-2 of no question lifts nothing', () => {
    expect(liftedBy({ asks: null, outcome: 'executed' })).toEqual([]);
  });
});
