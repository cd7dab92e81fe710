/** The payload codec: what it seals opens with the keys, for the same workflow, unchanged; anything else is forged (AUT-2). */
import { fc, test } from '@fast-check/vitest';
import { defaultPayloadConverter, type Payload, type SerializationContext } from '@temporalio/common';
import { describe, expect, it } from 'vitest';
import { makeHistoryKeyLine, parseHistoryKeys } from '../../codec/keys.ts';
import { payloadCodec } from '../../codec/payload-codec.ts';
import { shown } from '../../workflows/messages.ts';
import { testKeys } from '../support/payload-codec.ts';

const of = (workflowId: string): SerializationContext => ({
  type: 'workflow',
  namespace: 'default',
  workflowId,
});
const payload = (value: unknown): Payload => defaultPayloadConverter.toPayload(value);
const value = (sealed: Payload | undefined): unknown =>
  sealed === undefined ? undefined : defaultPayloadConverter.fromPayload(sealed);

const [older, newer] = [makeHistoryKeyLine(), makeHistoryKeyLine()];
const codec = payloadCodec(testKeys(older));
const forged = { forged: true };

async function sealed(words: unknown, decision = 'one', by = codec): Promise<Payload> {
  const [made] = await by.encode([payload(words)], of(decision));
  if (made === undefined) throw new Error('nothing was sealed');
  return made;
}
const opened = async (one: Payload, decision = 'one', by = codec): Promise<unknown> =>
  value((await by.decode([one], of(decision)))[0]);

describe('a payload', () => {
  test.prop([fc.jsonValue({ stringUnit: 'grapheme' })])(
    'AUT-2 that is sealed opens as it was',
    async (words) => {
      expect(await opened(await sealed(words))).toEqual(JSON.parse(JSON.stringify(words)));
    },
  );

  it('AUT-2 that is long is compressed under its seal, and opens as it was on both sides of what is long', async () => {
    const charter = 'a council of its families '.repeat(500);
    expect((await sealed(charter)).data?.length).toBeLessThan(charter.length / 10);
    for (const length of [980, 990, 1_000, 1_010, 1_024, 1_025, 2_000])
      expect(await opened(await sealed('x'.repeat(length)))).toBe('x'.repeat(length));
  });

  it('AUT-2 that is sealed tells nothing of its words', async () => {
    const made = await sealed({ text: 'we part' });
    expect(Buffer.from(made.data ?? []).toString('latin1')).not.toContain('part');
    expect((await sealed({ text: 'we part' })).data).not.toEqual(made.data);
  });

  it('AUT-1 that was sealed for another decision is forged', async () => {
    const made = await sealed({ approve: true }, 'one');
    expect(await opened(made, 'one')).toEqual({ approve: true });
    expect(await opened(made, 'two')).toEqual(forged);
  });

  it('AUT-1 that is in clear, of another key, cut short or changed in one bit is forged', async () => {
    const made = await sealed({ approve: true });
    const data = made.data ?? new Uint8Array();
    expect(await opened(payload({ approve: true }))).toEqual(forged);
    expect(await opened(await sealed({ approve: true }, 'one', payloadCodec(testKeys(newer))))).toEqual(
      forged,
    );
    for (const length of [0, 12, 27, 28, data.length - 1])
      expect(await opened({ ...made, data: data.subarray(0, length) })).toEqual(forged);
    for (const place of [0, 12, data.length - 1])
      expect(
        await opened({ ...made, data: data.map((byte, at) => (at === place ? byte ^ 1 : byte)) }),
      ).toEqual(forged);
  });

  it('AUT-2 that was sealed by an older key opens after a rotation, and new ones bear the new key', async () => {
    const rotated = payloadCodec(testKeys(newer, older));
    expect(await opened(await sealed('kept'), 'one', rotated)).toBe('kept');
    const made = await sealed('new', 'one', rotated);
    expect(await opened(made, 'one', payloadCodec(testKeys(newer)))).toBe('new');
    expect(await opened(made, 'one', codec)).toEqual(forged);
  });

  it('AUT-2 that operators are shown stays readable, and proves nothing', async () => {
    const made = await sealed(shown('operations: review'));
    expect(value(made)).toBe('Folkmoot: operations: review');
    expect(await opened(made)).toEqual(forged);
  });
});

describe('a file of history keys', () => {
  it('AUT-2 is one key a line, the first of which seals', () => {
    const keys = testKeys(newer, '', older);
    expect(keys.all).toHaveLength(2);
    expect(keys.current.id).toMatch(/^[0-9a-f]{8}$/);
    expect(keys.current).toEqual(testKeys(newer).current);
  });

  it.each([
    ['', 'holds no key'],
    ['secret', 'line 1 is not'],
    [`${older}\n${newer}:x`, 'line 2 is not'],
    [`folkmoot-history-key:${Buffer.alloc(31).toString('base64')}`, 'line 1 is not'],
    [older.replace(/=$/, ''), 'line 1 is not'],
  ])('AUT-2 that is none says which line, without a word of it', (file, fault) => {
    const read = parseHistoryKeys(file);
    expect(read).toEqual({ fault: expect.stringContaining(fault) });
    expect(JSON.stringify(read)).not.toContain('secret');
  });
});
