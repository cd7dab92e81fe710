/** What real bodies decided, decided again under the example charters by as many electors with the same answers (charter/examples/). */
import { afterEach, describe, expect, it } from 'vitest';
import { exampleDecisions, type ExampleDecision } from '../data/decisions.ts';
import { exampleNames, exampleText, loaded } from '../charter/documents.ts';
import { type Council, openCouncil } from '../support/council.ts';
import { person } from '../support/people.ts';
import { propose, type Story } from '../support/story.ts';

const positions = ['agree', 'agree-with-reservations', 'stand-aside', 'block'] as const;

let council: Council;

/** Each answer as often as it was given, in the order of the electors. */
const answersOf = ({ answers }: ExampleDecision) =>
  Object.entries(answers).flatMap(([answer, count]) => Array.from({ length: count }, () => answer));

async function open(decision: ExampleDecision): Promise<Story> {
  const { charter, category, family = null, silent } = decision;
  const ids = Array.from(
    { length: answersOf(decision).length + silent },
    (_, index) => `elector-${index + 1}`,
  );
  council = await openCouncil({
    charter: () => loaded(exampleText(charter)).document,
    families: family === null ? [] : [{ id: family, name: family }],
    members: ids.map((id) => person(id, { family })),
  });
  const affected = family === null ? 'everyone' : ids;
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
      const story = await open(decision);
      const answers = answersOf(decision);
      const byConsent = positions.some((position) => decision.answers[position] !== undefined);
      const { rounds } = loaded(exampleText(decision.charter)).charter.discussion;
      await asked(story, ({ stage, round }) =>
        byConsent ? stage === 'discussion' && round === rounds : stage === 'voting',
      );
      const { size } = ((await story.read()) as { electorate: { size: number } }).electorate;
      expect(size).toBe(answers.length + decision.silent);
      const given = Object.fromEntries(answers.map((answer, index) => [`elector-${index + 1}`, answer]));
      if (byConsent) await story.positions(given as Parameters<Story['positions']>[0]);
      else await story.votes(given as Parameters<Story['votes']>[0]);
      const outcome = await story.outcome();
      expect(outcome).toBe(decision.outcome);
      if (byConsent) expect(await story.hours('voting-opened')).toEqual([]);
      else
        expect((await story.get('/tally')).body).toMatchObject({
          for: decision.answers.for ?? 0,
          against: decision.answers.against ?? 0,
          abstain: decision.answers.abstain ?? 0,
        });
    },
  );
});

it('CHA-2 every example has a decision that was published, or a test of its own', () => {
  const ofTheirOwn = ['php-rfc', 'debian-gr'];
  const decided = exampleDecisions().map(({ charter }) => charter);
  expect([...new Set([...decided, ...ofTheirOwn])].toSorted()).toEqual(exampleNames.toSorted());
});
