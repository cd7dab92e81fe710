/**
 * A marked word is put into every private text of each process that has a room, and of a draft, a personal decision and a file in custody; then it is looked for wherever others can
 * look: in all that they can read, in Temporal's store, in the log of API and worker, in the public ledger, and column by column in the database, which alone holds it, for those whose it is (AUT-2).
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type KindName, kinds } from '../../rules/kinds.ts';
import { hasRoom } from '../../store/processes/rooms.ts';
import { quarrelWith, type ConflictStory } from '../support/conflict.ts';
import { type Council, openCouncil } from '../support/council.ts';
import { bring, offerFile, readFileOf, sha256Of, takeFile } from '../support/custody.ts';
import { everythingRead, type Ids } from '../support/everything.ts';
import { columnsWith, keptByTemporal, logInClear, openedOfTemporal } from '../support/marked.ts';
import { person } from '../support/people.ts';
import { families } from '../support/quarrellers.ts';
import { apology, fence, putPlan, type RepairStory, repairStory } from '../support/repair.ts';
import { agreedWork, referred, restorers } from '../support/restorative.ts';
import { makeKey, register } from '../support/signing.ts';
import { content, propose } from '../support/story.ts';

/** Where what is said in a room stands in the database, for who is in it: the row, the timeline, and the events that are theirs alone. */
const ofRoom = ['events.facts', 'processes.state', 'timeline.facts'];
/** Where the text of a proposal stands in the database, and what it is looked for by. */
const ofText = ['proposal_versions.content', 'proposals.search', 'proposals.title'];

const lines: string[] = [];
let council: Council;
beforeAll(async () => {
  const members = [...restorers, person('olga'), person('paul')];
  council = await openCouncil({ families, members, logged: (line) => lines.push(line) });
});
afterAll(() => council.close());

/** Who is in none of what follows: of the council, of a party's family, the registrar and operator; and who shows no token. */
const others = ['ben', 'kim', 'paul', undefined] as const;

const readBy = async (member: string | undefined, ids: Ids): Promise<string> => {
  const token = member === undefined ? undefined : await council.token(member);
  const read = await everythingRead({ url: council.url, token }, ids);
  return [...read].map(([way, text]) => `${way}: ${text}`).join('\n');
};

/** The word, once for each private field, so that one that is found says where it was put. */
const marking = (word: string) => {
  const put: string[] = [];
  const mark = (field: string): string => {
    put.push(`${word} ${field}`);
    return `${word} ${field}`;
  };
  return { put, mark };
};

/** The lines of a text in which the word stands, short enough to be read. */
const linesWith = (text: string, word: string): string[] =>
  text
    .split('\n')
    .filter((line) => line.includes(word))
    .map((line) => line.slice(0, 300));

const done = ({ status, body }: { readonly status: number; readonly body: unknown }): void =>
  expect([200, 201], JSON.stringify(body)).toContain(status);

/** A conflict in its room, with every text that can be said in it, settled there. */
async function quarrelled(mark: (field: string) => string): Promise<ConflictStory> {
  const story = await quarrelWith(council, 'carl', ['dora', 'olga'], {
    what: mark('what'),
    remedy: mark('remedy'),
  });
  const keyed = { 'idempotency-key': `message-${story.id}` };
  const carl = await council.as('carl');
  done(await carl.post(`/v1/conflicts/${story.id}/messages`, { text: mark('message') }, keyed));
  done(await story.post('olga', '/no-party', { reason: mark('no party') }));
  done(await story.post('carl', '/no-party/contest', { member: 'olga', reason: mark('contest') }));
  done(await story.post('anna', '/no-party/ruling', { member: 'olga', party: true, reason: mark('ruling') }));
  const n = await story.terms('dora', mark('terms'));
  for (const member of ['carl', 'olga']) done(await story.accept(member, n));
  return story;
}

/** A plan out of that room, with every text that can be said in one. */
async function mended(from: string, mark: (field: string) => string): Promise<RepairStory> {
  const now = await council.now();
  const unit = mark('unit');
  const put = await putPlan(council, 'dora', from, [
    fence(now, { what: mark('first obligation'), quantity: { amount: 300, unit } }),
  ]);
  const plan = repairStory(council, put.body.id);
  done(await plan.post('gus', '/terms', { obligations: [apology(now, { what: mark('other terms') })] }));
  for (const member of ['carl', 'dora']) done(await plan.post(member, '/terms/acceptance', { terms: 2 }));
  await plan.done('carl', { evidence: mark('evidence') });
  done(await plan.post('dora', '/obligations/1/confirmation', { confirm: false, reason: mark('contested') }));
  done(await plan.post('gus', '/obligations/1/verification', { done: true, reason: mark('verified') }));
  expect(await plan.outcome()).toBe('fulfilled');
  return plan;
}

