/** Alarms in the Common Alerting Protocol: each message holds against OASIS's own schema (ALM-3, ALM-5). */
import { readFile } from 'node:fs/promises';
import { validateXML } from 'xmllint-wasm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type AlarmStory, minutes, raised, watchers } from '../support/alarm.ts';
import { type Council, openCouncil } from '../support/council.ts';

let council: Council;
let schema: string;
beforeAll(async () => {
  schema = await readFile(new URL('../data/cap-v1.2.xsd', import.meta.url), 'utf8');
  council = await openCouncil({ members: watchers });
});
afterAll(() => council.close());

const faultsOf = async (xml: string): Promise<readonly string[]> =>
  (await validateXML({ xml, schema })).errors.map(({ message }) => message);

/** The document, once it holds against the schema. */
async function message(alarm: AlarmStory): Promise<string> {
  const response = await fetch(`${council.url}/v1/alarms/${alarm.id}/cap`, {
    headers: { authorization: `Bearer ${await council.token('wim')}` },
  });
  expect(response.headers.get('content-type')).toMatch(/^application\/cap\+xml/);
  const xml = await response.text();
  expect(await faultsOf(xml)).toEqual([]);
  return xml;
}

const part = (xml: string, name: string): string | undefined =>
  new RegExp(`<${name}>([^<]*)</${name}>`).exec(xml)?.[1];

describe('an alarm in CAP', () => {
  it('ALM-3 ALM-5 is an Alert, an Update and a Cancel, which name those before them', async () => {
    const alarm = await raised(council, 'carl', { severity: 'Extreme' });
    const first = await message(alarm);
    expect(
      Object.fromEntries(
        ['identifier', 'status', 'msgType', 'scope', 'certainty'].map((name) => [name, part(first, name)]),
      ),
    ).toEqual({
      identifier: alarm.id,
      status: 'Actual',
      msgType: 'Alert',
      scope: 'Restricted',
      certainty: 'Possible',
    });
    expect(part(first, 'instruction')).toBe('Leave the barn &amp; meet at the well.');
    expect(part(first, 'sent')).toBe(`${alarm.raisedAt.slice(0, 19)}-00:00`);
    expect(part(first, 'references')).toBeUndefined();
    await council.wait('16m');
    const second = await message(alarm);
    expect([part(second, 'msgType'), part(second, 'certainty')]).toEqual(['Update', 'Likely']);
    const named = `${part(first, 'sender') ?? ''},${alarm.id},${part(first, 'sent') ?? ''}`;
    expect(part(second, 'references')).toBe(named);
    expect(part(second, 'identifier')).toBe(`${alarm.id}-1`);
    await alarm.post('emil', 'refutation', { reason: 'A bonfire.' });
    const last = await message(alarm);
    expect([part(last, 'msgType'), part(last, 'urgency'), part(last, 'certainty')]).toEqual([
      'Cancel',
      'Past',
      'Unlikely',
    ]);
    expect(part(last, 'references')).toBe(
      `${named} ${part(first, 'sender') ?? ''},${alarm.id}-1,${part(second, 'sent') ?? ''}`,
    );
  });

  it('ALM-3 says anything that members write, and the all-clear', async () => {
    const words = { headline: 'Fire & "smoke" <now> ]]>', area: 'Über dem Stall 🔥', event: 'Fire' };
    const alarm = await raised(council, 'emil', {
      ...words,
      status: 'Exercise',
      expires: minutes(await council.now(), 60),
    });
    expect(part(await message(alarm), 'headline')).toBe('Fire &amp; &quot;smoke&quot; &lt;now&gt; ]]&gt;');
    await alarm.post('emil', 'clearance');
    expect(part(await message(alarm), 'responseType')).toBe('AllClear');
  });

  it('ALM-3 is held against a schema that refuses what is none', async () => {
    const xml = await message(await raised(council, 'dora'));
    expect(await faultsOf(xml.replace('>Alert<', '>Shout<'))).not.toEqual([]);
    expect(await faultsOf(xml.replaceAll('-00:00', 'Z'))).not.toEqual([]);
  });
});
