/** Vetoes and objections, and when what waits falls due (VET-1 to VET-3, PRO-11). */
import { describe, expect, it } from 'vitest';
import { isWaiting, nextDue, requirementsOf } from '../../rules/gates.ts';
import type { Content } from '../../rules/model.ts';
import type { Veto } from '../../rules/proposal.ts';
import {
  contestable,
  isAffected,
  matterFault,
  matterNamed,
  principleFault,
  raised,
  undecided,
} from '../../rules/vetoes.ts';
import { category, charter } from './charter.ts';

const at = '2026-03-02T09:00:00.000Z';
const later = '2026-03-03T09:00:00.000Z';

const veto = (number: number, more: Partial<Veto> = {}): Veto => ({
  ...{ number, by: 'anna', matter: 'personal.time', reason: 'Mine.', at, until: later },
  ...{ contest: null, question: null, outcome: null },
  ...more,
});
const contest = { by: 'ben', reason: 'Ours.', at };

const rules = charter({
  categories: {
    'personal.time': category({ name: 'personal.time', tier: 1 }),
    'personal.works': category({ name: 'personal.works', tier: 1 }),
    operations: category({ name: 'operations' }),
  },
  principles: [{ id: 'autonomy', text: 'Nobody decides another’s.', paths: [] }],
});

describe('the matter of a veto', () => {
  it('VET-1 is a personal matter of the charter, by its whole name or its last word', () => {
    expect(matterNamed('personal.time', rules)).toBe('personal.time');
    expect(matterNamed('works', rules)).toBe('personal.works');
    for (const none of ['operations', 'personal', 'ime', '', 'family'])
      expect(matterNamed(none, rules)).toBeUndefined();
  });

  it('VET-1 TIE-2 is refused where it is none, with those there are; a family’s may be named in an objection only', () => {
    expect(matterFault('time', rules, { family: false })).toBeUndefined();
    expect(matterFault('family', rules, { family: true })).toBeUndefined();
    expect(matterFault('family', rules, { family: false })).toEqual({
      code: 'unknown-matter',
      rule: 'VET-1',
      facts: { matter: 'family', matters: ['personal.time', 'personal.works'] },
    });
  });

  it('VET-1 TIE-2 is told with the family’s own among those there are, where it may be named', () => {
    expect(matterFault('weather', rules, { family: true })?.facts).toEqual({
      matter: 'weather',
      matters: ['personal.time', 'personal.works', 'family'],
    });
  });

  it('VET-1 is of whom the impact names, or of everyone', () => {
    const on = (affected: readonly string[] | 'everyone') => ({ impact: { affected, statement: 'Some.' } });
    expect(isAffected(on(['anna', 'ben']), 'ben')).toBe(true);
    expect(isAffected(on(['anna']), 'ben')).toBe(false);
    expect(isAffected(on('everyone'), 'ben')).toBe(true);
    expect(isAffected({ impact: null }, 'ben')).toBe(false);
  });

  it('VET-3 APP-1 of the guardian is a core principle', () => {
    expect(principleFault('autonomy', rules, 'VET-3')).toBeUndefined();
    expect(principleFault('fun', rules, 'APP-1')).toEqual({
      code: 'unknown-principle',
      rule: 'APP-1',
      facts: { principle: 'fun', principles: ['autonomy'] },
    });
  });
});

describe('a contest', () => {
  it('VET-2 is of the oldest that is open and uncontested, and never of one’s own', () => {
    const vetoes = [veto(1, { outcome: 'lifted' }), veto(2, { contest }), veto(3), veto(4, { by: 'carl' })];
    expect(contestable(vetoes, 'ben')?.number).toBe(3);
    expect(contestable(vetoes, 'anna')?.number).toBe(4);
    expect(contestable(vetoes.slice(0, 3), 'anna')).toBeUndefined();
  });

  it('VET-2 leaves it undecided until it stands or is lifted, and nobody raises the matter twice', () => {
    expect(undecided([veto(1, { contest })])).toBe(true);
    expect(undecided([veto(1, { contest, outcome: 'lifted' })])).toBe(false);
    expect(undecided([veto(1, { outcome: 'lifted' }), veto(2)])).toBe(true);
    expect(raised([veto(1, { outcome: 'lifted' })], 'personal.time')?.number).toBe(1);
    expect(raised([veto(1)], 'personal.works')).toBeUndefined();
  });
});

describe('requirements', () => {
  const content: Content = {
    ...{ title: 't', text: 't', rationale: 'r', impact: null, alternatives: [], action: null },
    ...{ parents: ['anna', 'ben'], diversity: 'New.', accused: 'emil', victims: ['fay'] },
  };
  const after = (length: number): string => new Date(Date.parse(at) + length).toISOString();

  it('REP-1 PRO-11 are a consent of each parent and an attestation, within a week', () => {
    const week = '2026-03-09T09:00:00.000Z';
    const gates = requirementsOf(
      content,
      { gates: ['parents', 'resources', 'diversity'], hearing: false },
      rules,
      after,
    );
    expect(gates).toEqual([
      { what: 'consent', who: 'anna', until: week, closed: null },
      { what: 'consent', who: 'ben', until: week, closed: null },
      { what: 'resources', who: 'resource-steward', until: week, closed: null },
    ]);
  });

  it('JUS-1 are the hearing of the accused and of each victim, within 72 hours', () => {
    const heard = requirementsOf(content, { gates: [], hearing: true }, rules, after);
    expect(heard.map(({ what, who, until }) => [what, who, until])).toEqual([
      ['hearing', 'emil', '2026-03-05T09:00:00.000Z'],
      ['hearing', 'fay', '2026-03-05T09:00:00.000Z'],
    ]);
    expect(
      requirementsOf({ ...content, accused: undefined }, { gates: [], hearing: true }, rules, after),
    ).toEqual([]);
  });

  it('PRO-11 VET-2 make adoption wait while one is open, or a veto is undecided', () => {
    const open = { what: 'consent', who: 'anna', until: later, closed: null } as const;
    const met = { ...open, closed: { at, how: 'met' } } as const;
    expect(isWaiting({ requirements: [met, open], vetoes: [] })).toBe(true);
    expect(isWaiting({ requirements: [met], vetoes: [veto(1, { contest })] })).toBe(true);
    expect(isWaiting({ requirements: [met], vetoes: [veto(1, { outcome: 'lifted' })] })).toBe(false);
  });

  it('PRO-11 VET-2 fall due at the earliest deadline that still means something', () => {
    const open = { what: 'consent', who: 'anna', until: later, closed: null } as const;
    const earlier = veto(1, { until: at });
    expect(nextDue({ requirements: [open], vetoes: [earlier] })).toBe(at);
    expect(nextDue({ requirements: [open], vetoes: [{ ...earlier, contest }] })).toBe(later);
    expect(nextDue({ requirements: [{ ...open, closed: { at, how: 'met' } }], vetoes: [] })).toBeNull();
    expect(nextDue({ requirements: [], vetoes: [veto(1, { until: null, outcome: 'stands' })] })).toBeNull();
    expect(nextDue({ requirements: [], vetoes: [veto(1, { until: null })] })).toBeNull();
    expect(nextDue({ requirements: [], vetoes: [veto(1, { outcome: 'stands' })] })).toBeNull();
  });
});
