/** Delegation through a whole decision: who carries whose vote from the review to the close, and what the record of it shows (DEL-1 to DEL-6). */
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { CharterDocument } from '../../charter/load.ts';
import type { Choice } from '../../rules/model.ts';
import { type Council, openCouncil } from '../support/council.ts';
import { allProveThemselves } from '../support/proof.ts';
import type { Json } from '../support/http.ts';
import { person } from '../support/people.ts';
import { propose, type Story } from '../support/story.ts';

const ids = ['anna', 'ben', 'carl', 'dora', 'emil', 'fay', 'gus', 'hana'];
const members = ids.map((id) =>
  person(
    id,
    id === 'anna' ? { roles: ['guardian'] } : id === 'ben' ? { roles: ['registrar', 'operator'] } : {},
  ),
);

const hour = 3_600_000;
const hoursLater = (instant: string, hours: number): string =>
  new Date(Date.parse(instant) + hours * hour).toISOString();

let council: Council;

async function delegate(from: string, to: string, more: object = {}): Promise<string> {
  const until = hoursLater(await council.now(), 80 * 24);
  const made = await (await council.as(from)).post('/v1/delegations', { to, scope: {}, until, ...more });
  expect(made.status, JSON.stringify(made.body)).toBe(201);
  return made.body.id;
}

async function revoke(from: string, id: string): Promise<void> {
  expect((await (await council.as(from)).delete(`/v1/delegations/${id}`)).status).toBe(200);
}

async function disclose(story: Story, member: string, interests = 'none'): Promise<void> {
  expect((await story.post(member, '/disclosures', { interests })).status).toBe(201);
}

/** Through review and rounds without a position, to the hour at which the vote opens. */
async function toTheVote(story: Story): Promise<void> {
  await council.wait('144h');
  await story.reaches('voting');
}

const carried = async (story: Story): Promise<Record<string, string>> => {
  const { items } = (await story.get('/ballots')).body as {
    items: { member: string; carriedBy: string | null; choice: Choice }[];
  };
  return Object.fromEntries(
    items.flatMap(({ member, carriedBy, choice }) =>
      carriedBy === null ? [] : [[member, `${choice}, by ${carriedBy}`]],
    ),
  );
};

const tally = async (story: Story): Promise<Json> => (await story.get('/tally')).body;

describe('under the default charter', () => {
  beforeAll(async () => {
    council = await openCouncil({ members });
  });
  afterEach(() => allProveThemselves(council));
  afterAll(() => council.close());

  it('VOT-3 DEL-2 DEL-5 representatives carry votes to the outcome, a ballot in person overrides, before or after', async () => {
    const story = await propose(council, 'anna');
    const scope = { proposal: story.id };
    await delegate('emil', 'anna', { scope });
    await delegate('fay', 'ben', { scope });
    await delegate('gus', 'carl', { scope });
    await delegate('hana', 'dora', { scope });
    await disclose(story, 'anna');
    await toTheVote(story);
    // The one before the representative's ballot, the other after it.
    await story.votes({ gus: 'against', anna: 'for', ben: 'for', carl: 'for', dora: 'for' });
    await disclose(story, 'ben');
    await disclose(story, 'carl');
    await story.votes({ fay: 'against' });
    expect(await tally(story)).toMatchObject({ for: 5, against: 2, represented: 1, delegated: 2 });
    expect(await carried(story)).toEqual({ emil: 'for, by anna' });
    await council.wait('72h');
    await story.reaches('ended');
    // Seven of eight took part: dora disclosed nothing, so hana's vote was not carried.
    expect(await tally(story)).toMatchObject({
      for: 5,
      against: 2,
      represented: 1,
      participating: 7,
      electorate: 8,
      verdict: 'adopted',
      representatives: [
        { member: 'anna', received: 1, carried: 1 },
        { member: 'dora', received: 1, carried: 0 },
      ],
    });
    expect(await carried(story)).toEqual({ emil: 'for, by anna' });
    expect((await story.read()).outcome).toBe('executed');
  });

  it('PRO-7 DEL-2 a vote in which all others are carried stays open to its close', async () => {
    const story = await propose(council, 'anna');
    const scope = { proposal: story.id };
    for (const [from, to] of [
      ['emil', 'anna'],
      ['fay', 'ben'],
      ['gus', 'carl'],
      ['hana', 'dora'],
    ] as const) {
      await delegate(from, to, { scope });
      await disclose(story, to);
    }
    await toTheVote(story);
    await story.votes({ anna: 'for', ben: 'for', carl: 'for', dora: 'for' });
    expect(await tally(story)).toMatchObject({ for: 8, represented: 4, closedAt: null, decided: false });
    await council.wait('71h');
    expect(await story.stage()).toBe('voting');
    await council.wait('1h');
    await story.reaches('ended');
    expect(await tally(story)).toMatchObject({ for: 8, represented: 4, participating: 8 });
  });

  it('DEL-1 DEL-2 what is revoked before the close, or over at its very instant, is not carried', async () => {
    const story = await propose(council, 'anna');
    const scope = { category: 'operations' };
    const { submittedAt } = await story.read();
    const close = hoursLater(submittedAt, 216);
    const revoked = await delegate('emil', 'anna', { scope });
    await delegate('fay', 'ben', { scope, until: close });
    await delegate('gus', 'carl', { scope, until: hoursLater(close, 1 / 3_600_000) });
    for (const member of ['anna', 'ben', 'carl']) await disclose(story, member);
    await toTheVote(story);
    expect(await story.read()).toMatchObject({ deadline: close });
    await story.votes({ anna: 'for', ben: 'for', carl: 'for', dora: 'for', hana: 'for' });
    expect(await carried(story)).toEqual({ emil: 'for, by anna', gus: 'for, by carl' });
    await revoke('emil', revoked);
    await council.wait('72h');
    await story.reaches('ended');
    expect(await tally(story)).toMatchObject({ for: 6, represented: 1 });
    expect(await carried(story)).toEqual({ gus: 'for, by carl' });
  });

  it('DEL-3 DEL-5 delegators are told at half and at nine tenths of the vote, and of a conflict when it is disclosed', async () => {
    const story = await propose(council, 'anna');
    const scope = { proposal: story.id };
    await delegate('dora', 'anna', { scope });
    await delegate('emil', 'ben', { scope });
    await delegate('fay', 'carl', { scope });
    await delegate('gus', 'hana', { scope });
    await delegate('hana', 'anna', { scope: {} });
    await disclose(story, 'anna', 'My sister runs the workshop.');
    await toTheVote(story);
    // Two of five delegated votes end at anna, whose cap is one.
    await council.wait('36h');
    await delegate('ben', 'anna', { scope: { category: 'operations' } });
    await council.wait('36h');
    await story.outcome();
    const told = (await story.timeline()).filter(({ kind }) =>
      ['conflict-disclosed', 'votes-over-cap', 'voting-opened', 'vote-extended'].includes(kind),
    );
    expect(told.slice(0, 5)).toMatchObject([
      { kind: 'conflict-disclosed', facts: { by: 'anna', delegators: ['dora', 'hana'] } },
      { kind: 'voting-opened' },
      { kind: 'votes-over-cap', facts: { vote: 1, cap: 1, delegated: 5, delegators: ['hana'] } },
      { kind: 'conflict-disclosed', facts: { by: 'anna', delegators: ['ben'] } },
      { kind: 'votes-over-cap', facts: { vote: 1, cap: 1, delegated: 6, delegators: ['hana', 'ben'] } },
    ]);
    const [opened, half, , nineTenths] = told.slice(1) as { at: string; facts: Json }[];
    expect([half?.facts.mark, nineTenths?.facts.mark]).toEqual([
      hoursLater(opened?.at ?? '', 36),
      hoursLater(opened?.at ?? '', 64.8),
    ]);
  });
});

