/** What real bodies decided, decided again under the example charters by as many electors with the same answers (charter/examples/). */
import { afterEach, describe, expect, it } from 'vitest';
import { exampleDecisions, type ExampleDecision } from '../data/decisions.ts';
import { exampleNames, exampleText, loaded } from '../charter/documents.ts';
import { type Council, openCouncil } from '../support/council.ts';
import { person } from '../support/people.ts';
import { propose, type Story } from '../support/story.ts';

const positions = ['agree', 'agree-with-reservations', 'stand-aside', 'block'] as const;

let council: Council;

interface Elector {
  readonly id: string;
  readonly family: string | null;
  /** Left out of who is silent. */
  readonly answer?: string;
}

/** Each answer as often as it was given, and then who gave none. */
function electorsOf({ electors }: ExampleDecision): readonly Elector[] {
  const found = electors.flatMap(({ family = null, answers, silent }) => [
    ...Object.entries(answers).flatMap(([answer, count]) =>
      Array.from({ length: count }, () => ({ family, answer })),
    ),
    ...Array.from({ length: silent }, () => ({ family })),
  ]);
  return found.map((elector, index) => ({ id: `elector-${index + 1}`, ...elector }));
}

async function open({ charter, category }: ExampleDecision, electors: readonly Elector[]): Promise<Story> {
  const families = [...new Set(electors.flatMap(({ family }) => family ?? []))];
  const { document, charter: rules } = loaded(exampleText(charter));
  council = await openCouncil({
    charter: () => document,
    families: families.map((id) => ({ id, name: id })),
    members: electors.map(({ id, family }) => person(id, { family })),
  });
  const affected = rules.categories[category]?.tier === 2 ? electors.map(({ id }) => id) : 'everyone';
  return propose(council, 'elector-1', { category, impact: { affected, statement: 'As it says.' } });
}

/** Lets time pass, a day at a time, until what is answered is asked. */
async function asked(story: Story, isAsked: (stands: { stage: string; round: number }) => boolean) {
  for (let days = 0; days < 40; days += 1) {
    if (isAsked((await story.read()) as { stage: string; round: number })) return;
    await council.wait('24h');
  }
  throw new Error(`nothing is asked in stage ${await story.stage()}`);
}

describe('a published decision', () => {
  afterEach(() => council.close());

  it.each(exampleDecisions())(
    'VOT-1 TIE-4 CON-3 under $charter, in $category, ends as published: $published',
    async (decision) => {
      const electors = electorsOf(decision);
      const story = await open(decision, electors);
      const given = electors.flatMap(({ id, answer }) =>
        answer === undefined ? [] : [[id, answer] as const],
      );
      const count = (choice: string): number => given.filter(([, answer]) => answer === choice).length;
      const byConsent = positions.some((position) => count(position) > 0);
      const { rounds } = loaded(exampleText(decision.charter)).charter.discussion;
      await asked(story, ({ stage, round }) =>
        byConsent ? stage === 'discussion' && round === rounds : stage === 'voting',
      );
      expect(await story.read()).toMatchObject({ electorate: { size: electors.length } });
      if (byConsent) await story.positions(Object.fromEntries(given) as Parameters<Story['positions']>[0]);
      else await story.votes(Object.fromEntries(given) as Parameters<Story['votes']>[0]);
      expect(await story.outcome()).toBe(decision.outcome);
      if (byConsent) expect(await story.hours('voting-opened')).toEqual([]);
      else
        expect((await story.get('/tally')).body).toMatchObject({
          for: count('for'),
          against: count('against'),
          abstain: count('abstain'),
        });
    },
  );
});

it('CHA-2 every example has a decision that was published, or a test of its own', () => {
  const ofTheirOwn = ['php-rfc', 'debian-gr'];
  const decided = exampleDecisions().map(({ charter }) => charter);
  expect([...new Set([...decided, ...ofTheirOwn])].toSorted()).toEqual(exampleNames.toSorted());
});
