/** Vetoes and objections, and when what waits falls due (VET-1 to VET-3, PRO-11). */
import { describe, expect, it } from 'vitest';
import { isWaiting, nextDue, requirementsOf } from '../../rules/proposal/gates.ts';
import type { Content } from '../../rules/model.ts';
import type { Veto } from '../../rules/proposal/state.ts';
import {
  concernsFamily,
  contestable,
  contestedBy,
  isAffected,
  matterFault,
  matterNamed,
  objectionFault,
  principleFault,
  questionCharter,
  raised,
  toBeAsked,
  undecided,
  withoutBallot,
} from '../../rules/proposal/vetoes/vetoes.ts';
import { person } from '../support/people.ts';
import { category, charter } from './charter.ts';

const at = '2026-03-02T09:00:00.000Z';
const later = '2026-03-03T09:00:00.000Z';

const veto = (number: number, more: Partial<Veto> = {}): Veto => ({
  number,
  by: 'anna',
  matter: 'personal.time',
  at,
  until: later,
  version: 1,
  contest: null,
  question: null,
  outcome: null,
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

  const ben = { id: 'ben', family: 'ash' };
  const carl = { id: 'carl', family: null };

  it('VET-1 is of whom the impact names, or of everyone', () => {
    const on = (affected: readonly string[] | 'everyone') => ({
      impact: { affected, statement: 'Some.' },
      action: null,
    });
    expect(isAffected(on(['anna', 'ben']), ben)).toBe(true);
    expect(isAffected(on(['anna']), ben)).toBe(false);
    expect(isAffected(on('everyone'), ben)).toBe(true);
    expect(isAffected({ impact: null, action: null }, ben)).toBe(false);
  });

  it.each<[string, Partial<Content>]>([
    [
      'the assignee of its task',
      { action: { type: 'task', assignee: 'ben', instructions: 'Dig.', by: later } },
    ],
    [
      'who receives its allocation',
      { action: { type: 'allocation.grant', resource: 'water', amount: 1, to: 'ben' } },
    ],
    ['whom it admits', { action: { type: 'member.admit', member: person('ben') } }],
    ['whom it releases', { action: { type: 'member.release', member: 'ben' } }],
    ['whose leadership it takes', { action: { type: 'leadership.take', member: 'ben' } }],
    [
      'the members of its mandate',
      { action: { type: 'mandate.grant', members: ['anna', 'ben'], category: 'operations', until: later } },
    ],
    ['the accused', { accused: 'ben' }],
    ['a victim', { victims: ['anna', 'ben'] }],
  ])('VET-1 is of %s, whoever its author names as affected', (_, more) => {
    const content = { impact: { affected: ['anna'], statement: 'Somebody else.' }, action: null, ...more };
    expect(isAffected(content, ben)).toBe(true);
    expect(isAffected(content, carl)).toBe(false);
  });

  const toAsh: Content['action'] = {
    type: 'allocation.grant',
    resource: 'water',
    amount: 1,
    to: { family: 'ash' },
  };

  it('VET-1 is of each member of a family that its action gives to', () => {
    const content = { impact: { affected: ['anna'], statement: 'Somebody else.' }, action: toAsh };
    expect(isAffected(content, ben)).toBe(true);
    expect(isAffected(content, { id: 'ben', family: 'birch' })).toBe(false);
    expect(isAffected(content, carl)).toBe(false);
  });

  it('TIE-2 that it is a family’s alone is said by one of a family that the text concerns', () => {
    const families = new Map([
      ['anna', 'ash'],
      ['ben', 'birch'],
      ['carl', null],
    ]);
    const concerned = (more: Partial<Content>): string[] =>
      ['ash', 'birch', 'cedar'].filter((family) =>
        concernsFamily(
          { impact: { affected: ['carl'], statement: 'His.' }, action: null, ...more },
          family,
          families,
        ),
      );
    expect(concerned({})).toEqual([]);
    expect(concerned({ impact: { affected: ['anna', 'carl'], statement: 'Theirs.' } })).toEqual(['ash']);
    expect(concerned({ action: { type: 'task', assignee: 'ben', instructions: 'Dig.', by: later } })).toEqual(
      ['birch'],
    );
    expect(concerned({ accused: 'ben', victims: ['anna'] })).toEqual(['ash', 'birch']);
    expect(concerned({ action: toAsh })).toEqual(['ash']);
    // Nobody keeps a family from it by naming everyone.
    expect(concerned({ impact: { affected: 'everyone', statement: 'All.' } })).toEqual([
      'ash',
      'birch',
      'cedar',
    ]);
    expect(
      concernsFamily({ impact: { affected: 'everyone', statement: 'All.' }, action: toAsh }, null, families),
    ).toBe(false);
  });

  it('VET-1 EMG-8 is of no question of a veto, and of no removal: a leader objects not to the end of their own authority', () => {
    for (const one of ['veto-question', 'emergency-removal'])
      expect(objectionFault({ category: one, family: null }, ['personal.time'])).toEqual({
        code: 'not-permitted',
        rule: 'VET-1',
        facts: { category: one },
      });
    expect(objectionFault({ category: 'operations', family: null }, ['family'])).toBeUndefined();
  });

  it('TIE-2 is not that it is a family’s alone, of what that family itself escalated', () => {
    const escalated = { category: 'family.pooling', family: 'ash' };
    expect(objectionFault(escalated, ['personal.time', 'family'])).toMatchObject({
      code: 'not-permitted',
      rule: 'TIE-2',
    });
    expect(objectionFault(escalated, ['personal.time'])).toBeUndefined();
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
  const numbers = (vetoes: readonly Veto[]) => vetoes.map(({ number }) => number);
  const vetoes = [veto(1, { outcome: 'lifted' }), veto(2, { contest }), veto(3), veto(4, { by: 'carl' })];

  it('VET-2 is of what is open and uncontested, and never of one’s own', () => {
    expect(numbers(contestable(vetoes, 'ben'))).toEqual([3, 4]);
    expect(numbers(contestable(vetoes, 'anna'))).toEqual([4]);
    expect(contestable(vetoes.slice(0, 3), 'anna')).toEqual([]);
  });

  it('VET-2 is of those that it names, of all, or of the oldest', () => {
    expect(numbers(contestedBy(vetoes, 'ben', undefined))).toEqual([3]);
    expect(numbers(contestedBy(vetoes, 'ben', 'all'))).toEqual([3, 4]);
    expect(numbers(contestedBy(vetoes, 'ben', [4, 1]))).toEqual([4]);
    expect(contestedBy(vetoes, 'ben', [2])).toEqual([]);
  });

  it('VET-1 is of what each raised for themselves, once for each version of the text', () => {
    expect(undecided([veto(1, { contest })])).toBe(true);
    expect(undecided([veto(1, { contest, outcome: 'lapsed' })])).toBe(false);
    const [annas] = [veto(1, { outcome: 'lifted' })];
    expect(raised([annas], { by: 'anna', version: 1 })?.number).toBe(1);
    expect(raised([annas], { by: 'anna', version: 2 })).toBeUndefined();
    expect(raised([annas], { by: 'ben', version: 1 })).toBeUndefined();
  });

  it('VET-2 asks the council once, of all that waits, when all of it is contested', () => {
    expect(toBeAsked([veto(1, { contest }), veto(2)])).toEqual([]);
    expect(
      numbers(toBeAsked([veto(1, { contest }), veto(2, { contest }), veto(3, { outcome: 'lapsed' })])),
    ).toEqual([1, 2]);
    expect(toBeAsked([veto(1, { contest, question: 'q' }), veto(2, { contest })])).toEqual([]);
    expect(toBeAsked([])).toEqual([]);
  });

  it('VET-2 GUA-2 who raised it has no ballot on it while half of the electorate is left without them', () => {
    expect(withoutBallot(['anna', 'ben'], { whole: 4, left: 2 }, rules)).toEqual(['anna', 'ben']);
    expect(withoutBallot(['anna', 'ben', 'carl'], { whole: 4, left: 1 }, rules)).toEqual([]);
    expect(withoutBallot(['anna'], { whole: 3, left: 2 }, rules)).toEqual(['anna']);
    expect(withoutBallot(['anna', 'ben'], { whole: 3, left: 1 }, rules)).toEqual([]);
  });

  it('VET-2 GUA-2 how many must be left is the charter’s share', () => {
    const most = charter({ recusal: { least: { num: 2, den: 3 } } });
    expect(withoutBallot(['anna'], { whole: 3, left: 2 }, most)).toEqual(['anna']);
    expect(withoutBallot(['anna', 'ben'], { whole: 4, left: 2 }, most)).toEqual([]);
  });

  it('VET-2 a question has a review and one vote: no rounds, no extension, no deadlock path', () => {
    expect(questionCharter(rules)).toMatchObject({
      review: rules.review,
      deadlock: null,
      discussion: { rounds: 0 },
      voting: { window: rules.voting.window, extensions: 0 },
    });
  });
});

describe('requirements', () => {
  const content: Content = {
    title: 't',
    text: 't',
    rationale: 'r',
    impact: null,
    alternatives: [],
    action: null,
    parents: ['anna', 'ben'],
    diversity: 'New.',
    accused: 'emil',
    victims: ['fay'],
  };
  const after = (length: number): string => new Date(Date.parse(at) + length).toISOString();
  const first = { version: 1, asked: at };
  const asking = { ...first, after };

  it('REP-1 PRO-11 are a consent of each parent, and of resources and diversity an attestation, within a week', () => {
    const week = '2026-03-09T09:00:00.000Z';
    const gates = requirementsOf(
      content,
      { gates: ['parents', 'resources', 'diversity'], hearing: false },
      rules,
      asking,
    );
    expect(gates).toEqual([
      { what: 'consent', who: 'anna', ...first, until: week, closed: null },
      { what: 'consent', who: 'ben', ...first, until: week, closed: null },
      { what: 'resources', who: 'resource-steward', ...first, until: week, closed: null },
      { what: 'diversity', who: 'elector', ...first, until: week, closed: null },
    ]);
  });

  it('JUS-1 are the hearing of the accused and of each victim, within 72 hours', () => {
    const heard = requirementsOf(content, { gates: [], hearing: true }, rules, asking);
    expect(heard.map(({ what, who, until }) => [what, who, until])).toEqual([
      ['hearing', 'emil', '2026-03-05T09:00:00.000Z'],
      ['hearing', 'fay', '2026-03-05T09:00:00.000Z'],
    ]);
    expect(
      requirementsOf({ ...content, accused: undefined }, { gates: [], hearing: true }, rules, asking),
    ).toEqual([]);
  });

  it('PRO-11 VET-2 make adoption wait while one is open, or a veto is undecided', () => {
    const open = { what: 'consent', who: 'anna', ...first, until: later, closed: null } as const;
    const met = { ...open, closed: { at, how: 'met' } } as const;
    expect(isWaiting({ requirements: [met, open], vetoes: [] })).toBe(true);
    expect(isWaiting({ requirements: [met], vetoes: [veto(1, { contest })] })).toBe(true);
    expect(isWaiting({ requirements: [met], vetoes: [veto(1, { outcome: 'lifted' })] })).toBe(false);
  });

  it('PRO-11 VET-2 fall due at the earliest deadline that still means something', () => {
    const open = { what: 'consent', who: 'anna', ...first, until: later, closed: null } as const;
    const earlier = veto(1, { until: at });
    expect(nextDue({ requirements: [open], vetoes: [earlier], objectingUntil: null })).toBe(at);
    expect(nextDue({ requirements: [open], vetoes: [{ ...earlier, contest }], objectingUntil: null })).toBe(
      later,
    );
    // All is contested: the council is asked once nobody objects any more.
    const asked = { requirements: [], vetoes: [{ ...earlier, contest }], objectingUntil: at };
    expect(nextDue(asked)).toBe(at);
    expect(nextDue({ ...asked, vetoes: [{ ...earlier, contest, question: 'q' }] })).toBeNull();
    // Who has no ballot on the question, the hearing brings out (GUA-2).
    expect(nextDue({ ...asked, accused: 'emil', recused: null })).toBeNull();
    expect(nextDue({ ...asked, accused: 'emil', recused: [] })).toBe(at);
    expect(
      nextDue({ requirements: [{ ...open, closed: { at, how: 'met' } }], vetoes: [], objectingUntil: null }),
    ).toBeNull();
    expect(
      nextDue({
        requirements: [],
        vetoes: [veto(1, { until: null, outcome: 'stands' })],
        objectingUntil: null,
      }),
    ).toBeNull();
    expect(
      nextDue({ requirements: [], vetoes: [veto(1, { until: null })], objectingUntil: null }),
    ).toBeNull();
    expect(
      nextDue({ requirements: [], vetoes: [veto(1, { outcome: 'stands' })], objectingUntil: null }),
    ).toBeNull();
  });
});
