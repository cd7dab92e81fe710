/** Notices and reminders as they are written: with what they tell of or not at all, to each whom it concerns once, and to nobody else. */
import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { OwedAct } from '../../rules/audience.ts';
import type { Choice, Member } from '../../rules/model.ts';
import { loadFirstCharter } from '../../store/council/charters.ts';
import type { Clock } from '../../store/postgres/clock.ts';
import type { Db, Trx } from '../../store/postgres/database.ts';
import { importMembers } from '../../store/council/member-import.ts';
import { countUnread, listInbox, markRead, type Notice } from '../../store/inbox/notices.ts';
import { mediatorsOf, type ProcessChange, saveProcess } from '../../store/processes/processes.ts';
import { saveProposal } from '../../store/processes/proposal-writing.ts';
import { takeNumber } from '../../store/processes/writes.ts';
import { type Reminding, remind } from '../../store/inbox/reminders.ts';
import { roomOf } from '../../store/processes/rooms.ts';
import type { ProposalEntry } from '../../rules/proposal/entries.ts';
import { entryIn } from '../support/entries.ts';
import { readEvents } from '../../store/processes/timeline.ts';
import { createDatabase, type TestDatabase } from '../support/database.ts';
import { person } from '../support/people.ts';
import { clockAt, withOpenPolls } from '../support/polls.ts';
import { conflictState, emergencyState, proposalState } from '../support/states.ts';
import { content } from '../support/story.ts';
import { charterWith, closes, opens, vote } from './delegating.ts';

const half = '2026-03-03T21:00:00.000Z';
const beforeHalf = '2026-03-03T20:59:59.999Z';
const nineTenths = '2026-03-05T01:48:00.000Z';

const people: readonly Member[] = [
  person('anna', { roles: ['guardian'] }),
  person('ben', { roles: ['resource-steward'] }),
  ...['carl', 'dora', 'emil'].map((id) => person(id)),
  person('fay', { bornAt: '2022-01-01T00:00:00.000Z' }),
];

let database: TestDatabase;
let db: Db;
beforeEach(async () => {
  database = await createDatabase();
  db = database.db;
});
afterEach(() => database.drop());

const everybody = (more: readonly Member[] = []): Promise<unknown> =>
  importMembers(db, { families: [], members: [...people, ...more], by: null, at: opens });

const inbox = (member: string): Promise<Notice[]> => listInbox(db, member, { unread: false, limit: 100 });

/** What each of these members is told: the kinds, and what is owed. */
async function told(...members: string[]): Promise<Record<string, string[]>> {
  const inboxes = await Promise.all(members.map(inbox));
  return Object.fromEntries(
    members.map((member, place) => [
      member,
      inboxes[place]!.map(({ kind, owes }) => (owes === null ? kind : `${kind}: ${owes}`)).toReversed(),
    ]),
  );
}

async function electorate(id: string, ...members: string[]): Promise<void> {
  const rows = members.map((member) => ({ electorate: id, member, offline: false, kind: 'person' as const }));
  await db.insertInto('electors').values(rows).execute();
}

/** Who owes a ballot, as it is told when the vote opens, and at a mark of it. */
const toVote = 'voting-opened: ballot';
const soon = 'due-soon: ballot';

type Writing = {
  readonly sequence?: number;
  readonly kind: ProposalEntry['kind'];
  readonly facts?: object;
};

const write =
  (state: ReturnType<typeof proposalState>, { sequence = 1, kind, facts = {} }: Writing) =>
  (trx: Trx) =>
    saveProposal(trx, {
      sequence,
      state,
      entries: [entryIn('proposal', kind, { at: opens, facts })],
      versions: [{ version: 1, round: 0, at: opens, inForceAt: opens, content }],
    });

const committed = <Answer>(work: (trx: Trx) => Promise<Answer>): Promise<Answer> =>
  db.transaction().execute(work);

