/** The published JSON Schemas say exactly what is checked: they are written from it. `npx vitest -u` writes them anew. */
import { format } from 'prettier';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { evidenceSchema } from '../../ledger/evidence-schema.ts';
import { recordSchema } from '../../ledger/record-schema.ts';
import { decide, people } from './decision.ts';

async function published(schema: z.ZodType, id: string): Promise<string> {
  const json = { $id: `urn:folkmoot:schema:${id}`, ...z.toJSONSchema(schema) };
  return format(JSON.stringify(json), { parser: 'json', printWidth: 110 });
}

describe('the published schema', () => {
  it('REC-1 of a record is the one that records are checked with', async () => {
    await expect(await published(recordSchema, 'record-1')).toMatchFileSnapshot(
      '../../schemas/record-1.schema.json',
    );
  });

  it('REC-1 of evidence is the one that evidence is checked with', async () => {
    await expect(await published(evidenceSchema, 'evidence-1')).toMatchFileSnapshot(
      '../../schemas/evidence-1.schema.json',
    );
  });

  it('REC-1 knows every field: one more is refused', () => {
    const { record, evidence } = decide({ electors: people(3) });
    expect(recordSchema.safeParse(record).success).toBe(true);
    expect(evidenceSchema.safeParse(evidence).success).toBe(true);
    expect(recordSchema.safeParse({ ...record, more: 1 }).success).toBe(false);
    expect(evidenceSchema.safeParse({ ...evidence, more: 1 }).success).toBe(false);
  });

  it.each([
    ['2026-13-01T00:00:00.000Z', false],
    ['2026-01-32T00:00:00.000Z', false],
    ['2026-01-01T24:00:00.000Z', false],
    ['2026-01-01T00:00:00Z', false],
    ['2026-02-30T00:00:00.000Z', true],
    ['2026-01-01T23:59:59.999Z', true],
  ])('REC-4 takes the instant %s: %s', (endedAt, taken) => {
    const { record } = decide({ electors: people(3) });
    expect(recordSchema.safeParse({ ...record, endedAt }).success).toBe(taken);
    expect(Number.isNaN(Date.parse(endedAt)) && taken).toBe(false);
  });
});
