/** Records and evidence of decisions that really ran, composed from the rows they left and computed again (REC-1). */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { verifyAnswerProof } from '../../ledger/answers/proof.ts';
import { readEvidence, readRecord } from '../../ledger/parts/evidence.ts';
import { recompute } from '../../ledger/recount/recomputation.ts';
import type { ProposalRecord } from '../../ledger/parts/schema/record.ts';
import type { CharterDocument } from '../../charter/load.ts';
import { answerProofs } from '../../store/records/answer-proofs.ts';
import { proposalById } from '../../store/processes/proposals.ts';
import { recordOf } from '../../store/records/record-document.ts';
import { evidenceText } from '../../store/records/record-evidence.ts';
import { saltsOf } from '../../store/log/salts.ts';
import { type Council, openCouncil } from '../support/council.ts';
import { five, person } from '../support/people.ts';
import { propose, type Story } from '../support/story.ts';

/** The record of an ended decision and its evidence; recomputing them has found nothing. */
async function proven({ db }: Council, { id }: Pick<Story, 'id'>): Promise<ProposalRecord> {
  const proposal = await proposalById(db, id);
  const { bytes } = await db.transaction().execute((trx) => recordOf(trx, proposal!.state, {}));
  const pieces: Buffer[] = [];
  for await (const piece of evidenceText(db, id)) pieces.push(piece);
  const record = readRecord(bytes);
  const evidence = readEvidence(Buffer.concat(pieces));
  if ('fault' in record) throw new Error(record.fault);
  if (record.kind !== 'proposal') throw new Error(`the record of ${id} is that of ${record.kind}`);
  if ('fault' in evidence) throw new Error(evidence.fault);
  expect(recompute(record, evidence)).toEqual([]);
  return record;
}