describe('a stage', () => {
  const voting = () => proposalState({ id: randomUUID(), stage: 'voting', deadline: closes });

  it('CNF-5 PRO-7 tells every elector what they owe until when, its author that it is so, and nobody else', async () => {
    await everybody();
    const state = voting();
    await electorate(state.id, 'anna', 'ben');
    await committed(write(state, { kind: 'voting-opened', facts: { vote: 1, closes, opens } }));
    expect(await inbox('anna')).toEqual([
      {
        id: expect.any(Number),
        decision: state.id,
        process: 'proposal',
        kind: 'voting-opened',
        at: opens,
        stage: 'voting',
        owes: 'ballot',
        due: closes,
        facts: { vote: 1, closes },
        readAt: null,
      },
    ]);
    expect(await told('ben', 'carl', 'dora')).toEqual({ ben: [toVote], carl: ['voting-opened'], dora: [] });
  });

  it('CNF-5 that is written again, later or at once, tells nobody twice', async () => {
    await everybody();
    const state = voting();
    await electorate(state.id, 'anna', 'carl');
    const work = write(state, { kind: 'voting-opened' });
    const once = async (trx: Trx) => {
      if (await takeNumber(trx, state.id, 1, 'voting-opened')) await work(trx);
    };
    await Promise.all([committed(once), committed(once)]);
    await committed(once);
    expect(await told('anna', 'carl')).toEqual({ anna: [toVote], carl: [toVote] });
  });

  it('CNF-5 that is not kept tells nobody, and tells all when it is', async () => {
    await everybody();
    const state = voting();
    await electorate(state.id, 'anna');
    const work = write(state, { kind: 'voting-opened' });
    const givingUp = committed(async (trx) => {
      await work(trx);
      throw new Error('gave up');
    });
    await expect(givingUp).rejects.toThrow('gave up');
    expect(await told('anna')).toEqual({ anna: [] });
    await committed(work);
    expect(await told('anna')).toEqual({ anna: [toVote] });
  });

  it('CNF-5 each stage tells anew, the newest first', async () => {
    await everybody();
    const state = voting();
    await electorate(state.id, 'anna');
    await committed(write(state, { kind: 'voting-opened' }));
    await committed(
      write({ ...state, stage: 'ended' }, { sequence: 2, kind: 'ended', facts: { outcome: 'executed' } }),
    );
    expect((await inbox('anna')).map(({ kind, stage }) => [kind, stage])).toEqual([
      ['ended', 'ended'],
      ['voting-opened', 'voting'],
    ]);
  });

  it('MEM-2 tells nobody who has departed', async () => {
    await everybody([person('gone', { status: 'departed' })]);
    const state = voting();
    await electorate(state.id, 'anna', 'gone');
    await committed(write(state, { kind: 'voting-opened' }));
    expect(await told('anna', 'gone')).toEqual({ anna: [toVote], gone: [] });
  });

  it('PRO-11 REP-1 asks whoever holds the office', async () => {
    await everybody();
    const what = {
      what: 'resources',
      who: 'resource-steward',
      version: 1,
      asked: closes,
      until: closes,
      closed: null,
    } as const;
    const state = proposalState({ id: randomUUID(), requirements: [what] });
    await committed(write(state, { kind: 'submitted' }));
    expect(await told('ben', 'dora')).toEqual({ ben: ['submitted: attestations'], dora: [] });
  });
});

async function save(change: ProcessChange): Promise<void> {
  await committed(async (trx) =>
    saveProcess(trx, change, change.confidential ? await roomOf(trx, change) : null),
  );
}

describe('an emergency', () => {
  it('EMG-3 EMG-4 MEM-1 owes its actor two acts, and the council hears of it, offline members too, children not', async () => {
    await loadFirstCharter(db, { ...charterWith(), at: opens });
    await everybody([person('opus'), person('away', { status: 'offline' })]);
    const state = emergencyState({ id: randomUUID() });
    const entries = [entryIn('emergency', 'acted', { at: opens, facts: { by: 'opus' } })];
    await save({ sequence: 1, kind: 'emergency', state, entries, parties: ['opus'], confidential: false });
    expect(await told('opus', 'carl', 'away', 'fay')).toEqual({
      opus: ['acted: report', 'acted: justification'],
      carl: ['acted'],
      away: ['acted'],
      fay: [],
    });
    expect((await inbox('opus')).map(({ due }) => due).toReversed()).toEqual([
      ...[state.reportDue, state.justificationDue],
    ]);
  });
});

const parties = ['carl', 'dora', 'emil'];

describe('a room', () => {
  it('AUT-2 CNF-3 tells its parties and mediators, and neither the council nor the guardian', async () => {
    await everybody();
    const state = conflictState({ id: randomUUID(), stage: 'mediation' });
    await electorate(mediatorsOf(state.id), 'ben');
    const entries = [entryIn('conflict', 'mediation-opened', { at: opens, room: true })];
    await save({ sequence: 1, kind: 'conflict', state, entries, parties, confidential: true });
    expect(await told(...parties, 'ben', 'anna')).toEqual({
      ...Object.fromEntries([...parties, 'ben'].map((id) => [id, ['mediation-opened: acceptance']])),
      anna: [],
    });
  });
});

interface Heard {
  readonly kind: string;
  readonly at: string;
  readonly facts: unknown;
  readonly visibleTo: readonly string[] | null;
}

const heard = async (): Promise<Heard[]> =>
  (await readEvents(db, 0, 100))
    .filter(({ kind }) => kind === 'due-soon')
    .map(({ kind, at, facts, visibleTo }) => ({ kind, at, facts, visibleTo }));

const at = (instant: string, reminding: Reminding): Promise<string> =>
  remind(db, clockAt(instant).clock, reminding);

