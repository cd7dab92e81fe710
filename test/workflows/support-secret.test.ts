/** Nobody but those in the room learns anything: a marked sentence is looked for wherever it could have come to (SUP-3). */
import { Writable } from 'node:stream';
import { historyToJSON } from '@temporalio/common/lib/proto-utils.js';
import { pino } from 'pino';
import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { forgetOverdue } from '../../store/support/supports.ts';
import { type Council, openCouncil } from '../support/council.ts';
import { loseWorkflow } from '../support/gone.ts';
import { allProveThemselves } from '../support/proof.ts';
import {
  ask,
  asked,
  inRoom,
  type Keys,
  readyToSupport,
  sealFor,
  supportCouncil,
} from '../support/support.ts';
import { testCodec } from '../support/payload-codec.ts';

let council: Council;
let keys: Keys;
let logged = '';
beforeEach(async () => {
  logged = '';
  const lines = new Writable({
    write: (chunk: Buffer, _encoding, done) => {
      logged += chunk.toString();
      done();
    },
  });
  council = await openCouncil({
    members: supportCouncil,
    hearing: true,
    log: pino({ level: 'trace' }, lines),
  });
  keys = await readyToSupport(council);
});
afterEach(async () => {
  await allProveThemselves(council);
  await council.close();
});

const marked = 'THE-MARKED-SENTENCE of someone who cannot sleep';

/** As it could stand anywhere: as it is, and in base64 at each of its three offsets. */
const looks = [0, 1, 2].flatMap((offset) => {
  const encoded = Buffer.from(`${' '.repeat(offset)}${marked}`).toString('base64');
  return [
    encoded.slice(offset === 0 ? 0 : 4, -4),
    encoded.slice(4, -4).replaceAll('+', '-').replaceAll('/', '_'),
  ];
});
const holdsIt = (text: string): boolean =>
  text.includes('THE-MARKED') || looks.some((look) => text.includes(look));

/** Every row of every table, as text. */
async function dumped(): Promise<Record<string, string>> {
  const { rows } = await sql<{ name: string }>`
    select table_name as name from information_schema.tables where table_schema = 'public'`.execute(
    council.db,
  );
  const dump: Record<string, string> = {};
  for (const { name } of rows) {
    const found = await sql<{ text: string }>`select t::text as text from ${sql.table(name)} t`.execute(
      council.db,
    );
    dump[name] = found.rows.map(({ text }) => text).join('\n');
  }
  return dump;
}

/** A workflow's history: as JSON, each of its payloads as bytes, and opened with the history's key. */
async function historyTexts(id: string): Promise<string[]> {
  const history = await council.environment.client.workflow.getHandle(id).fetchHistory();
  const document = historyToJSON(history);
  const payloads: { metadata?: Record<string, string>; data?: string }[] = [];
  const walk = (value: unknown): void => {
    if (typeof value !== 'object' || value === null) return;
    if ('data' in value && 'metadata' in value) payloads.push(value as (typeof payloads)[number]);
    for (const inner of Object.values(value)) walk(inner);
  };
  walk(JSON.parse(document));
  const bytes = payloads.map(({ data = '' }) => Buffer.from(data, 'base64').toString('latin1'));
  const encoded = payloads.map(({ metadata = {}, data = '' }) => ({
    metadata: Object.fromEntries(
      Object.entries(metadata).map(([name, value]) => [name, Buffer.from(value, 'base64')]),
    ),
    data: Buffer.from(data, 'base64'),
  }));
  const opened = await testCodec.decode(encoded, { type: 'workflow', namespace: 'default', workflowId: id });
  return [document, ...bytes, ...opened.map(({ data }) => Buffer.from(data ?? []).toString('latin1'))];
}

/** Everything that anybody else is answered. */
async function answersTo(member: string, id: string): Promise<string> {
  const caller = await council.as(member);
  const paths = [
    '/v1/support',
    `/v1/support/${id}`,
    `/v1/support/${id}/messages`,
    '/v1/support/counts',
    '/v1/support/duty',
    '/v1/inbox',
    '/v1/inbox?owed=true',
    '/v1/inbox/changes?seconds=0',
    '/v1/decisions',
    `/v1/decisions/${id}/record`,
    `/v1/decisions/${id}/evidence`,
    `/v1/following/${id}`,
    '/v1/ledger/entries',
    '/v1/members',
    '/metrics',
  ];
  const answers = [];
  for (const path of paths) answers.push(JSON.stringify((await caller.get(path)).body));
  return answers.join('\n');
}

