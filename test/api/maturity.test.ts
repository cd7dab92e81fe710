/** A child that is refused hears its age, and what maturity takes (MEM-1, AUT-1). */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { withMaturity } from '../../api/problems/maturity.ts';
import { documentOf, isProblemError, problemError, refusalError } from '../../api/problems/problem.ts';
import type { Member } from '../../rules/model.ts';
import { refuse } from '../../rules/refusal.ts';
import { five, person } from '../support/people.ts';
import { serve, type Served } from './serve.ts';

/** A millisecond before the tenth anniversary, and on it, at the council's instant (2026-11-22T09:00Z); and a child of one year. */
const [nearly, just, child] = [
  person('nearly', { bornAt: '2016-11-22T09:00:00.001Z' }),
  person('just', { bornAt: '2016-11-22T09:00:00.000Z' }),
  person('child', { bornAt: '2025-11-01T00:00:00.000Z' }),
];

let api: Served;
beforeAll(async () => {
  api = await serve({ members: [...five, nearly, just, child] });
});
afterAll(() => api.close());

/** The problem that a caller is answered with. */
async function answered(caller: Member, refusal: ReturnType<typeof refuse>) {
  const error = await withMaturity(api.services, caller, refusalError(refusal));
  if (!isProblemError(error)) throw error;
  const { facts, detail } = documentOf(error.problem);
  return { facts, detail };
}

const council = { age: 10, milestone: 'council' };
const noElector = (member: string) => refuse('not-an-elector', 'VOT-3', { member });

describe('a refusal of who is not mature', () => {
  it('MEM-1 VOT-3 names age and maturity', async () => {
    expect(await answered(child, noElector('child'))).toEqual({
      facts: {
        member: 'child',
        age: 1,
        maturity: { basis: 'age', family: { age: 5, milestone: 'family' }, council },
      },
      detail:
        'child is not in the electorate of this decision. ' +
        'At the age of 1 one is not mature yet: the family takes 5 years and the council takes 10 years.',
    });
  });

  it('MEM-1 says it until the anniversary, and no longer', async () => {
    expect((await answered(nearly, noElector('nearly'))).facts).toEqual({
      member: 'nearly',
      age: 9,
      maturity: { basis: 'age', council },
    });
    expect((await answered(just, noElector('just'))).facts).toEqual({ member: 'just' });
  });

  it.each([
    ['EMG-5', 'council'],
    ['MAN-2', 'council'],
    ['CNF-4', ['electors', 'parties']],
  ])('%s MEM-1 says it to who is not of the council', async (rule, allowed) => {
    const { facts, detail } = await answered(child, refuse('not-permitted', rule, { allowed }));
    expect(facts).toMatchObject({ allowed, age: 1, maturity: { council } });
    expect(detail).toContain('the council takes 10 years');
  });

  it('DEL-6 MEM-1 says it of a representative who is not mature, and not of who asks', async () => {
    const { facts } = await answered(five[2] as Member, noElector('child'));
    expect(facts).toMatchObject({ member: 'child', age: 1 });
    expect((await answered(child, noElector('carl'))).facts).toEqual({ member: 'carl' });
  });

  it('AUT-1 says nothing of age where that is not why', async () => {
    const refusals = [
      refuse('not-permitted', 'AUT-1', { allowed: 'registrar' }),
      refuse('wrong-stage', 'PRO-7', { stage: 'review', member: 'child' }),
    ];
    for (const refusal of refusals) expect((await answered(child, refusal)).facts).toEqual(refusal.facts);
    for (const error of [problemError('not-found'), new Error('broken')])
      expect(await withMaturity(api.services, child, error)).toBe(error);
  });
});