describe('a reminder', () => {
  const reminding = (process: string, mark: string): Reminding => ({
    kind: 'proposal',
    process,
    act: 'ballot',
    opens,
    due: closes,
    mark,
  });

  /** Six electors, of whom these have voted. */
  async function underVote(...voted: [member: string, choice: Choice][]): Promise<string> {
    const grown = people.map((member) => person(member.id));
    const id = await withOpenPolls(db, { members: grown, kinds: ['votes'], opens, closes });
    for (const [member, choice] of voted) await vote(db, id, person(member), choice);
    return id;
  }

  it('CNF-5 reaches whoever owes a ballot, at its mark and not a millisecond before, and every listener', async () => {
    const id = await underVote(['anna', 'for'], ['ben', 'abstain']);
    expect(await at(beforeHalf, reminding(id, half))).toBe('early');
    expect(await told('carl')).toEqual({ carl: [] });
    expect(await at(half, reminding(id, half))).toBe('done');
    expect(await told('anna', 'ben', 'carl', 'fay')).toEqual({
      anna: [],
      ben: [],
      carl: [soon],
      fay: [soon],
    });
    expect((await inbox('carl'))[0]).toMatchObject({ at: half, due: closes, stage: 'voting', decision: id });
    expect(await heard()).toEqual([
      ...[
        {
          kind: 'due-soon',
          at: half,
          facts: { stage: 'voting', act: 'ballot', due: closes },
          visibleTo: null,
        },
      ],
    ]);
  });

  it('CNF-5 that is tried again, at once or later, reaches nobody twice; the next mark reminds who is still missing', async () => {
    const id = await underVote();
    await Promise.all([at(half, reminding(id, half)), at(half, reminding(id, half))]);
    await at(half, reminding(id, half));
    await vote(db, id, person('carl'), 'for');
    await at(nineTenths, reminding(id, nineTenths));
    expect(await told('carl', 'dora')).toEqual({ carl: [soon], dora: [soon, soon] });
    expect(await heard()).toHaveLength(2);
  });

  it('CNF-5 of a large electorate goes on where a worker died between two pieces: nobody is told twice, and listeners hear it once', async () => {
    const id = await underVote(['ben', 'for']);
    const dying = (lives: number): Clock => {
      let asked = 0;
      return async () => {
        asked += 1;
        if (asked > lives) throw new Error('the worker died');
        return half;
      };
    };
    await expect(remind(db, dying(1), reminding(id, half), 2)).rejects.toThrow('the worker died');
    expect(await told('anna', 'ben', 'carl', 'dora')).toEqual({
      anna: [soon],
      ben: [],
      carl: [soon],
      dora: [],
    });
    // Who has answered meanwhile owes nothing any more.
    await vote(db, id, person('emil'), 'for');
    await expect(remind(db, dying(0), reminding(id, half), 2)).rejects.toThrow('the worker died');
    expect(await remind(db, dying(2), reminding(id, half), 2)).toBe('done');
    expect(await remind(db, dying(1), reminding(id, half), 2)).toBe('done');
    const owing = { anna: 1, ben: 0, carl: 1, dora: 1, emil: 0, fay: 1 };
    const inboxes = await told(...Object.keys(owing));
    expect(Object.fromEntries(Object.entries(inboxes).map(([member, all]) => [member, all.length]))).toEqual(
      owing,
    );
    expect(await heard()).toHaveLength(1);
    expect(await db.selectFrom('notices').select('told_up_to').execute()).toEqual([{ told_up_to: null }]);
  });

  it.each([
    { most: 3, transactions: 2 },
    { most: 4, transactions: 2 },
    { most: 5, transactions: 1 },
  ])(
    'CNF-5 of four who owe takes $transactions transactions of $most at most',
    async ({ most, transactions }) => {
      const id = await underVote(['anna', 'for'], ['ben', 'for']);
      let asked = 0;
      const counted = async () => {
        asked += 1;
        return half;
      };
      await remind(db, counted, reminding(id, half), most);
      expect(asked).toBe(transactions);
      expect(await told('carl', 'fay')).toEqual({ carl: [soon], fay: [soon] });
      expect(await heard()).toHaveLength(1);
    },
  );

  it('CNF-5 stands in no timeline, so that the record says what was done and no more', async () => {
    const id = await underVote();
    await at(half, reminding(id, half));
    const rows = await db.selectFrom('timeline').select('kind').where('decision', '=', id).execute();
    expect(rows).toEqual([]);
  });

  it('CNF-5 where all have voted, where the poll is closed, or at the close, reaches nobody', async () => {
    const all = people.map(({ id }): [string, Choice] => [id, 'for']);
    await at(half, reminding(await underVote(...all), half));
    const id = await closedVote();
    await at(nineTenths, reminding(id, nineTenths));
    await db.updateTable('polls').set({ closed_at: null }).execute();
    await at(closes, reminding(id, nineTenths));
    expect(await told('anna', 'carl')).toEqual({ anna: [], carl: [] });
    expect(await heard()).toEqual([]);
    expect(await db.selectFrom('notices').select('id').execute()).toEqual([]);
  });

  async function closedVote(): Promise<string> {
    const { decision } = await db.selectFrom('polls').select('decision').executeTakeFirstOrThrow();
    await db.deleteFrom('answers').execute();
    await db.updateTable('polls').set({ closed_at: half }).execute();
    return decision;
  }

  it('MEM-2 passes by who has departed since', async () => {
    const id = await underVote();
    await db.updateTable('members').set({ status: 'departed' }).where('id', '=', 'carl').execute();
    await at(half, reminding(id, half));
    expect(await told('carl', 'dora')).toEqual({ carl: [], dora: [soon] });
  });

  it('PRO-1 AUT-2 of a draft is its author’s, and so is its event', async () => {
    await everybody();
    const state = proposalState({ id: randomUUID(), stage: 'draft', submittedAt: null, deadline: closes });
    await committed(write(state, { kind: 'drafted' }));
    await at(half, { ...reminding(state.id, half), act: 'submission' });
    expect(await told('carl', 'dora')).toEqual({ carl: ['due-soon: submission'], dora: [] });
    expect((await heard()).map(({ visibleTo }) => visibleTo)).toEqual([['carl']]);
  });

  it('AUT-2 CNF-2 CNF-3 of a room is for those in it who have not moved, and its event for all in it', async () => {
    await loadFirstCharter(db, { ...charterWith(), at: opens });
    await everybody();
    const terms = [{ n: 1, by: 'carl', at: opens, acceptedBy: ['carl', 'emil'], replacedBy: null }];
    const state = conflictState({ id: randomUUID(), stage: 'mediation', terms, deadline: closes });
    await electorate(mediatorsOf(state.id), 'ben');
    await save({ sequence: 1, kind: 'conflict', state, entries: [], parties, confidential: true });
    await at(half, { ...reminding(state.id, half), kind: 'conflict', act: 'acceptance' });
    expect(await told(...parties, 'ben', 'anna')).toEqual({
      carl: [],
      emil: [],
      anna: [],
      dora: ['due-soon: acceptance'],
      ben: ['due-soon: acceptance'],
    });
    expect((await heard()).map(({ visibleTo }) => visibleTo?.toSorted())).toEqual([
      ['anna', 'ben', 'carl', 'dora', 'emil'],
    ]);
  });

  it('CNF-4 APP-2 EMG-3 of another process is for whoever owes it; of none there is, nobody', async () => {
    await everybody([person('opus')]);
    const state = emergencyState({ id: randomUUID() });
    await save({
      sequence: 1,
      kind: 'emergency',
      state,
      entries: [],
      parties: ['opus'],
      confidential: false,
    });
    const of = (process: string, act: OwedAct): Reminding => ({
      ...reminding(process, half),
      kind: 'emergency',
      act,
    });
    await at(half, of(state.id, 'report'));
    await at(half, of(state.id, 'ruling'));
    await at(half, of(randomUUID(), 'report'));
    expect(await told('opus', 'anna')).toEqual({ opus: ['due-soon: report'], anna: [] });
    expect(await heard()).toHaveLength(1);
  });
});