describe('under a charter with chains and no cap', () => {
  beforeAll(async () => {
    council = await openCouncil({
      members,
      charter: (document) =>
        ({
          ...document,
          delegation: { ...document.delegation, chains: true, cap: null },
        }) as CharterDocument,
    });
  });
  afterEach(() => allProveThemselves(council));
  afterAll(() => council.close());

  it('DEL-4 a vote passes through who delegated it on, a cycle carries nothing, and a ballot in person breaks it', async () => {
    const story = await propose(council, 'anna');
    await delegate('dora', 'carl');
    await delegate('carl', 'ben');
    await delegate('ben', 'anna');
    await delegate('fay', 'gus');
    await delegate('gus', 'hana');
    await delegate('hana', 'fay');
    await disclose(story, 'anna');
    await disclose(story, 'hana');
    await toTheVote(story);
    await story.votes({ anna: 'for', emil: 'for' });
    expect(await tally(story)).toMatchObject({ for: 5, represented: 3, cap: null, delegated: 3 });
    await story.votes({ hana: 'against' });
    expect(await carried(story)).toEqual({
      ben: 'for, by anna',
      carl: 'for, by anna',
      dora: 'for, by anna',
      fay: 'against, by hana',
      gus: 'against, by hana',
    });
    await council.wait('72h');
    await story.reaches('ended');
    expect(await tally(story)).toMatchObject({ for: 5, against: 3, represented: 5, verdict: 'adopted' });
  });
});

