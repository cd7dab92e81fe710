/** A council whose ballots are signed: from the charter's field to what anyone can verify of it (AUT-1, MEM-3, MEM-6, VOT-6). */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ProposalRecord } from '../../ledger/parts/schema/record.ts';
import type { Choice } from '../../rules/model.ts';
import { folkmoot } from '../cli/exported.ts';
import { serveLog, type Served, token } from '../cli/served.ts';
import { newSigner, origin } from '../ledger/keys.ts';
import { type Council, openCouncil } from '../support/council.ts';
import { actAlone, type EmergencyStory } from '../support/emergency.ts';
import { quarrelWith } from '../support/conflict.ts';
import { five, person } from '../support/people.ts';
import { firstKeys, makeKey, register, revoke, signedBallot, type TestKey } from '../support/signing.ts';
import { propose, type Story } from '../support/story.ts';

const members = [...five, person('fay', { roles: ['leadership'] })];

let council: Council;
let keys: Readonly<Record<string, TestKey>>;
beforeAll(async () => {
  council = await openCouncil({
    members,
    charter: (document) => ({
      ...document,
      signatures: 'ballots',
      discussion: { ...document.discussion, rounds: 0 },
    }),
  });
  keys = await firstKeys(council, ['anna', 'ben', 'carl', 'dora', 'emil']);
});
afterAll(() => council.close());

const put = async (member: string, path: string, body: object) => (await council.as(member)).put(path, body);

const cast = (story: Story, member: string, choice: Choice, more: object = {}, key = keys[member]) =>
  put(
    member,
    `/v1/proposals/${story.id}/ballot`,
    signedBallot({ decision: story.id, member, choice, ...more }, key!),
  );

/** A proposal whose vote is open. */
async function inVote(): Promise<Story> {
  const story = await propose(council, 'carl');
  await council.wait('73h');
  await story.reaches('voting');
  return story;
}

describe('a vote that is signed', () => {
  let story: Story;
  beforeAll(async () => {
    story = await inVote();
  });

  const refused = (reason: string, status = 403) => ({
    status,
    body: { type: '/problems/signature-refused', facts: { reason } },
  });

  it('AUT-1 takes no ballot without a signature, and says for what it is made', async () => {
    const answer = await put('anna', `/v1/proposals/${story.id}/ballot`, { choice: 'for' });
    expect(answer).toMatchObject({
      status: 403,
      body: {
        type: '/problems/signature-required',
        rule: 'AUT-1',
        facts: { poll: 'votes', number: 1, version: 1, sequence: 1 },
      },
    });
  });

  it.each<[string, object]>([
    ['another council', { council: 'other.example/log' }],
    ['another decision', { decision: '01a1b2c3-0000-7000-8000-000000000000' }],
    ['another kind of poll', { poll: 'override' }],
    ['another poll', { number: 2 }],
    ['another version', { version: 2 }],
    ['another member', { member: 'ben' }],
    ['another choice', { choice: 'against' }],
    ['another reason', { reason: 'never said' }],
    ['another number', { sequence: 2 }],
  ])('AUT-1 refuses a signature over %s', async (_name, signed) => {
    const body = signedBallot({ decision: story.id, member: 'anna', choice: 'for' }, keys.anna!, signed);
    expect(await put('anna', `/v1/proposals/${story.id}/ballot`, body)).toMatchObject(
      refused('does-not-hold'),
    );
  });

  it('AUT-1 refuses a signature by another’s key, by none that is registered, or in another form', async () => {
    expect(await cast(story, 'anna', 'for', {}, keys.ben)).toMatchObject(refused('unknown-key'));
    expect(await cast(story, 'anna', 'for', {}, makeKey())).toMatchObject(refused('unknown-key'));
    const body = signedBallot({ decision: story.id, member: 'anna', choice: 'for' }, keys.anna!);
    const signed = { ...body.signed, signature: body.signed.signature.replace('..', '.e30.') };
    expect(await put('anna', `/v1/proposals/${story.id}/ballot`, { ...body, signed })).toMatchObject(
      refused('form'),
    );
  });

  it('AUT-1 refuses what was honestly signed for another poll or out of its turn', async () => {
    expect(await cast(story, 'anna', 'for', { number: 2 })).toMatchObject(refused('other-poll'));
    expect(await cast(story, 'anna', 'for', { sequence: 2 })).toMatchObject(refused('sequence'));
    expect((await cast(story, 'anna', 'for', { version: 2 })).body).toMatchObject({
      type: '/problems/stale-version',
    });
  });

  it('MEM-3 refuses a key that was registered after the electorate was fixed', async () => {
    const second = makeKey();
    expect((await register(council, 'anna', { key: second, by: keys.anna! })).status).toBe(200);
    expect(await cast(story, 'anna', 'for', {}, second)).toMatchObject(refused('registered-later'));
    expect((await register(council, 'fay', { key: makeKey() })).status).toBe(200);
  });

  it('VOT-6 takes one that is signed, promises it with its signature, and once more when it comes again', async () => {
    const first = await cast(story, 'anna', 'against', { reason: 'The queue.' });
    expect(first).toMatchObject({ status: 200, body: { acknowledgement: { number: 1, choice: 'against' } } });
    expect(first.body.acknowledgement.signature).toMatch(/^[\w-]+\.\.[\w-]{86}$/);
    const again = await cast(story, 'anna', 'against', { reason: 'The queue.' });
    expect(again.body.acknowledgement).toMatchObject({ number: 1, hash: first.body.acknowledgement.hash });
  });

  it('PRO-7 replaces one by the next, and no old one comes back after it', async () => {
    expect((await cast(story, 'anna', 'for', { sequence: 2 })).status).toBe(200);
    expect(await cast(story, 'anna', 'against', { reason: 'The queue.' })).toMatchObject(refused('sequence'));
  });

  it('MEM-6 counts no ballot by a key from its revocation on, and those before it stand', async () => {
    const second = makeKey();
    expect((await cast(story, 'dora', 'for')).status).toBe(200);
    expect((await register(council, 'dora', { key: second, by: keys.dora! })).status).toBe(200);
    expect((await revoke(council, 'dora', { key: keys.dora!, by: second })).status).toBe(200);
    expect(await cast(story, 'dora', 'against', { sequence: 2 })).toMatchObject(refused('revoked'));
  });

  it('VOT-6 ends as its signed ballots say, and its record proves itself', async () => {
    for (const member of ['ben', 'carl', 'emil']) expect((await cast(story, member, 'for')).status).toBe(200);
    expect(await story.outcome()).toBe('executed');
    const record = (await story.get('/record')).body as ProposalRecord;
    expect(record).toMatchObject({ council: origin, rules: { charter: { signatures: 'ballots' } } });
  });
});

