/** A council in which everybody is one thing only, and something of everything that has ended: whoever may act is told that it is too late. */
import { randomUUID } from 'node:crypto';
import type { AppealState } from '../../rules/appeal/state.ts';
import type { ConflictState } from '../../rules/conflict/state.ts';
import type { EmergencyState } from '../../rules/emergency/state.ts';
import { begunFamily } from '../../rules/family/state.ts';
import { begunLookback } from '../../rules/lookback/state.ts';
import type { ProposalState } from '../../rules/proposal/state.ts';
import type { Part } from '../../api/rights/right.ts';
import { openPoll } from '../../store/ballots/polls.ts';
import { mediatorsOf, type ProcessChange, saveProcess } from '../../store/processes/processes.ts';
import type { Db } from '../../store/postgres/database.ts';
import { person } from '../support/people.ts';
import { defaultCharter } from '../support/polls.ts';
import { appealState, conflictState, emergencyState } from '../support/states.ts';
import { start } from '../api/serve.ts';
import { mendingScene } from './scene-mending.ts';
import { stored } from '../api/stored.ts';

/** Of no maturity, so that they are of no body by their age. */
const young = { bornAt: '2025-01-01T00:00:00.000Z' };

export const members = [
  person('member', young),
  person('offline', { ...young, status: 'offline' }),
  person('departed', young),
  person('author', young),
  person('elector'),
  person('party', young),
  person('opponent', young),
  person('mediator', { ...young, roles: ['supporter'] }),
  person('leadership', { ...young, roles: ['leadership'] }),
  person('guardian', { ...young, roles: ['guardian'] }),
  person('registrar', { ...young, roles: ['registrar'] }),
  person('operator', { ...young, roles: ['operator'] }),
  person('duty', { ...young, roles: ['duty'] }),
];

/** What each of them is; who is missing here is nothing more than a member. */
export const partsOf: Readonly<Record<string, readonly Part[]>> = {
  author: ['author', 'self'],
  elector: ['elector', 'council', 'asked', 'founder'],
  party: [
    'party',
    'opener',
    'accused',
    'affected',
    'named',
    'debtor',
    'helped',
    'acknowledger',
    'responsible',
    'node',
  ],
  opponent: ['party', 'opponent', 'receiver', 'contact', 'harmed'],
  mediator: ['mediator', 'verifier', 'supporter', 'facilitator', 'panel'],
  leadership: ['leadership', 'actor'],
  guardian: ['guardian'],
  registrar: ['registrar'],
  operator: ['operator'],
  duty: ['duty'],
};

export interface Scene {
  /** Ids by the first part of the path that they lie under. */
  readonly ids: Readonly<Record<string, string>>;
  /** A conflict in its room, and a draft. */
  readonly room: string;
  readonly draft: string;
}

const later = '2026-11-25T09:00:00.000Z';
const closed = { at: later, how: 'met' } as const;