describe('an inbox', () => {
  it('AUT-2 counts what is unread, up to a bound, and keeps since when a notice is read', async () => {
    await everybody();
    const state = proposalState({ id: randomUUID() });
    for (const sequence of [1, 2, 3]) await committed(write(state, { sequence, kind: 'review-opened' }));
    const [newest, second, oldest] = (await inbox('carl')) as [Notice, Notice, Notice];
    expect(await countUnread(db, 'carl', 100)).toBe(3);
    expect(await countUnread(db, 'carl', 2)).toBe(2);
    expect(await markRead(db, 'carl', second.id, half)).toMatchObject({ id: second.id, readAt: half });
    expect(await markRead(db, 'carl', second.id, closes)).toMatchObject({ readAt: half });
    expect(await countUnread(db, 'carl', 100)).toBe(2);
    const unread = await listInbox(db, 'carl', { unread: true, limit: 100 });
    expect(unread.map(({ id }) => id)).toEqual([newest.id, oldest.id]);
    const rest = await listInbox(db, 'carl', { unread: false, before: newest.id, limit: 1 });
    expect(rest.map(({ id }) => id)).toEqual([second.id]);
    expect(await markRead(db, 'dora', oldest.id, half)).toBeUndefined();
    expect(await countUnread(db, 'carl', 100)).toBe(2);
  });
});
