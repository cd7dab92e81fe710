/** Every category of the council through every ending that the council alone leads to, all of them side by side (TIE, PRO-9, DEA-2). */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Choice, Member, Outcome } from '../../rules/model.ts';
import { type Council, openCouncil } from '../support/council.ts';
import { five, person } from '../support/people.ts';
import { allProveThemselves } from '../support/proof.ts';
import { propose, type Story } from '../support/story.ts';

const roles: Readonly<Record<string, Member['roles']>> = { dora: ['resource-steward'], emil: ['leadership'] };
const members = five.map((member) => ({ ...member, roles: [...member.roles, ...(roles[member.id] ?? [])] }));
const everyone = members.map(({ id }) => id);

let council: Council;
beforeAll(async () => {
  council = await openCouncil({
    members,
    families: [{ id: 'ash', name: 'Ash' }],
    // One round is a way to the vote as three are.
    charter: (document) => ({ ...document, discussion: { ...document.discussion, rounds: 1 } }),
  });
});
afterAll(async () => {
  await allProveThemselves(council);
  await council.close();
});

/** An hour after review and round. */
const intoTheVote = '97h';
const instant = async (days: number) =>
  new Date(Date.parse(await council.now()) + days * 86_400_000).toISOString();
const amending = (path: string, value: unknown) => ({
  action: { type: 'charter.amend', patch: [{ op: 'replace', path, value }] },
});
const newcomer = (id: string, bornAt: string) => ({
  action: { type: 'member.admit', member: person(id, { bornAt }) },
});

interface Kind {
  /** What a proposal of it carries beside the text; `run` tells the stories of one council apart. */
  readonly more: (run: string) => object | Promise<object>;
  /** Votes for that just adopt it, of five electors, or of four where one is judged. */
  readonly needs: number;
  /** Whose own case it is (GUA-2). */
  readonly judged?: string;
  /** The guardian has no say at the third deadlock (DEA-2). */
  readonly unresolved?: true;
}

const kinds: Readonly<Record<string, Kind>> = {
  operations: { more: () => ({}), needs: 3 },
  infrastructure: { more: () => ({}), needs: 4 },
  'external-relations': { more: () => ({}), needs: 4 },
  resources: { more: () => ({}), needs: 4 },
  'wake-allocation': { more: () => ({}), needs: 4 },
  'existential-risk': { more: () => ({}), needs: 4 },
  mandate: {
    more: async () => ({
      action: { type: 'mandate.grant', members: ['dora'], category: 'operations', until: await instant(60) },
    }),
    needs: 4,
  },
  reproduction: {
    more: async (run) => ({
      parents: ['anna', 'ben'],
      diversity: 'The first who learned to sail.',
      ...newcomer(`born-${run}`, await instant(1)),
    }),
    needs: 4,
  },
  membership: { more: (run) => newcomer(`grown-${run}`, '2020-01-01T00:00:00.000Z'), needs: 4 },
  justice: { more: () => ({ accused: 'dora', victims: [] }), needs: 3, judged: 'dora' },
  leadership: {
    more: () => ({ action: { type: 'leadership.give', member: 'ben' } }),
    needs: 4,
    unresolved: true,
  },
  'emergency-removal': {
    more: () => ({ action: { type: 'leadership.take', member: 'emil' } }),
    needs: 3,
    judged: 'emil',
    unresolved: true,
  },
  constitutional: { more: () => amending('/drafts/lapse', '14 days'), needs: 4, unresolved: true },
  'core-principles': { more: () => amending('/discussion/rounds', 4), needs: 5, unresolved: true },
};

interface Open extends Kind {
  readonly category: string;
  readonly story: Story;
  readonly electors: readonly string[];
}

