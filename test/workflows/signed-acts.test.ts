/** A council in which every act is signed: what is refused without, what stands beside the act, and what anyone finds afterwards (AUT-1, MEM-6). */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { canonicalBytes } from '../../ledger/bytes/canonical.ts';
import { type PackedEvidence, readEvidence } from '../../ledger/parts/evidence.ts';
import type { RecordDocument } from '../../ledger/parts/records.ts';
import { recompute } from '../../ledger/recount/recomputation.ts';
import { folkmoot } from '../cli/exported.ts';
import { serveLog, type Served, token } from '../cli/served.ts';
import { newSigner } from '../ledger/keys.ts';
import { conflictStory, quarrelWith } from '../support/conflict.ts';
import { type Council, openCouncil } from '../support/council.ts';
import { actAlone } from '../support/emergency.ts';
import type { Json } from '../support/http.ts';
import { five, person } from '../support/people.ts';
import {
  firstKeys,
  makeKey,
  register,
  revoke,
  signedAnswer,
  signedBallot,
  signedHeader,
  type TestKey,
} from '../support/signing.ts';
import { propose, type Story } from '../support/story.ts';

const members = [...five, person('fay', { roles: ['leadership'] })];

let council: Council;
let keys: Readonly<Record<string, TestKey>>;
beforeAll(async () => {
  council = await openCouncil({
    members,
    charter: (document) => ({ ...document, signatures: 'all' }),
  });
  keys = await firstKeys(council, ['anna', 'ben', 'carl', 'dora', 'emil', 'fay']);
});
afterAll(() => council.close());

/** An act with its member's signature; `signed` is what is signed otherwise than it is said. */
const acts = async (
  member: string,
  [kind, decision, act]: readonly ['proposals' | 'emergencies' | 'conflicts', string, string],
  body: Json = {},
  { signed = {}, sequence, key = keys[member]! }: { signed?: object; sequence?: number; key?: TestKey } = {},
) =>
  (await council.as(member)).post(
    `/v1/${kind}/${decision}/${act}`,
    body,
    signedHeader(
      { decision, act, body, member, ...(sequence === undefined ? {} : { sequence }), ...signed },
      key,
    ),
  );

const refused = (reason: string) => ({
  status: 403,
  body: { type: '/problems/signature-refused', facts: { reason } },
});

/** The record and the evidence of what has ended. */
async function proven(path: string, member: string): Promise<{ record: RecordDocument; evidence: Json }> {
  const own = await council.as(member);
  const record = (await own.get(`${path}/record`)).body as RecordDocument;
  const id = path.split('/').at(-1)!;
  return { record, evidence: (await own.get(`/v1/decisions/${id}/evidence`)).body };
}

/** What is found in a decision after its evidence was changed, but that its roots are others. */
function found(record: RecordDocument, evidence: Json): readonly string[] {
  const read = readEvidence(canonicalBytes(evidence)) as PackedEvidence;
  return recompute(record, read)
    .map(({ pointer, sentence }) => `${pointer} ${sentence}`)
    .filter((sentence) => !sentence.includes('do not hash to the root'));
}