export async function scene(db: Db): Promise<Scene> {
  const proposal = await stored(db, { type: 'none' }, ended());
  const content = { impact: { affected: ['party'], statement: 'It is about them.' }, accused: 'party' };
  const { content: was } = await db
    .selectFrom('proposal_versions')
    .select('content')
    .where('proposal', '=', proposal)
    .executeTakeFirstOrThrow();
  await db
    .updateTable('proposal_versions')
    .set({ content: JSON.stringify({ ...(was as object), ...content }) })
    .where('proposal', '=', proposal)
    .execute();
  const draft = await stored(db, { type: 'none' }, { author: 'author', stage: 'draft', submittedAt: null });
  const [emergency, conflict, room, appeal] = [randomUUID(), randomUUID(), randomUUID(), randomUUID()];
  const over = { endedAt: later, deadline: null };
  await save(db, {
    kind: 'emergency',
    sequence: 1,
    state: emergencyState({
      ...over,
      id: emergency,
      actor: 'leadership',
      stage: 'ended',
      outcome: 'expired',
      polls: { override: pollState },
    }),
    entries: [],
    parties: ['leadership'],
    confidential: false,
  });
  const parties: ConflictState['parties'] = [['party'], ['opponent']];
  await save(db, {
    kind: 'conflict',
    sequence: 1,
    state: conflictState({
      ...over,
      id: conflict,
      parties,
      stage: 'ended',
      outcome: 'unresolved',
      guardian: 'guardian',
      noParty: [word],
      path: [{ stage: 'arbitration', step: null, opens: start, closes: later, ended: later }],
    }),
    entries: [],
    parties: ['party', 'opponent'],
    confidential: false,
  });
  await save(db, {
    kind: 'conflict',
    sequence: 1,
    state: conflictState({ id: room, parties }),
    entries: [],
    parties: ['party', 'opponent'],
    confidential: true,
  });
  const appealed: Partial<AppealState> = {
    ...over,
    id: appeal,
    stage: 'ended',
    appellant: 'party',
    guardian: 'guardian',
    outcome: 'upheld',
  };
  await save(db, {
    kind: 'appeal',
    sequence: 1,
    state: appealState(appealed),
    entries: [],
    parties: ['party'],
    confidential: false,
  });
  const lookback = randomUUID();
  const of = { id: proposal, title: 'A well', executedAt: start, days: 7 };
  const charter = { version: 1, hash: '', pace: 1 };
  await save(db, {
    kind: 'lookback',
    sequence: 1,
    state: {
      ...begunLookback({
        id: lookback,
        of,
        charter,
        window: 604_800_000,
        createdAt: start,
        continuationOf: null,
      }),
      ...over,
      stage: 'ended',
      asked: ['elector'],
      outcome: 'looked-back',
    },
    entries: [],
    parties: [],
    confidential: false,
  });
  const family = randomUUID();
  const founders = ['elector', 'another'];
  await save(db, {
    kind: 'family',
    sequence: 1,
    state: {
      ...begunFamily({
        id: family,
        family: { id: 'birch', name: 'Birch' },
        founders,
        charter,
        createdAt: start,
        continuationOf: null,
      }),
      ...over,
      stage: 'ended',
      accepted: ['elector'],
      outcome: 'lapsed',
    },
    entries: [],
    parties: founders,
    confidential: false,
  });
  const mending = await mendingScene(db, { proposal, conflict });
  const electorates = [proposal, emergency, conflict, mediatorsOf(conflict), mediatorsOf(room)];
  await db
    .insertInto('electors')
    .values([
      ...electorates
        .slice(0, 3)
        .map((electorate) => ({ electorate, member: 'elector', offline: false, kind: 'person' as const })),
      ...electorates
        .slice(3)
        .map((electorate) => ({ electorate, member: 'mediator', offline: false, kind: 'person' as const })),
      { electorate: proposal, member: 'departed', offline: false, kind: 'person' as const },
    ])
    .execute();
  await poll(db, emergency, 'override');
  await poll(db, conflict, 'remedies');
  await poll(db, conflict, 'votes');
  const ids = {
    proposals: proposal,
    decisions: proposal,
    emergencies: emergency,
    conflicts: conflict,
    appeals: appeal,
    lookbacks: lookback,
    families: family,
    ...mending,
  };
  return { ids, room, draft };
}

/** Tier 3, mandated, with something that each asks of whom it names; decided by nobody any more. */
const ended = (): Partial<ProposalState> => ({
  author: 'author',
  category: 'operations',
  stage: 'ended',
  outcome: 'executed',
  endedAt: later,
  guardian: 'guardian',
  accused: 'party',
  mandate: { id: randomUUID(), council: 1, callBack: 1 },
  requirements: [
    { what: 'hearing', who: 'party', version: 1, asked: start, until: later, closed },
    { what: 'diversity', who: 'elector', version: 1, asked: start, until: later, closed },
  ] as ProposalState['requirements'],
});

const pollState = {
  calledBy: 'elector',
  reason: null,
  opens: start,
  closes: later,
  closedAt: later,
  electorate: { size: 1, quorum: 1 },
  tally: null,
} as unknown as NonNullable<EmergencyState['polls']['override']>;

/** A word that somebody is no party, on which the guardian was asked. */
const word = {
  member: 'opponent',
  at: start,
  until: later,
  contests: [],
  guardian: 'guardian',
  asked: start,
  due: later,
  ended: { party: true, because: 'ruled', at: later },
} as unknown as ConflictState['noParty'][number];

const save = (db: Db, change: ProcessChange): Promise<void> =>
  db.transaction().execute((trx) => saveProcess(trx, change, null));

async function poll(db: Db, decision: string, kind: 'override' | 'remedies' | 'votes'): Promise<void> {
  const charter = defaultCharter();
  const { threshold, quorum } = charter.categories['operations']!;
  const rules = { category: { name: 'operations', threshold: threshold!, quorum }, charter, options: [] };
  const opening = { decision, kind, number: 1, round: 1, version: 1, electorate: decision };
  await db.transaction().execute((trx) => openPoll(trx, { ...opening, opens: start, closes: later, rules }));
}