/** A server that has nothing for anybody. */
/** A cause that may pass, and does not. */
async function neverReady(): Promise<{ readonly url: string; readonly close: () => Promise<void> }> {
  const server = createServer((_, response) => void response.writeHead(503).end());
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

describe('the record of a decision that ran', () => {
  let council: Council;
  beforeAll(async () => {
    council = await openCouncil({ members: [...five, person('fay', { status: 'offline' })] });
  });
  afterAll(() => council.close());

  it('REC-1 by consensus, with reservations, rankings and statements', async () => {
    const story = await propose(council, 'carl');
    await story.post('dora', '/statements', { text: 'Who brings the tea?' });
    await council.wait('73h');
    await story.rank('anna', ['proposal'], ['alternative-1', 'status-quo']);
    await story.positions({ anna: 'agree', ben: 'agree', carl: 'agree', dora: 'stand-aside', emil: 'agree' });
    await story.positions({ dora: 'agree-with-reservations' });
    expect(await story.outcome()).toBe('executed');
    const record = await proven(council, story);
    expect(record).toMatchObject({
      title: 'A second workshop day',
      outcome: 'executed',
      electorate: { size: 6, quorum: 5 },
      dissent: {
        none: false,
        count: 1,
        positions: [{ member: 'dora', position: 'agree-with-reservations' }],
      },
      rounds: [{ round: 1, preferences: { rankings: 1, condorcetWinner: 'proposal' } }],
      evidence: { positions: { count: 6 }, statements: { count: 1 }, departures: { count: 0 } },
    });
  });

  it('REC-1 by vote, with ballots replaced, an assumed abstention and an extension', async () => {
    const story = await propose(council, 'carl', { category: 'resources' });
    await council.wait('145h');
    await story.votes({ anna: 'against', ben: 'for' });
    await story.votes({ anna: 'for' });
    await council.wait('72h');
    expect((await story.timeline()).at(-1)?.kind).toBe('vote-extended');
    await story.votes({ carl: 'for', dora: 'against' });
    expect(await story.outcome()).toBe('executed');
    const record = await proven(council, story);
    expect(record.votes).toMatchObject([
      { extended: [{ tally: { verdict: 'inquorate' } }], tally: { for: 3, against: 1, abstain: 1 } },
    ]);
    expect(record.evidence.ballots.count).toBe(5);
  });

  it('REC-1 along the whole deadlock path to the guardian’s word', async () => {
    const story = await propose(council, 'carl', { category: 'resources' });
    const split = { ben: 'for', carl: 'for', dora: 'against', emil: 'against' } as const;
    for (const hours of ['145h', '96h', '240h']) {
      await council.wait(hours);
      await story.votes(split);
    }
    await council.wait('72h');
    const reason = 'The need is real. '.repeat(250).trim();
    expect((await story.post('anna', '/resolution', { adopt: true, reason })).status).toBe(200);
    expect(await story.outcome()).toBe('executed');
    const record = await proven(council, story);
    expect(record.resolution).toMatchObject({
      guardian: 'anna',
      adopt: true,
      reason: { bytes: reason.length + 2 },
    });
    expect(record.rounds).toHaveLength(4);
  });

  it('REC-1 DEA-2 where the guardian is the author and counts as silent at once', async () => {
    const story = await propose(council, 'anna', { category: 'resources' });
    const split = { ben: 'for', carl: 'for', dora: 'against', emil: 'against' } as const;
    for (const hours of ['145h', '96h', '240h']) {
      await council.wait(hours);
      await story.votes(split);
    }
    expect(await story.outcome()).toBe('rejected');
    const record = await proven(council, story);
    expect(record.resolution).toMatchObject({
      guardian: 'anna',
      opens: null,
      recused: { rule: 'GUA-1' },
      adopt: null,
    });
  });

  it('REC-1 PRO-6 of a text amended in review and in a round', async () => {
    const story = await propose(council, 'carl');
    await story.post('carl', '/amendments', { title: 'A third workshop day' });
    await council.wait('73h');
    await story.positions({ anna: 'agree', ben: 'agree' });
    await story.post('carl', '/amendments', { title: 'A fourth workshop day' });
    await council.wait('96h');
    await story.positions({ anna: 'agree', ben: 'agree', carl: 'agree', dora: 'agree', emil: 'agree' });
    expect(await story.outcome()).toBe('executed');
    const record = await proven(council, story);
    expect(record).toMatchObject({
      title: 'A fourth workshop day',
      version: 3,
      versions: [{}, {}, { round: 1 }],
    });
  });

  it('REC-1 PRO-6 of a draft that was edited, submitted and withdrawn in a round tells nothing of the draft', async () => {
    const story = await propose(council, 'carl', { draft: true, title: 'A first thought' });
    const carl = await council.as('carl');
    await carl.patch(`/v1/proposals/${story.id}`, { title: 'A better thought' });
    expect((await story.post('carl', '/submission')).status).toBe(200);
    await council.wait('73h');
    await story.positions({ ben: 'block' });
    await story.post('carl', '/withdrawal');
    const record = await proven(council, story);
    expect(record).toMatchObject({
      outcome: 'withdrawn',
      title: 'A better thought',
      rounds: [{ positions: null }],
    });
  });

  it('REC-1 EXE-2 of an execution that failed, and of its retry', async () => {
    const answering = await neverReady();
    const action = { type: 'http.call', method: 'POST', url: answering.url };
    const story = await propose(council, 'carl', { action });
    await council.wait('73h');
    await story.positions({ anna: 'agree', ben: 'agree', carl: 'agree', dora: 'agree', emil: 'agree' });
    // The round goes on for who is away; then tries fill a day.
    await council.wait('24h');
    await council.wait('25h');
    await story.reaches('ended');
    const record = await proven(council, story);
    expect(record).toMatchObject({ outcome: 'execution-failed', ending: { rule: 'EXE-2' } });
    const retried = await story.post('ben', '/retry');
    expect(retried.status).toBe(201);
    await council.returned(retried.body.id);
    expect(await proven(council, { id: retried.body.id })).toMatchObject({
      links: [{ relation: 'retry-of', id: story.id }],
      electorate: null,
      votes: [],
    });
    await answering.close();
    // What came of it later is no part of the record it left (REC-2).
    expect({ ...(await proven(council, story)), links: [] }).toEqual(record);
  });

  it('REC-1 proves each ballot of a member, replaced ones too', async () => {
    const story = await propose(council, 'carl', { category: 'resources' });
    await council.wait('145h');
    await story.votes({ anna: 'against', ben: 'for', carl: 'for', dora: 'for' });
    await story.votes({ anna: 'for' });
    expect(await story.outcome()).toBe('executed');
    const record = await proven(council, story);
    const proofs = await answerProofs(council.db, story.id, 'ballots', 'anna');
    expect(proofs.map(({ entry }) => entry.choice)).toEqual(['against', 'for']);
    for (const proof of proofs)
      expect(verifyAnswerProof(record, JSON.parse(JSON.stringify(proof)))).toEqual(proof);
    expect(await answerProofs(council.db, story.id, 'ballots', 'emil')).toEqual([]);
  });
});

describe('the record of what is decided by others than the whole council', () => {
  let council: Council;
  beforeAll(async () => {
    const ash = { family: 'ash' };
    council = await openCouncil({
      members: [...five, person('fay', ash), person('gus', ash), person('hal', ash)],
      families: [{ id: 'ash', name: 'Ash' }],
    });
  });
  afterAll(() => council.close());
  const family = {
    category: 'family.pooling',
    impact: { affected: ['fay', 'gus', 'hal'], statement: 'One purse for the three of us.' },
  };
  const agreed = { fay: 'agree', gus: 'agree', hal: 'agree' } as const;

  it('TIE-1 AUT-2 of a personal decision tells an outsider nothing, and gives members its evidence', async () => {
    const by = new Date(Date.parse(await council.now()) + 3_600_000 * 48).toISOString();
    const words = {
      title: 'Leaving the choir',
      text: 'I stop singing on Thursdays.',
      rationale: 'My voice is tired.',
      impact: { affected: ['fay'], statement: 'The evening is mine.' },
      alternatives: [{ title: 'Every other week', text: 'Only in winter.' }],
      action: { type: 'task', assignee: 'fay', instructions: 'Hand in the scores.', by },
    };
    const story = await propose(council, 'fay', { category: 'personal.time', ...words });
    await story.reaches('execution');
    await story.post('gus', '/statements', { text: 'We will miss your alto.' });
    await council.wait('1h');
    expect((await story.post('fay', '/task', { evidence: 'They lie in the hall.' })).status).toBe(200);
    await story.reaches('ended');
    const record = await proven(council, story);
    expect(record).toMatchObject({
      title: null,
      outcome: 'executed',
      stages: [],
      ending: { rule: 'EXE-1', facts: null },
      rationale: [{ rule: 'EXE-1', outcome: 'executed' }],
      evidence: { statements: { count: 1 }, electorate: { count: 0 } },
    });
    const served = await (await fetch(`${council.url}/v1/decisions/${story.id}/record`)).text();
    const salt = (await saltsOf(council.db, story.id)).salt ?? '';
    const told = ['choir', 'singing', 'voice', 'evening is', 'winter', 'scores', by, 'alto', 'hall', salt];
    expect(told.filter((part) => served.includes(part))).toEqual([]);
    // Composed again it is the same: the salt stays.
    const { state } = (await proposalById(council.db, story.id))!;
    const { bytes } = await council.db.transaction().execute((trx) => recordOf(trx, state, {}));
    expect(String(bytes)).toBe(served);
    const evidence = `/v1/decisions/${story.id}/evidence`;
    expect((await council.anyone.get(evidence)).status).toBe(401);
    expect((await (await council.as('gus')).get(evidence)).body).toMatchObject({ salt });
    const [proof] = await answerProofs(council.db, story.id, 'statements', 'gus');
    expect(verifyAnswerProof(record, JSON.parse(JSON.stringify(proof)))).toEqual(proof);
  });

  it('TIE-2 VET-1 of a family decision that failed, and of its retry, about which nobody is asked again', async () => {
    const answering = await neverReady();
    const action = { type: 'http.call', method: 'POST', url: answering.url };
    const story = await propose(council, 'fay', { ...family, action });
    await story.positions(agreed);
    await story.reaches('veto');
    await council.wait('24h');
    await council.wait('25h');
    await story.reaches('ended');
    expect(await proven(council, story)).toMatchObject({
      family: 'ash',
      outcome: 'execution-failed',
      electorate: { size: 3, quorum: 2 },
      stages: [{ stage: 'discussion' }, { stage: 'veto' }, { stage: 'execution' }],
    });
    const retried = await story.post('ben', '/retry');
    await council.returned(retried.body.id);
    expect(await proven(council, { id: retried.body.id })).toMatchObject({
      stages: [{ stage: 'execution' }],
      outcome: 'execution-failed',
    });
    await answering.close();
  });

  it('TIE-3 REC-1 counts who asked for the council, and proves each declaration', async () => {
    const story = await propose(council, 'fay', family);
    const asked = await story.post('gus', '/escalation');
    await story.post('hal', '/escalation');
    await story.reaches('ended');
    const record = await proven(council, story);
    expect(record).toMatchObject({
      outcome: 'escalated',
      declared: { escalation: 2 },
      links: [{ relation: 'escalated-to' }],
      rationale: [
        { rule: 'TIE-3', asked: 2 },
        { rule: 'TIE-3', outcome: 'escalated' },
      ],
    });
    const { body } = await story.get('/declarations/gus/proof');
    const { hash: _hash, promise: _promise, ...entry } = asked.body.acknowledgement;
    expect(body.items).toMatchObject([{ part: 'declarations', entry, index: 0, size: 2 }]);
    expect(verifyAnswerProof(record, body.items[0])).toEqual(body.items[0]);
  });
});

describe('the record where members left or came back', () => {
  const waiting = (document: CharterDocument): CharterDocument => ({
    ...document,
    offline: { ...document.offline, policy: 'wait' },
  });

  it('REC-1 MEM-2 counts without those who departed, before the extension and within it', async () => {
    const council = await openCouncil({ members: [...five, person('fay'), person('gus'), person('hal')] });
    try {
      const leave = async (member: string) =>
        (await council.as(member)).put(`/v1/members/${member}/status`, { status: 'departed' });
      const story = await propose(council, 'carl', { category: 'resources' });
      await council.wait('145h');
      await story.votes({ anna: 'for', ben: 'for', carl: 'for', emil: 'against' });
      await leave('hal');
      await council.wait('72h');
      expect((await story.timeline()).at(-1)?.kind).toBe('vote-extended');
      await leave('gus');
      await leave('emil');
      await story.votes({ dora: 'for' });
      expect(await story.outcome()).toBe('executed');
      const record = await proven(council, story);
      expect(record.votes).toMatchObject([
        { extended: [{ tally: { electorate: 7 } }], tally: { electorate: 6, for: 4, against: 1 } },
      ]);
      expect(record.evidence.departures.count).toBeGreaterThanOrEqual(2);
    } finally {
      await council.close();
    }
  });

  it('REC-1 MEM-4 stays open for who is offline', async () => {
    const council = await openCouncil({
      members: [...five, person('fay', { status: 'offline' })],
      charter: waiting,
    });
    try {
      const story = await propose(council, 'carl', { category: 'resources' });
      await council.wait('145h');
      await story.votes({ anna: 'for', ben: 'for', carl: 'for', dora: 'for', emil: 'against' });
      await council.wait('96h');
      await (await council.as('fay')).put('/v1/members/fay/status', { status: 'active' });
      await story.votes({ fay: 'against' });
      expect(await story.outcome()).toBe('executed');
      const record = await proven(council, story);
      expect(record.votes).toMatchObject([{ tally: { for: 4, against: 2 } }]);
    } finally {
      await council.close();
    }
  });
});
