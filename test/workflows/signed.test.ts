/** A council whose ballots are signed: from the charter's field to what anyone can verify of it (AUT-1, MEM-3, MEM-6, VOT-6). */
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { canonicalBytes } from '../../ledger/bytes/canonical.ts';
import type { Signer } from '../../ledger/log/keys.ts';
import type { ProposalEvidence } from '../../ledger/parts/evidence-schema.ts';
import type { ProposalRecord } from '../../ledger/parts/record-schema.ts';
import type { Choice } from '../../rules/model.ts';
import { folkmoot } from '../cli/exported.ts';
import { serveLog, type Served, token } from '../cli/served.ts';
import { newSigner, origin } from '../ledger/keys.ts';
import { type Council, openCouncil } from '../support/council.ts';
import { actAlone, type EmergencyStory } from '../support/emergency.ts';
import { five, person } from '../support/people.ts';
import {
  firstKeys,
  makeKey,
  register,
  revoke,
  signedBallot,
  type TestKey,
} from '../support/signing.ts';
import { propose, type Story } from '../support/story.ts';

const members = [...five, person('fay', { roles: ['leadership'] })];

let council: Council;
let keys: Readonly<Record<string, TestKey>>;
beforeAll(async () => {
  council = await openCouncil({
    members,
    charter: (document) => ({ ...document, signatures: 'ballots', discussion: { ...document.discussion, rounds: 0 } }),
  });
  keys = await firstKeys(council, ['anna', 'ben', 'carl', 'dora', 'emil']);
});
afterAll(() => council.close());

const put = async (member: string, path: string, body: object) => (await council.as(member)).put(path, body);

const cast = (story: Story, member: string, choice: Choice, more: object = {}, key = keys[member]) =>
  put(member, `/v1/proposals/${story.id}/ballot`, signedBallot({ decision: story.id, member, choice, ...more }, key!));

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
    expect(await put('anna', `/v1/proposals/${story.id}/ballot`, body)).toMatchObject(refused('does-not-hold'));
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
    expect((await cast(story, 'anna', 'for', { version: 2 })).body).toMatchObject({ type: '/problems/stale-version' });
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
