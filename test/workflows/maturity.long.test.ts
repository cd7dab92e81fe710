/** Maturity by age, by a milestone or by either: who decides in the council and in a family, from their next decision on (MEM-1, MEM-3). */
import { describe, expect, it } from 'vitest';
import { decided } from '../support/adoption.ts';
import { openCouncil } from '../support/council.ts';
import { person } from '../support/people.ts';
import { allProveThemselves } from '../support/proof.ts';
import { propose } from '../support/story.ts';

const families = [{ id: 'ash', name: 'Ash' }];
const grown = '1980-01-01T00:00:00.000Z';
const born = '2024-01-01T00:00:00.000Z';
const both = ['family', 'council'];

/** Two of age, two with milestones, and one who is and has both; all of one family. */
const members = [
  person('aged', { family: 'ash', bornAt: grown }),
  person('older', { family: 'ash', bornAt: grown }),
  person('able', { family: 'ash', bornAt: born, milestones: both }),
  person('adept', { family: 'ash', bornAt: born, milestones: both }),
  person('ripe', { family: 'ash', bornAt: grown, milestones: both }),
  person('young', { family: 'ash', bornAt: born }),
];

describe('the council and a family', () => {
  it.each([
    { basis: 'age', electors: ['aged', 'older', 'ripe'], granted: 0 },
    { basis: 'milestone', electors: ['able', 'adept', 'ripe'], granted: 1 },
    { basis: 'either', electors: ['aged', 'older', 'able', 'adept', 'ripe'], granted: 1 },
  ] as const)(
    'MEM-1 MEM-3 whose maturity is by $basis, and a milestone granted by decision: $granted more in the next',
    async ({ basis, electors, granted }) => {
      const council = await openCouncil({
        members,
        families,
        charter: (document) => ({ ...document, maturity: { ...document.maturity, basis } }),
      });
      const family = { category: 'family.pooling', impact: { affected: ['young'], statement: 'One purse.' } };
      for (const more of [{}, family])
        expect((await (await propose(council, 'young', more)).read()).electorate.size).toBe(electors.length);

      const running = await propose(council, 'ripe');
      const milestone = (which: string) => ({
        category: 'membership',
        action: { type: 'member.milestone', member: 'young', milestone: which },
      });
      for (const which of both)
        expect((await decided(council, 'ripe', milestone(which), electors)).ended.outcome).toBe('executed');
      for (const more of [{}, family])
        expect((await (await propose(council, 'ripe', more)).read()).electorate.size).toBe(
          electors.length + granted,
        );
      const late = (await running.position('young', 'agree')).body;
      expect(late).toMatchObject({ type: '/problems/not-an-elector' });
      // Whom age alone makes mature is told what is lacking; who is mature by now came too late for this one.
      const lacking = { family: { age: 5, milestone: 'family' }, council: { age: 10, milestone: 'council' } };
      expect(late.facts).toEqual(
        granted === 1
          ? { member: 'young' }
          : { member: 'young', age: expect.any(Number), maturity: { basis, ...lacking } },
      );
      await allProveThemselves(council);
      await council.close();
    },
  );
});
