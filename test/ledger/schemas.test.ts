/** The published JSON Schemas say exactly what is checked: they are written from it. `npx vitest -u` writes them anew. */
import { fc, it } from '@fast-check/vitest';
import { format } from 'prettier';
import { describe, expect } from 'vitest';
import { z } from 'zod';
import { canonicalJson } from '../../ledger/bytes/canonical.ts';
import { isEntry, type ManyEntries, manyEntries } from '../../ledger/log/entry-shape.ts';
import type { ProposalEvidence } from '../../ledger/parts/schema/evidence.ts';
import { evidenceSchema, recordSchema } from '../../ledger/parts/records.ts';
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
    ['2026-02-29T00:00:00.000Z', false],
    ['2028-02-29T00:00:00.000Z', true],
    ['2026-04-31T00:00:00.000Z', false],
    ['2026-01-01T23:59:59.999Z', true],
  ])('REC-4 takes the instant %s: %s', (endedAt, taken) => {
    const { record } = decide({ electors: people(3) });
    expect(recordSchema.safeParse({ ...record, endedAt }).success).toBe(taken);
    expect(Number.isNaN(Date.parse(endedAt)) && taken).toBe(false);
  });

  const written = decide({
    electors: people(3),
    rounds: [{ positions: [['m1', 'block']], rankings: [['m2', [['proposal'], ['status-quo']]]] }],
    votes: [
      {
        ballots: [
          ['m1', 'for'],
          ['m2', 'abstain'],
        ],
      },
    ],
  }).evidenceBytes;
  const { delegatedVotes, delegations } = {
    delegatedVotes: [
      {
        decision: 'd',
        delegation: 'x',
        elector: 'm1',
        exceeding: false,
        fate: 'carried',
        pollNumber: 1,
        representative: 'm2',
        to: 'm2',
      },
    ],
    delegations: [
      {
        decision: 'd',
        from: 'm1',
        id: 'x',
        madeAt: '2026-03-01T00:00:00.000Z',
        revokedAt: null,
        scope: { category: 'operations' },
        sequence: 1,
        to: 'm2',
        until: '2026-04-01T00:00:00.000Z',
      },
    ],
  };
  const evidence = JSON.parse(String(written)) as ProposalEvidence;
  // Every other elector with their kind, and so the one that is changed below; the others as evidence of before has them.
  const electorate = evidence.electorate.map((elector, place) =>
    place % 2 === 1 ? elector : (JSON.parse(canonicalJson({ ...elector, kind: 'agent' })) as typeof elector),
  );
  const full = { ...evidence, delegatedVotes, delegations, electorate };
  const areEntries = (part: ManyEntries, entries: readonly unknown[]): boolean =>
    entries.every((entry) => isEntry(part, entry));
  const anything = fc.oneof(fc.constant(undefined), fc.constantFrom('for', 'agree', 'votes'), fc.jsonValue());

  it('REC-1 finds the entries that are looked at by hand well shaped', () => {
    for (const part of manyEntries.proposal)
      expect([part, areEntries(part, full[part])]).toEqual([part, true]);
  });

  it('REC-1 leaves to the schema what does not stand in canonical order', () => {
    for (const part of manyEntries.proposal) {
      const [entry] = full[part] as readonly object[];
      const turned = Object.fromEntries(Object.entries(entry!).toReversed());
      expect([part, areEntries(part, [turned])]).toEqual([part, false]);
    }
  });

  it.prop([fc.constantFrom(...manyEntries.proposal), fc.nat(), anything, fc.boolean()])(
    'REC-1 takes whatever passes by hand',
    (part, which, value, isMore) => {
      const [entry] = full[part] as readonly Readonly<Record<string, unknown>>[];
      const keys = Object.keys(entry!);
      const key = isMore ? 'more' : keys[which % keys.length]!;
      const changed = [{ ...entry, [key]: value }];
      const passes = evidenceSchema.safeParse({ ...full, [part]: changed }).success;
      if (!areEntries(part, changed)) return;
      expect(passes).toBe(true);
      expect(JSON.stringify(changed)).toBe(canonicalJson(changed));
    },
  );
});