describe('what is said in support', () => {
  it('SUP-3 is found in no answer, no row, no history and no log', async () => {
    const story = await asked(council, keys, { words: marked });
    await story.does('dora', '/taking');
    await story.say('carl', marked);
    await story.say('dora', marked);
    await story.danger('dora', marked);
    await story.does('emil', '/danger/second');
    const reason = await sealFor(keys, marked, ['carl', 'dora']);
    await story.does('anna', '/danger/review', { proper: true, reason });
    expect((await story.opened('carl')).every((words) => words === marked)).toBe(true);
    expect(await story.opened('carl')).toHaveLength(5);

    const dump = await dumped();
    expect(Object.entries(dump).filter(([, text]) => holdsIt(text))).toEqual([]);
    // What is sealed stands in one table; its id in what is deleted with it, and nowhere else.
    const ciphertext = (await council.db.selectFrom('support_bodies').select('sealed').execute()).map(
      ({ sealed }) => (JSON.parse(sealed) as { ciphertext: string }).ciphertext,
    );
    const texts = await historyTexts(story.id);
    // They were opened: what is looked for would be found.
    expect(texts.some((text) => text.includes('"offered":["dora","emil","fay"]'))).toBe(true);
    for (const before of ['', 'x', 'xy'])
      expect(holdsIt(Buffer.from(`${before}${marked}${before}`).toString('base64'))).toBe(true);
    expect(texts.filter(holdsIt)).toEqual([]);
    for (const part of ciphertext) {
      expect(
        Object.entries(dump)
          .filter(([, text]) => text.includes(part))
          .map(([name]) => name),
      ).toEqual(['support_bodies']);
      expect(texts.filter((text) => text.includes(part))).toEqual([]);
    }
    const named = Object.entries(dump).filter(([, text]) => text.includes(story.id));
    expect(named.map(([name]) => name).toSorted()).toEqual(['support_bodies', 'supports', 'writes']);
    expect([logged.includes('/v1/support'), holdsIt(logged)]).toEqual([true, false]);
    expect(ciphertext.filter((part) => logged.includes(part))).toEqual([]);
    for (const member of ['ben', 'hal', 'fay', 'kit']) {
      const answers = await answersTo(member, story.id);
      expect([member, holdsIt(answers), answers.includes(story.id)]).toEqual([member, false, false]);
    }
  });

  it('SUP-3 leaves no record, notice, event, timeline or place in the archive, and no trace once it is deleted', async () => {
    const count = async (table: 'records' | 'notices' | 'events' | 'timeline' | 'processes' | 'inbox') =>
      (await council.db.selectFrom(table).selectAll().execute()).length;
    const tables = ['records', 'notices', 'events', 'timeline', 'processes', 'inbox'] as const;
    const before = await Promise.all(tables.map(count));
    const words = await sealFor(keys, 'Hm.', ['carl', 'dora']);
    const carl = await council.as('carl');
    const { body } = await carl.post('/v1/support', { words }, { 'idempotency-key': 'mine' });
    await (
      await council.as('dora')
    ).post(`/v1/support/${body.id}/taking`, {}, { 'idempotency-key': 'taking' });
    await carl.post(`/v1/support/${body.id}/messages`, { words }, { 'idempotency-key': 'saying' });
    await carl.post(`/v1/support/${body.id}/end`, {}, { 'idempotency-key': 'ending' });
    expect(await Promise.all(tables.map(count))).toEqual(before);
    expect(await council.db.selectFrom('idempotency_keys').select('key').execute()).toHaveLength(4);
    await council.wait('721h');
    await council.returned(body.id);
    const dump = await dumped();
    expect(Object.entries(dump).filter(([, text]) => text.includes(body.id))).toEqual([]);
    expect(await council.db.selectFrom('idempotency_keys').selectAll().execute()).toEqual([]);
  });

  it('SUP-3 is kept for 30 days after the last word, and goes on while there is one', async () => {
    const story = await inRoom(council, keys);
    await council.wait('700h');
    await story.say('carl', 'Still here.');
    const said = (await story.get('carl', '/messages')).body.items.at(-1).at;
    await council.wait('30h');
    await council.until(async () => {
      const { forgottenAt } = await story.read();
      expect(Date.parse(forgottenAt)).toBe(Date.parse(said) + 720 * 3_600_000);
    });
    expect((await story.say('dora', 'So am I.')).status).toBe(201);
    await council.wait('719h');
    expect((await story.get('carl')).status).toBe(200);
    await council.wait('2h');
    await council.until(async () => expect((await story.get('carl')).status).toBe(404));
  });

  it('SUP-3 is deleted though its workflow is lost, and so are words whose support never began', async () => {
    const story = await inRoom(council, keys);
    await loseWorkflow(council, story.id);
    await council.db
      .insertInto('support_bodies')
      .values({
        id: '01893c1c-0f4f-7000-8000-0000000000ff',
        support: '01893c1c-0f4f-7000-8000-0000000000ff',
        kind: 'words',
        by_member: 'carl',
        at: await council.now(),
        readers: ['carl', 'dora'],
        sealed: '{}',
      })
      .execute();
    const look = async (hours: number) => {
      const at = new Date(Date.parse(await council.now()) + hours * 3_600_000).toISOString();
      return forgetOverdue(council.db, at);
    };
    const bodies = async () => (await council.db.selectFrom('support_bodies').select('id').execute()).length;
    expect([await look(0.9), await bodies()]).toEqual([0, 2]);
    expect([await look(1.1), await bodies()]).toEqual([0, 1]);
    expect([await look(720.9), await bodies()]).toEqual([0, 1]);
    expect([await look(721.1), await bodies()]).toEqual([1, 0]);
    expect((await story.get('carl')).status).toBe(404);
  });

  it('SUP-3 is counted for years that are over, and nowhere below five', async () => {
    const counts = async () => (await (await council.as('hal')).get('/v1/support/counts')).body.items;
    for (const by of ['carl', 'gus', 'hal', 'ben']) {
      const answer = await ask(council, keys, { by });
      await (await council.as('dora')).post(`/v1/support/${answer.body.id}/taking`);
    }
    await ask(council, keys, { by: 'anna' });
    expect(await counts()).toEqual([]);
    const year = new Date(await council.now()).getUTCFullYear();
    await council.wait('9000h');
    await council.until(async () =>
      expect(await counts()).toEqual([
        { year, asked: 5, taken: null, told: null, unreviewed: null, improper: null },
      ]),
    );
    await council.db.updateTable('support_counts').set({ count: 4 }).execute();
    expect(await counts()).toEqual([]);
    const { text } = await fetch(`${council.url}/metrics`).then(async (response) => ({
      text: await response.text(),
    }));
    expect(text.includes('/v1/members')).toBe(true);
    expect(text.includes('support')).toBe(false);
    expect(text.includes('must-be-sealed')).toBe(false);
  });

  it('SUP-2 tells who is asked to look, and nobody else', async () => {
    const listening = await Promise.all(['dora', 'emil', 'hal'].map(listen));
    await ask(council, keys);
    await council.until(async () => expect(listening[0]?.heard()).toContain('event:support'));
    expect(listening.slice(1).map((one) => one.heard().includes('support'))).toEqual([false, false]);
    expect(listening[0]?.heard()).not.toContain('id:');
    for (const one of listening) one.close();
  });
});

/** What a member's stream of events says. */
async function listen(member: string) {
  const leaving = new AbortController();
  const response = await fetch(`${council.url}/v1/events`, {
    headers: { authorization: `Bearer ${await council.token(member)}` },
    signal: leaving.signal,
  });
  let heard = '';
  void (async () => {
    const reader = (response.body as ReadableStream<Uint8Array>).getReader();
    for (;;) {
      const { value, done } = await reader.read();
      if (done) return;
      heard += Buffer.from(value).toString();
    }
  })().catch(() => undefined);
  return { heard: () => heard, close: () => leaving.abort() };
}