describe('what is told of delegated votes', () => {
  beforeAll(async () => {
    council = await openCouncil({ members });
  });
  afterEach(() => allProveThemselves(council));
  afterAll(() => council.close());

  it('DEL-5 a representative is told of each delegation and owes the disclosure; the delegator is told why a vote is not carried, while it can be mended', async () => {
    const story = await propose(council, 'anna');
    const wide = await delegate('gus', 'hana', { scope: { category: 'operations' } });
    const inbox = async (member: string): Promise<Json[]> =>
      (await (await council.as(member)).get('/v1/inbox?limit=200')).body.items.filter(({ decision }: Json) =>
        [story.id, wide].includes(decision),
      );
    const ofKind = async (member: string, kind: string): Promise<Json[]> =>
      (await inbox(member)).filter((notice) => notice.kind === kind);
    const one = await delegate('emil', 'carl', { scope: { proposal: story.id } });
    expect(await ofKind('carl', 'delegated')).toMatchObject([
      { decision: story.id, owes: 'disclosures', due: null, facts: { id: one, from: 'emil' } },
    ]);
    expect(await ofKind('hana', 'delegated')).toMatchObject([
      { process: 'delegation', decision: wide, owes: null, facts: { from: 'gus', category: 'operations' } },
    ]);
    await toTheVote(story);
    const { deadline } = await story.read();
    for (const member of ['carl', 'hana'])
      expect((await ofKind(member, 'voting-opened')).map(({ owes, due }) => [owes, due])).toContainEqual([
        'disclosures',
        deadline,
      ]);
    expect((await ofKind('dora', 'voting-opened')).map(({ owes }) => owes)).toEqual(['ballot']);
    await story.votes({ anna: 'for', ben: 'for', carl: 'for', dora: 'for', fay: 'for' });
    expect(await tally(story)).toMatchObject({
      for: 5,
      represented: 0,
      notCarried: [
        { because: 'representative-silent', votes: 1 },
        { because: 'undisclosed', votes: 1 },
      ],
    });
    await council.wait('37h');
    const [half] = await ofKind('emil', 'votes-not-carried');
    expect(half).toMatchObject({ facts: { vote: 1, because: 'undisclosed' } });
    expect(await ofKind('gus', 'votes-not-carried')).toMatchObject([
      { facts: { because: 'representative-silent' } },
    ]);
    expect(await ofKind('carl', 'disclosures-owed')).toMatchObject([{ owes: 'disclosures', due: deadline }]);
    // Mended: the one discloses, the other's delegator votes in person.
    await disclose(story, 'carl');
    await story.votes({ gus: 'against' });
    await council.wait('36h');
    await story.reaches('ended');
    expect(await ofKind('emil', 'votes-not-carried')).toHaveLength(1);
    expect(await tally(story)).toMatchObject({ for: 6, against: 1, represented: 1, notCarried: [] });
    await revoke('gus', wide);
  });

  it('DEL-2 CNF-5 whoever is carried is not reminded but told that they may still vote; whoever is not is told why, and owes the ballot', async () => {
    const story = await propose(council, 'anna');
    const scope = { proposal: story.id };
    const emils = await delegate('emil', 'carl', { scope });
    await delegate('gus', 'hana', { scope });
    await disclose(story, 'carl');
    await disclose(story, 'hana');
    await toTheVote(story);
    const { deadline } = await story.read();
    await story.votes({ anna: 'for', ben: 'for', carl: 'for', dora: 'for', fay: 'for' });
    const told = async (member: string): Promise<Json[]> =>
      (await (await council.as(member)).get('/v1/inbox?limit=200')).body.items
        .filter(
          ({ decision, kind }: Json) =>
            decision === story.id && ['vote-carried', 'due-soon', 'votes-not-carried'].includes(kind),
        )
        .filter(({ at }: Json) => at > hoursLater(deadline, -72));
    await council.wait('35h');
    for (const member of ['emil', 'gus']) expect(await told(member)).toEqual([]);
    await council.wait('2h');
    const half = hoursLater(deadline, -36);
    await council.until(async () => {
      expect(await told('emil')).toMatchObject([
        { kind: 'vote-carried', at: half, owes: null, due: deadline, facts: { act: 'ballot' } },
      ]);
      const gus = (await told('gus')).toSorted((one, other) => (one.kind < other.kind ? -1 : 1));
      expect(gus).toMatchObject([
        { kind: 'due-soon', owes: 'ballot', due: deadline },
        {
          kind: 'votes-not-carried',
          owes: 'ballot',
          due: deadline,
          route: { method: 'PUT' },
          facts: { because: 'representative-silent' },
        },
      ]);
    });
    // Until the close it changes: the one is carried no more, the other is.
    await revoke('emil', emils);
    await story.votes({ hana: 'for' });
    await council.wait('29h');
    await council.until(async () => {
      expect((await told('emil')).map(({ kind }) => kind)).toEqual(['due-soon', 'vote-carried']);
      expect((await told('gus')).map(({ kind }) => kind)).toContain('vote-carried');
    });
    expect((await told('gus')).filter(({ kind }) => kind === 'due-soon')).toHaveLength(1);
    // What they were told, they may.
    await story.votes({ emil: 'against' });
    await council.wait('7h');
    await story.reaches('ended');
    expect(await tally(story)).toMatchObject({ for: 7, against: 1, represented: 1 });
  });

  it('CNF-5 a reminder says which act is owed, since when and until when', async () => {
    const story = await propose(council, 'anna');
    await council.wait('85h');
    const { items } = (await (await council.as('dora')).get('/v1/inbox?limit=200')).body;
    const soon = items.find(({ kind, decision }: Json) => kind === 'due-soon' && decision === story.id);
    expect(soon).toMatchObject({ owes: 'position', facts: { act: 'position', due: soon.due } });
    expect(Date.parse(soon.facts.due) - Date.parse(soon.facts.opens)).toBe(24 * hour);
    await story.post('anna', '/withdrawal');
  });
});