/** One proposal of each category, with all that is asked for before its vote. */
async function proposeEach(run: string): Promise<Open[]> {
  const open = await Promise.all(
    Object.entries(kinds).map(async ([category, kind]) => {
      const story = await propose(council, 'carl', { category, ...(await kind.more(run)) });
      const electors = everyone.filter((id) => id !== kind.judged);
      expect(await story.read(), category).toMatchObject({ tier: 3, electorate: { size: electors.length } });
      return { ...kind, category, story, electors };
    }),
  );
  const of = (category: string) => (open.find((one) => one.category === category) as Open).story;
  await of('justice').post('dora', '/hearing', { decline: true });
  for (const parent of ['anna', 'ben']) await of('reproduction').post(parent, '/consents', { consent: true });
  await of('reproduction').post('dora', '/attestations', { resources: 'Enough.' });
  await of('reproduction').post('emil', '/attestations', { diversity: 'As it is said.' });
  return open;
}

/** Whoever is among the first `votesFor` votes for, the next `abstaining` abstain, and the rest are against. */
async function votesOf({ story, electors }: Open, votesFor: number, abstaining = 0): Promise<void> {
  const choice = (place: number): Choice =>
    place < votesFor ? 'for' : place < votesFor + abstaining ? 'abstain' : 'against';
  await story.votes(Object.fromEntries(electors.map((elector, place) => [elector, choice(place)])));
}

/** One vote for too few, and not more than half against (DEA-1). */
const deadlocked = (open: Open): Promise<void> =>
  votesOf(open, open.needs - 1, open.needs === 3 && open.electors.length === 5 ? 1 : 0);

async function allEnd(open: readonly Open[], outcome: Outcome): Promise<void> {
  for (const { story, category } of open) {
    await story.reaches('ended');
    expect((await story.read()).outcome, category).toBe(outcome);
  }
}

describe('a proposal of each category of the council', () => {
  it('DEA-1 is rejected by more than half of its vote', async () => {
    const open = await proposeEach('rejected');
    await council.wait(intoTheVote);
    await Promise.all(open.map((one) => votesOf(one, Math.floor((one.electors.length - 1) / 2))));
    await allEnd(open, 'rejected');
  });

  it('PRO-8 TIE-4 ends inquorate where fewer than three quarters took part twice', async () => {
    const open = await proposeEach('inquorate');
    await council.wait(intoTheVote);
    await Promise.all(
      open.map(({ story, electors }) =>
        story.votes({ anna: 'for', ben: 'for', ...(electors.length === 5 ? { carl: 'for' } : {}) }),
      ),
    );
    await council.wait('144h');
    await allEnd(open, 'inquorate');
  });

  it('DEA-2 VOT-1 that deadlocks three times, each by one vote, is the guardian’s or rejected', async () => {
    const open = await proposeEach('deadlocked');
    for (const hours of [intoTheVote, '25h', '169h']) {
      await council.wait(hours);
      await Promise.all(open.map(deadlocked));
    }
    const adopted = ['resources', 'reproduction'];
    for (const { story, category, unresolved } of open)
      if (unresolved === undefined) {
        await story.reaches('guardian-resolution');
        const adopt = adopted.includes(category);
        await story.post('anna', '/resolution', { adopt, reason: 'So I find.' });
      }
    const isAdopted = ({ category }: Open): boolean => adopted.includes(category);
    await allEnd(open.filter(isAdopted), 'executed');
    await allEnd(
      open.filter((one) => !isAdopted(one)),
      'rejected',
    );
  });

  it('VOT-1 is executed with the least votes for that adopt it', async () => {
    const open = await proposeEach('executed');
    await council.wait(intoTheVote);
    await Promise.all(open.map((one) => votesOf(one, one.needs)));
    for (const { story, category } of open)
      if (['constitutional', 'core-principles'].includes(category)) {
        await story.reaches('guardian-approval');
        await story.post('anna', '/approval', { approve: true, reason: 'Sound.' });
        await story.reaches('delay');
      }
    await council.wait('30 days');
    await allEnd(open, 'executed');
  });
});