describe('a proposal in which every act is signed', () => {
  let story: Story;
  beforeAll(async () => {
    story = await propose(council, 'carl');
  });

  it('AUT-1 takes no act without a signature, and says what is signed', async () => {
    const answer = await story.post('carl', '/amendments', { title: 'Two more workshop days' });
    expect(answer).toMatchObject({
      status: 403,
      body: {
        type: '/problems/signature-required',
        rule: 'AUT-1',
        facts: { act: 'amendments', body: { title: 'Two more workshop days' } },
      },
    });
  });

  it.each<[string, object]>([
    ['another council', { council: 'other.example/log' }],
    ['another decision', { decision: '01a1b2c3-0000-7000-8000-000000000000' }],
    ['another act', { act: 'withdrawal' }],
    ['another member', { member: 'ben' }],
    ['another body', { body: { title: 'Three' } }],
    ['another number', { sequence: 2 }],
  ])('AUT-1 refuses a signature over %s', async (_name, signed) => {
    const answer = await acts(
      'carl',
      ['proposals', story.id, 'amendments'],
      { title: 'Two' },
      {
        signed,
        sequence: 1,
      },
    );
    const said = 'sequence' in signed ? 'sequence' : 'does-not-hold';
    expect(answer).toMatchObject(refused(said));
  });

  it('AUT-1 refuses another’s key, one that is revoked, a header in another form, and a number out of its turn', async () => {
    const title = { title: 'Two' };
    const amends = ['proposals', story.id, 'amendments'] as const;
    expect(await acts('carl', amends, title, { key: keys.ben! })).toMatchObject(refused('unknown-key'));
    const second = makeKey();
    expect((await register(council, 'carl', { key: second, by: keys.carl! })).status).toBe(200);
    expect((await revoke(council, 'carl', { key: second, by: keys.carl! })).status).toBe(200);
    expect(await acts('carl', amends, title, { key: second })).toMatchObject(refused('revoked'));
    expect(await acts('carl', amends, title, { sequence: 2 })).toMatchObject(refused('sequence'));
    const own = await council.as('carl');
    const unfit = await own.post(`/v1/proposals/${story.id}/amendments`, title, {
      'Folkmoot-Signature': 'e30..e30; sequence=0',
    });
    expect(unfit).toMatchObject({ status: 400, body: { type: '/problems/invalid-header' } });
  });

  it.each([
    ['of another form', 'e30..e30; sequence=0'],
    ['longer than any signature', `"e30..${'A'.repeat(1_000)}"; sequence=1`],
  ])(
    'PRO-10 refuses a header %s also where the request repeats what was done before',
    async (_name, header) => {
      const own = await council.as('carl');
      const again = { title: 'Another tour', category: 'operations', draft: true };
      const key = { 'Idempotency-Key': 'tour-once' };
      const first = await own.post('/v1/proposals', again, key);
      expect(first.status, JSON.stringify(first.body)).toBe(201);
      const repeated = await own.post('/v1/proposals', again, { ...key, 'Folkmoot-Signature': header });
      expect(repeated).toMatchObject({ status: 400, body: { type: '/problems/invalid-header' } });
    },
  );

  it('PRO-6 takes an amendment that its author signed, and the signature stands beside it', async () => {
    const answer = await acts('carl', ['proposals', story.id, 'amendments'], { title: 'Two more days' });
    expect(answer.status, JSON.stringify(answer.body)).toBe(200);
    const entry = (await story.timeline()).find(({ kind }) => kind === 'corrected' || kind === 'amended');
    expect(entry?.facts.signed).toMatchObject({
      act: 'amendments',
      body: { title: 'Two more days' },
      sequence: 1,
    });
  });

  it('CON-1 CON-2 takes positions and rankings that are signed, and no others', async () => {
    await council.wait('73h');
    await story.reaches('discussion', 1);
    expect((await story.position('anna', 'agree')).body).toMatchObject({
      type: '/problems/signature-required',
      facts: { poll: 'positions', number: 1, version: 2, sequence: 1 },
    });
    expect((await story.rank('anna', ['proposal'])).body).toMatchObject({
      type: '/problems/signature-required',
    });
    const of = { decision: story.id, member: 'anna', version: 2 };
    const own = await council.as('anna');
    const position = signedAnswer(
      { ...of, poll: 'positions', choice: 'block', ranking: null, reason: 'The queue.' },
      keys.anna!,
    );
    expect(
      (await own.put(`/v1/proposals/${story.id}/position`, { ...position, position: 'agree' })).body,
    ).toMatchObject(refused('does-not-hold').body);
    expect((await own.put(`/v1/proposals/${story.id}/position`, position)).status).toBe(200);
    const ranking = signedAnswer(
      { ...of, poll: 'preferences', choice: null, ranking: [['proposal'], ['status-quo']] },
      keys.anna!,
    );
    const turned = { ...ranking, ranking: [['status-quo'], ['proposal']] };
    expect((await own.put(`/v1/proposals/${story.id}/preferences`, turned)).body).toMatchObject(
      refused('does-not-hold').body,
    );
    expect((await own.put(`/v1/proposals/${story.id}/preferences`, ranking)).status).toBe(200);
  });

  it('PRO-6 takes its withdrawal, and its record proves itself', async () => {
    expect((await acts('carl', ['proposals', story.id, 'withdrawal'])).status).toBe(200);
    expect(await story.outcome()).toBe('withdrawn');
    const { record, evidence } = await proven(`/v1/proposals/${story.id}`, 'carl');
    expect(record.rules.charter).toMatchObject({ signatures: 'all' });
    expect(found(record, evidence)).toEqual([]);
  });

  it.each<[string, (evidence: Json) => void, string]>([
    [
      'another text under the same signature',
      ({ versions }) => {
        versions[1].content.title = 'No days at all';
      },
      'does not say what carl signed: title is another',
    ],
    [
      'an act without its signature',
      ({ timeline }) => {
        delete timeline.at(-1).facts.signed;
      },
      'bears no signature of carl',
    ],
    [
      'a signature for another body',
      ({ timeline }) => {
        timeline.at(-1).facts.signed.body = { title: 'Two' };
      },
      'is not what carl signed',
    ],
    [
      'another position',
      ({ positions }) => {
        positions[0].choice = 'agree';
      },
      'is not what anna signed',
    ],
    [
      'another ranking',
      ({ preferences }) => {
        preferences[0].ranking.reverse();
      },
      'is not what anna signed',
    ],
  ])('AUT-1 %s is found', async (_name, change, sentence) => {
    const { record, evidence } = await proven(`/v1/proposals/${story.id}`, 'carl');
    change(evidence);
    expect(found(record, evidence).join('\n')).toContain(sentence);
  });
});

