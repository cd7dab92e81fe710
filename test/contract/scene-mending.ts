/** What has ended of what mends harm and of what endangers, with everybody of scene.ts in it. */
import { randomUUID } from 'node:crypto';
import { type AlarmState, begunAlarm } from '../../rules/alarm/state.ts';
import { begunRepair } from '../../rules/repair/state.ts';
import { begunSupport } from '../../rules/support/state.ts';
import { begunRestorative } from '../../rules/restorative/state.ts';
import { begunNodeVeto } from '../../rules/node-veto/state.ts';
import { registerSensor } from '../../store/alarms/sensors.ts';
import { type ProcessChange, saveProcess } from '../../store/processes/processes.ts';
import { setDuty } from '../../store/support/duty.ts';
import { saveSupport } from '../../store/support/supports.ts';
import { makeSealKey } from '../support/signing.ts';
import type { Db } from '../../store/postgres/database.ts';
import { fire, makeSigning } from '../support/alarm.ts';
import { defaultCharter } from '../support/polls.ts';
import { start } from '../api/serve.ts';

/** Ids by the first part of the path that they lie under. */
export async function mendingScene(
  db: Db,
  { proposal, conflict }: { readonly proposal: string; readonly conflict: string },
) {
  const over = { endedAt: later, deadline: null };
  const charter = { version: 1, hash: '', pace: 1 };
  const repair = randomUUID();
  const repairs = { confirm: 1, verify: 1, grace: 1, missed: 2, overdue: 1 };
  const owed = { kind: 'apology', what: 'Sorry.', quantity: null, instalments: [], claims: [] } as const;
  await save(db, {
    kind: 'repair',
    sequence: 1,
    state: {
      ...begunRepair({
        id: repair,
        from: { kind: 'conflict', id: conflict },
        parties: ['party', 'opponent'],
        room: false,
        charter: { ...charter, repairs },
        createdAt: start,
        continuationOf: null,
      }),
      ...over,
      stage: 'ended',
      outcome: 'released',
      circle: { by: 'party', affected: ['party'], obligations: [], closes: later, spoken: [], choices: [] },
      obligations: [{ ...owed, n: 1, by: 'party', to: 'opponent', verifier: 'mediator' }],
    },
    entries: [],
    parties: ['party', 'opponent', 'mediator'],
    confidential: false,
  });
  const support = await endedSupport(db);
  const alarm = randomUUID();
  const alarms = {
    sources: 2,
    window: 1,
    ladder: [1, 1, 1],
    update: 1,
    mute: { refuted: 3, within: 1 },
    keep: 1,
    actions: ['tell', 'record', 'task'],
  } as const;
  await save(db, {
    kind: 'alarm',
    sequence: 1,
    state: {
      ...begunAlarm({ id: alarm, charter: { ...charter, alarms }, createdAt: start, continuationOf: null }),
      ...over,
      stage: 'ended',
      outcome: 'cleared',
      alert: { ...fire(start), status: 'Actual' } as AlarmState['alert'],
      raisedBy: { by: 'author', byOwner: 'author' },
      ladder: { n: 3, told: start, ends: null },
      acknowledged: { by: 'party', at: start, until: later },
    },
    entries: [{ at: start, kind: 'unrefuted', facts: {} }],
    parties: [],
    confidential: false,
  });
  await db
    .transaction()
    .execute((trx) =>
      registerSensor(
        trx,
        { id: 'barn', key: makeSigning().key, place: 'The barn', owner: 'author', purpose: 'Smoke.' },
        { decision: proposal, at: start },
      ),
    );
  const restorative = randomUUID();
  const { restorative: lengths } = defaultCharter();
  if (lengths === null) throw new Error('the default charter has no restorative work');
  await save(db, {
    kind: 'restorative',
    sequence: 1,
    state: {
      ...begunRestorative({
        id: restorative,
        from: { kind: 'repair', id: repair },
        case: conflict,
        harmed: ['opponent'],
        responsible: ['party'],
        what: 'Noise.',
        charter: { ...charter, repairs, restorative: lengths },
        createdAt: start,
        continuationOf: null,
      }),
      ...over,
      stage: 'ended',
      outcome: 'returned',
      endedIn: 'circle',
      facilitator: 'mediator',
    },
    entries: [],
    parties: ['opponent', 'party', 'mediator'],
    confidential: true,
  });
  const nodeVeto = randomUUID();
  const nodeVetoes = defaultCharter().nodeVetoes!;
  const node = { by: 'party', members: ['party'], at: start, agreed: false, left: null } as const;
  await save(db, {
    kind: 'node-veto',
    sequence: 1,
    state: {
      ...begunNodeVeto({
        id: nodeVeto,
        of: { kind: 'proposal', id: proposal, title: 'A well' },
        act: '0'.repeat(64),
        known: nodeVeto,
        answerers: ['author', 'leadership'],
        concerned: ['author'],
        asks: true,
        recused: [],
        charter: { ...charter, nodeVetoes },
        createdAt: start,
        continuationOf: null,
      }),
      ...over,
      nodes: [{ ...node, node: { member: 'party' } }],
      panel: { draw: 1, members: ['mediator'], found: [] },
      finding: 'upheld',
      stage: 'ended',
      outcome: 'vetoed',
    },
    entries: [],
    parties: ['author', 'party'],
    confidential: false,
  });
  return {
    repairs: repair,
    support,
    alarms: alarm,
    sensors: 'barn',
    restorative,
    'node-vetoes': nodeVeto,
  };
}

/** In which the mediator supported the party, and told the opponent of a danger. */
async function endedSupport(db: Db): Promise<string> {
  const id = randomUUID();
  const lengths = { ladder: [1, 1, 1], agents: false, second: 1, review: 1, keep: 31_536_000_000 };
  const begun = begunSupport({
    id,
    by: 'party',
    person: 'party',
    charter: { version: 1, hash: '', pace: 1, support: lengths },
    offered: ['mediator'],
    createdAt: start,
  });
  const danger = {
    by: 'mediator',
    contact: 'opponent',
    seconds: [],
    ground: randomUUID(),
    statedAt: start,
    until: later,
    secondedBy: null,
    toldAt: later,
    reviewUntil: later,
    review: 'proper',
    reviewedAt: later,
    reason: null,
  } as const;
  const state = { ...begun, stage: 'ended', supporter: 'mediator', danger, endedAt: later } as const;
  await db.transaction().execute((trx) => saveSupport(trx, { sequence: 1, state, entries: [] }, later));
  await setDuty(db, 'mediator', true, start);
  const { jwk, fingerprint } = makeSealKey();
  await db
    .insertInto('key_changes')
    .values({
      id: randomUUID(),
      member: 'mediator',
      sequence: 1,
      change: 'register',
      kind: 'seal',
      fingerprint,
      key: JSON.stringify(jwk),
      by_member: 'mediator',
      at: start,
      counts_from: start,
      signed_by: null,
      stops: null,
      bytes: Buffer.alloc(0),
    })
    .execute();
  return id;
}

const later = '2026-11-25T09:00:00.000Z';

const save = (db: Db, change: ProcessChange): Promise<void> =>
  db.transaction().execute((trx) => saveProcess(trx, change, null));