/** What Temporal keeps of these workflows is sealed; opened, it has the words: the search would find them. */
async function sealedInTemporal(word: string, ids: readonly string[]): Promise<void> {
  for (const id of ids) {
    expect(linesWith(await keptByTemporal(council, id), word)).toEqual([]);
    expect(await openedOfTemporal(council, id)).toContain(word);
  }
}

/** Nobody else, no line of the log and no entry of the ledger has the word. */
async function nowhereElse(word: string, ids: Ids): Promise<void> {
  for (const member of others) expect(linesWith(await readBy(member, ids), word), member).toEqual([]);
  for (const component of ['"path":"/v1/', '"msg":"Workflow started"', '"msg":"Activity completed"'])
    expect(lines.some((line) => line.includes(component))).toBe(true);
  expect(linesWith(lines.join(''), word)).toEqual([]);
  expect(linesWith(await logInClear(council.db), word)).toEqual([]);
}

describe('a marked word', () => {
  it('AUT-2 is put into every kind of process that can have a room', () => {
    expect((Object.keys(kinds) as KindName[]).filter(hasRoom)).toEqual(['conflict', 'repair', 'restorative']);
  });

  it('AUT-2 CNF-1 CNF-2 of a conflict that was settled in its room is nowhere outside of it', async () => {
    const word = 'Marzipan';
    const { put, mark } = marking(word);
    const story = await quarrelled(mark);
    expect(await story.outcome()).toBe('settled');
    const ids = { conflicts: [story.id] };
    for (const inside of ['carl', 'dora', 'olga', 'anna']) {
      const text = await readBy(inside, ids);
      for (const one of put) expect([inside, text.includes(one)]).toEqual([inside, true]);
    }
    await nowhereElse(word, ids);
    await sealedInTemporal(word, [story.id]);
    // What carl was answered stands with his key, so that it is answered again (docs/api.md).
    expect(await columnsWith(council.db, word)).toEqual([...ofRoom, 'idempotency_keys.answer'].toSorted());
  });

  it('AUT-2 MND-1 MND-2 MND-4 of a repair plan out of that room stays in it', async () => {
    const word = 'Nougat';
    const { put, mark } = marking(word);
    const conflict = await quarrelled((field) => `Said of the ${field}.`);
    const plan = await mended(conflict.id, mark);
    const ids = { conflicts: [conflict.id], repairs: [plan.id] };
    for (const inside of ['carl', 'dora', 'gus', 'anna']) {
      const text = await readBy(inside, ids);
      for (const one of put) expect([inside, one, text.includes(one)]).toEqual([inside, one, true]);
    }
    // Olga is of the conflict's room, and of no plan.
    expect(linesWith(await readBy('olga', ids), word)).toEqual([]);
    await nowhereElse(word, ids);
    await sealedInTemporal(word, [plan.id]);
    expect(await columnsWith(council.db, word)).toEqual(ofRoom);
  });

  it('AUT-2 CNF-1 of a conflict that is mediated still, and of one that was withdrawn, is nowhere outside either', async () => {
    const word = 'Praline';
    const { mark } = marking(word);
    const [open, withdrawn] = [
      await quarrelWith(council, 'carl', ['dora'], { what: mark('what'), remedy: mark('remedy') }),
      await quarrelWith(council, 'emil', ['olga'], { what: mark('what'), remedy: mark('remedy') }),
    ];
    await open.impasse('carl', 'dora');
    await open.reaches('mediation');
    done(await open.post('fay', '/messages', { text: mark('of a mediator') }));
    done(await open.post('gus', '/terms', { text: mark('terms of a mediator') }));
    done(await withdrawn.post('emil', '/withdrawal'));
    expect(await withdrawn.outcome()).toBe('withdrawn');
    const ids = { conflicts: [open.id, withdrawn.id] };
    expect(await readBy('fay', ids)).toContain(`${word} of a mediator`);
    await nowhereElse(word, ids);
    await sealedInTemporal(word, [open.id, withdrawn.id]);
    expect(await columnsWith(council.db, word)).toEqual(ofRoom);
    for (const member of ['carl', 'dora']) done(await open.post(member, '/impasse'));
  });

  it('AUT-2 RST-3 RST-4 of restorative work, what it came to and its checks, is of those in it alone', async () => {
    const word = 'Gingerbread';
    const { put, mark } = marking(word);
    const work = await referred(council, { what: mark('what') });
    const agreed = apology(await council.now(), { what: mark('agreed on'), verifier: 'emil' });
    const plan = await agreedWork(work, [agreed]);
    await council.wait('169h');
    await work.does('dora', '/checks/1', { kept: 'kept', text: mark('of the check') });
    const ids = { restorative: [work.id], repairs: [plan] };
    for (const inside of ['carl', 'dora', 'emil']) {
      const text = await readBy(inside, ids);
      for (const one of put) expect([inside, one, text.includes(one)]).toEqual([inside, one, true]);
    }
    await nowhereElse(word, ids);
    await sealedInTemporal(word, [work.id]);
    expect(await columnsWith(council.db, word)).toEqual(ofRoom);
  });

  it('AUT-2 PRO-1 of a draft is its author’s, submitted or not: the guardian and the operator do not see it', async () => {
    const word = 'Truffle';
    const { put, mark } = marking(word);
    const text = {
      title: mark('title'),
      text: mark('text'),
      rationale: mark('rationale'),
      impact: { affected: 'everyone', statement: mark('impact') },
      alternatives: [{ title: mark('alternative'), text: mark('other text') }],
    };
    const draft = await (
      await council.as('emil')
    ).post('/v1/proposals', { ...content, ...text, draft: true });
    done(draft);
    const ids = { proposals: [draft.body.id] };
    const own = await readBy('emil', ids);
    for (const one of put) expect([one, own.includes(one)]).toEqual([one, true]);
    for (const member of ['anna', 'carl']) expect(linesWith(await readBy(member, ids), word)).toEqual([]);
    await nowhereElse(word, ids);
    await sealedInTemporal(word, [draft.body.id]);
    expect(await columnsWith(council.db, word)).toEqual(ofText);
    done(await (await council.as('emil')).post(`/v1/proposals/${draft.body.id}/withdrawal`));
  });

  it('AUT-2 TIE-1 of a personal decision is read by members, and stands in no record, receipt or entry of the ledger', async () => {
    const word = 'Caramel';
    const { mark } = marking(word);
    const story = await propose(council, 'emil', {
      category: 'personal.time',
      title: mark('title'),
      text: mark('text'),
      rationale: mark('rationale'),
      impact: { affected: ['emil'], statement: mark('impact') },
      alternatives: [{ title: mark('alternative'), text: mark('other text') }],
    });
    await story.reaches('ended');
    const ids = { proposals: [story.id] };
    expect(await readBy('ben', ids)).toContain(word);
    expect(linesWith(await readBy(undefined, ids), word)).toEqual([]);
    expect(linesWith(await logInClear(council.db), word)).toEqual([]);
    expect(linesWith(lines.join(''), word)).toEqual([]);
    await sealedInTemporal(word, [story.id]);
    // Its title is found in the archive, which members alone read.
    expect(await columnsWith(council.db, word)).toEqual([...ofText, 'records.search', 'records.title']);
  });

  it('AUT-2 ALM-6 of a file in custody, and of why it was handed over, is who held it', async () => {
    const word = 'Fondant';
    const { mark } = marking(word);
    const bytes = Buffer.from(mark('bytes'));
    const sha256 = sha256Of(bytes);
    const raw = async (path: string, { as = '', ...init }: RequestInit & { as?: string } = {}) => {
      const headers = new Headers(init.headers);
      headers.set('authorization', `Bearer ${await council.token(as)}`);
      return fetch(new URL(path, council.url), { ...init, headers });
    };
    const here = { as: council.as, raw };
    const keys = { carl: makeKey(), dora: makeKey() };
    for (const member of ['carl', 'dora'] as const)
      done(await register(council, member, { key: keys[member] }));
    done(await bring(here, 'carl', bytes));
    const taking = async (member: 'carl' | 'dora') =>
      takeFile(
        here,
        member,
        { sha256, key: keys[member], at: await council.now() },
        { why: mark(`why ${member}`) },
      );
    done(await taking('carl'));
    done(await offerFile(here, 'carl', sha256, 'dora', mark('why it is offered')));
    done(await taking('dora'));
    expect(await (await readFileOf(here, 'dora', sha256)).text()).toContain(word);
    const ids = { custody: [sha256] };
    expect(await readBy('carl', ids)).toContain(`${word} why dora`);
    await nowhereElse(word, ids);
    expect(await columnsWith(council.db, word)).toEqual(['custody_entries.bytes', 'custody_files.bytes']);
    for (const member of others) expect(linesWith(await readBy(member, ids), sha256)).toEqual([]);
    expect(await logInClear(council.db)).not.toContain(sha256);
  });
});