describe('the other processes in which every act is signed', () => {
  it('CNF-2 AUT-1 settle on terms that were signed, and the room proves itself', async () => {
    const { id } = await quarrelWith(council, 'dora', ['emil']);
    expect((await acts('dora', ['conflicts', id, 'messages'], { text: 'Let us talk.' })).status).toBe(201);
    expect((await acts('dora', ['conflicts', id, 'terms'], { text: 'We share.' })).status).toBe(201);
    const path = `/v1/conflicts/${id}/terms/1/acceptance`;
    const emil = await council.as('emil');
    expect((await emil.post(path)).body).toMatchObject({ facts: { act: 'acceptance', body: { n: 1 } } });
    const header = signedHeader(
      { decision: id, act: 'acceptance', body: { n: 1 }, member: 'emil' },
      keys.emil!,
    );
    const accepted = await emil.post(path, {}, header);
    expect(accepted.status, JSON.stringify(accepted.body)).toBe(200);
    expect(await conflictStory(council, id, 'dora').outcome()).toBe('settled');
    const { record, evidence } = await proven(`/v1/decisions/${id}`, 'dora');
    expect(found(record, evidence)).toEqual([]);
    evidence.room.find(({ kind }: Json) => kind === 'terms-put').facts.text = 'You pay.';
    expect(found(record, evidence).join('\n')).toContain('does not say what dora signed: text is another');
  });

  it('EMG-3 EMG-5 AUT-1 account for an emergency that the council ends', async () => {
    const act = await actAlone(council, 'fay');
    const of = (name: string) => ['emergencies', act.id, name] as const;
    expect((await act.post('ben', '/override-calls', { reason: 'It could wait.' })).body).toMatchObject({
      type: '/problems/signature-required',
    });
    const call = await acts('ben', of('override-calls'), { reason: 'It could wait.' });
    expect(call.status, JSON.stringify(call.body)).toBe(200);
    for (const member of ['anna', 'ben', 'carl', 'dora', 'emil']) {
      const ballot = { decision: act.id, member, choice: 'for' as const, poll: 'override' as const };
      const path = `/v1/emergencies/${act.id}/polls/override/ballot`;
      await (await council.as(member)).put(path, signedBallot(ballot, keys[member]!));
    }
    await act.reaches('accounting');
    for (const duty of ['report', 'justification'])
      expect((await acts('fay', of(duty), { text: 'The pump had failed.' })).status).toBe(200);
    await act.reaches('ended');
    const { record, evidence } = await proven(`/v1/decisions/${act.id}`, 'fay');
    expect(found(record, evidence)).toEqual([]);
  });
});

describe('the archive of a council in which every act is signed', () => {
  let served: Served;
  let folder: string;
  beforeAll(async () => {
    const signer = newSigner();
    served = await serveLog(council.db, signer);
    folder = await mkdtemp(join(tmpdir(), 'folkmoot-signed-'));
    await writeFile(join(folder, 'token'), token);
    await writeFile(join(folder, 'trusted'), `${signer.verifier.line}\n`);
    const out = join(folder, 'archive');
    const { code, said } = await folkmoot(
      'export',
      out,
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
    expect([code, said]).toEqual([0, expect.stringMatching(/✔ 3 of them have their evidence|✔ Each of the/)]);
  });
});
