/** What a text may not have: parts without a place in its category, too many alternatives, an instant that has passed (JUS-1, REP-1, PRO-2, EXE-1). */
import { describe, expect, it } from 'vitest';
import type { Content } from '../../rules/model.ts';
import { barAfter } from '../../rules/polls/quorum.ts';
import { instantFault } from '../../rules/submission/earliest.ts';
import { misplaced, tooManyAlternatives } from '../../rules/submission/requirements.ts';
import { category, charter, half, threeQuarters, twoThirds } from './charter.ts';

const at = '2026-03-02T09:00:00.000Z';
const later = '2026-03-02T09:00:00.001Z';
const parts = (more: Partial<Content>) => more as Content;

describe('a part without a place', () => {
  const refused = (rule: string, ...named: readonly string[]) => ({
    code: 'part-not-permitted',
    rule,
    facts: { category: category().name, parts: named },
  });

  it('JUS-1 REP-1 is who would be judged unheard, or left out of the judges, and what nobody attests', () => {
    expect(misplaced(parts({}), category())).toBeUndefined();
    expect(misplaced(parts({ accused: 'emil' }), category())).toEqual(refused('JUS-1', 'accused'));
    expect(misplaced(parts({ victims: ['fay'] }), category())).toEqual(refused('JUS-1', 'victims'));
    expect(misplaced(parts({ parents: ['mira'], diversity: 'Fine.' }), category())).toEqual(
      refused('REP-1', 'parents', 'diversity'),
    );
  });

  it('JUS-1 REP-1 has one where the category hears and asks for it; no accused is a victim', () => {
    const asking = category({ hearing: true, gates: ['parents', 'diversity'] });
    const all = { accused: 'emil', victims: ['fay'], parents: ['mira'], diversity: 'Fine.' };
    expect(misplaced(parts(all), asking)).toBeUndefined();
    expect(misplaced(parts({ accused: 'emil' }), asking)).toBeUndefined();
    expect(misplaced(parts({ ...all, victims: ['fay', 'emil'] }), asking)).toEqual({
      code: 'repeated-member',
      rule: 'JUS-1',
      facts: { members: ['emil'] },
    });
  });

  it('PRO-14 TIE-1 is a look back on what is its author’s alone', () => {
    const looking = parts({ lookBack: at } as unknown as Partial<Content>);
    expect(misplaced(looking, category({ tier: 1 }))).toEqual({
      ...refused('PRO-14', 'lookBack'),
    });
    expect(misplaced(looking, category())).toBeUndefined();
  });
});

describe('too much, or too late', () => {
  it('PRO-2 are more alternatives than the charter has room for', () => {
    const rules = charter({ alternatives: { least: 1, most: 2 } });
    const fault = (number: number) =>
      tooManyAlternatives(
        { alternatives: Array.from({ length: number }, () => ({ title: 'A', text: 'B' })) },
        rules,
      );
    expect(fault(2)).toBeUndefined();
    expect(fault(3)).toEqual({
      code: 'too-many-alternatives',
      rule: 'PRO-2',
      facts: { alternatives: 3, most: 2 },
    });
  });

  it('EXE-1 is an instant that has passed as it could be carried out', () => {
    const task = (by: string) => ({ type: 'task', assignee: 'emil', instructions: 'Dig.', by }) as const;
    const grant = { type: 'allocation.grant', resource: 'water', amount: 1, to: 'emil' } as const;
    expect(instantFault(task(later), at)).toBeUndefined();
    expect(instantFault(task(at), at)).toEqual({
      code: 'past-instant',
      rule: 'EXE-1',
      facts: { path: '/action/by', instant: at, at },
    });
    expect(instantFault({ ...grant, until: later }, at, later)).toEqual({
      code: 'past-instant',
      rule: 'EXE-1',
      facts: { path: '/action/until', instant: later, at, earliest: later },
    });
    for (const action of [null, { type: 'none' } as const, { ...grant, permanent: true } as const])
      expect(instantFault(action, at)).toBeUndefined();
  });
});

it('PRO-8 a vote that was extended is judged by the quorum of extensions, where the charter has one', () => {
  const bar = { threshold: twoThirds, quorum: threeQuarters };
  const extension = { quorum: half };
  expect(barAfter(bar, { extension }, 0)).toEqual(bar);
  expect(barAfter(bar, { extension }, 1)).toEqual({ ...bar, quorum: half });
  expect(barAfter(bar, {}, 1)).toEqual(bar);
});