describe('the other polls that are signed', () => {
  it('EMG-5 AUT-1 are those on an emergency', async () => {
    const act = await actAlone(council, 'fay');
    expect((await act.post('ben', '/override-calls', { reason: 'It could wait.' })).status).toBeLessThan(300);
    expect((await act.vote('ben', 'override', 'for')).body).toMatchObject({
      type: '/problems/signature-required',
    });
    await overridden(act, ['anna', 'ben', 'carl', 'emil']);
  });

  async function overridden(act: EmergencyStory, voters: readonly string[]): Promise<void> {
    const path = `/v1/emergencies/${act.id}/polls/override/ballot`;
    const poll = 'override' as const;
    for (const member of voters) {
      const ballot = { decision: act.id, member, choice: 'for' as const, poll };
      const unfit = signedBallot(ballot, keys[member]!, { poll: 'votes' });
      expect((await put(member, path, unfit)).body).toMatchObject({ facts: { reason: 'does-not-hold' } });
      const answer = await put(member, path, signedBallot(ballot, keys[member]!));
      expect(answer.status, JSON.stringify(answer.body)).toBe(200);
    }
    expect(await act.reaches('accounting')).toMatchObject({ outcome: 'overridden' });
    await act.accounts('report');
    await act.accounts('justification');
    await act.reaches('ended');
  }

  it('CNF-4 AUT-1 are those on a conflict', async () => {
    const conflict = await quarrelWith(council, 'dora', ['fay']);
    await conflict.impasse('dora', 'fay');
    await conflict.reaches('arbitration', 'ranking');
    await conflict.propose('ben');
    await council.wait('73h');
    await conflict.reaches('arbitration', 'voting');
    expect((await conflict.vote('ben', 'for')).body).toMatchObject({ type: '/problems/signature-required' });
    for (const member of ['anna', 'ben', 'carl', 'emil']) {
      const body = signedBallot({ decision: conflict.id, member, choice: 'for' }, keys[member]!);
      const answer = await put(member, `/v1/conflicts/${conflict.id}/ballot`, body);
      expect(answer.status, JSON.stringify(answer.body)).toBe(200);
    }
    expect(await conflict.outcome()).toBe('arbitrated');
  });
});

describe('the archive of a council whose ballots are signed', () => {
  let served: Served;
  let folder: string;
  beforeAll(async () => {
    const signer = newSigner();
    served = await serveLog(council.db, signer);
    folder = await mkdtemp(join(tmpdir(), 'folkmoot-signed-'));
    await writeFile(join(folder, 'token'), token);
    await writeFile(join(folder, 'trusted'), `${signer.verifier.line}\n`);
    const { code, said } = await folkmoot(
      'export',
      join(folder, 'archive'),
      '--from',
      served.url,
      '--token',
      join(folder, 'token'),
    );
    expect([code, said]).toEqual([0, expect.any(String)]);
  });
  afterAll(async () => {
    await served.close();
    await rm(folder, { recursive: true, force: true });
  });

  it('REC-3 MEM-6 proves itself, with every signature and every key', async () => {
    const { code, said } = await folkmoot(
      'verify',
      join(folder, 'archive'),
      '--key',
      join(folder, 'trusted'),
    );
    expect([code, said]).toEqual([0, expect.stringMatching(/✔ (\d) of them have their evidence/)]);
    expect(said).toMatch(/✔ Each of the 9 changes of keys is the member’s own/);
  });

  it('REC-3 MEM-6 is a log that proves itself', async () => {
    const { code, said } = await folkmoot(
      'verify-log',
      served.url,
      '--key',
      join(folder, 'trusted'),
      '--seen',
      join(folder, 'seen'),
    );
    expect([code, said]).toEqual([0, expect.stringContaining('records agrees with itself.')]);
  });
});
