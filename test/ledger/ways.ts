/** Every way a proposal can go, as scripts; and the differences found in what came of one. */
import { expect } from 'vitest';
import { canonicalBytes } from '../../ledger/bytes/canonical.ts';
import type { Difference } from '../../ledger/recount/difference.ts';
import { type PackedEvidence, packingReader, readEvidence, readRecord } from '../../ledger/parts/evidence.ts';
import { recompute } from '../../ledger/recount/recomputation.ts';
import type { Choice } from '../../rules/model.ts';
import { all, type Decision, people, type Script } from './decision.ts';

export const twenty = people(20);
export const silent = {};

/** Ballots of the first so many for, the next so many against, the next so many abstaining. */
export function ballots(votesFor: number, against: number, abstain = 0) {
  const choices: Choice[] = [
    ...Array<Choice>(votesFor).fill('for'),
    ...Array<Choice>(against).fill('against'),
    ...Array<Choice>(abstain).fill('abstain'),
  ];
  return choices.map((choice, place) => [twenty[place]!, choice] as const);
}

/** What a decision's record and evidence say otherwise than what follows, read back from their bytes. */
export function differences({
  record,
  evidence,
}: Pick<Decision, 'record' | 'evidence'>): readonly Difference[] {
  const readBack = readRecord(canonicalBytes(record));
  const readBeside = readEvidence(canonicalBytes(evidence));
  if ('fault' in readBack) throw new Error(readBack.fault);
  if ('fault' in readBeside) throw new Error(readBeside.fault);
  const found = recompute(readBack, readBeside);
  expect(recompute(readBack, inColumns(evidence))).toEqual(found);
  return found;
}

/** Evidence read as that of very many is. */
export function inColumns(evidence: Decision['evidence']): PackedEvidence {
  const reader = packingReader(0);
  reader.add(canonicalBytes(evidence));
  const read = reader.end();
  if ('fault' in read) throw new Error(read.fault);
  return read;
}

const deadlock = { ballots: ballots(10, 8) };

/** Every way a proposal can go, and how it ends. */
export const ways: Record<string, [Script, Decision['record']['outcome']]> = {
  'CON-4 by consensus in round 1': [
    {
      electors: twenty,
      rounds: [
        { positions: all(twenty.slice(0, 16), 'agree'), rankings: [['m1', [['proposal'], ['status-quo']]]] },
      ],
    },
    'executed',
  ],
  'PRO-4 by consensus at an early close, when everyone has a position': [
    { electors: twenty, rounds: [silent, { positions: all(twenty, 'agree'), after: 2 }] },
    'executed',
  ],
  'PRO-6 by consensus on the amended text, not on the old one': [
    {
      electors: twenty,
      rounds: [{ positions: all(twenty, 'agree'), amended: true }, { positions: all(twenty, 'agree') }],
    },
    'executed',
  ],
  'VOT-1 by vote': [{ electors: twenty, votes: [{ ballots: ballots(14, 6) }] }, 'executed'],
  'PRO-7 by vote, the last ballot of each elector counting': [
    {
      electors: twenty,
      votes: [
        {
          ballots: [
            ...ballots(10, 10),
            ['m11', 'for', 2],
            ['m12', 'for', 2],
            ['m13', 'for', 3],
            ['m14', 'for', 4],
          ],
        },
      ],
    },
    'executed',
  ],
  'PRO-7 by vote at an early close': [
    { electors: twenty, votes: [{ ballots: ballots(14, 6), after: 3 }] },
    'executed',
  ],
  'DEA-1 rejected by more than half': [
    { electors: twenty, votes: [{ ballots: ballots(9, 10) }] },
    'rejected',
  ],
  'PRO-8 inquorate twice': [{ electors: twenty, votes: [{ ballots: ballots(14, 0) }] }, 'inquorate'],
  'PRO-8 quorate in the extension': [
    { electors: twenty, votes: [{ ballots: [...ballots(14, 0), ['m15', 'for', 80]] }] },
    'executed',
  ],
  'MEM-2 with electors who departed before and within the extension': [
    {
      electors: twenty,
      votes: [
        {
          ballots: [...ballots(12, 0), ['m13', 'for', 80], ['m14', 'against', 90]],
          departures: [
            ['m20', 'departed', 10],
            ['m19', 'departed', 100],
          ],
        },
      ],
    },
    'executed',
  ],
  'MEM-4 with offline electors assumed to abstain': [
    { electors: twenty, offline: ['m19', 'm20', 'm18'], votes: [{ ballots: ballots(10, 2) }] },
    'executed',
  ],
  'DEA-2 by the second vote': [
    { electors: twenty, votes: [deadlock, { ballots: ballots(14, 5) }] },
    'executed',
  ],
  'DEA-2 by consensus in the extra round': [
    {
      electors: twenty,
      rounds: [silent, silent, silent, { positions: all(twenty, 'agree') }],
      votes: [deadlock],
    },
    'executed',
  ],
  'DEA-2 by the third vote': [
    { electors: twenty, votes: [deadlock, deadlock, { ballots: ballots(15, 5) }] },
    'executed',
  ],
  'DEA-2 adopted by the guardian': [
    {
      electors: twenty,
      votes: [deadlock, deadlock, deadlock],
      guardian: { adopt: true, reason: 'It cannot wait.' },
    },
    'executed',
  ],
  'DEA-2 rejected by the guardian': [
    {
      electors: twenty,
      votes: [deadlock, deadlock, deadlock],
      guardian: { adopt: false, reason: 'x'.repeat(5_000) },
    },
    'rejected',
  ],
  'DEA-2 rejected by silence': [{ electors: twenty, votes: [deadlock, deadlock, deadlock] }, 'rejected'],
  'DEA-2 rejected where the guardian may not resolve': [
    { electors: twenty, category: { guardianMayResolve: false }, votes: [deadlock, deadlock, deadlock] },
    'rejected',
  ],
  'DEA-1 rejected by a missed threshold where there is no deadlock path': [
    { electors: twenty, charter: { deadlock: null }, votes: [deadlock] },
    'rejected',
  ],
  'PRO-6 withdrawn in a round': [
    { electors: twenty, rounds: [silent, { positions: [['m2', 'block']] }], withdrawnIn: 2 },
    'withdrawn',
  ],
  'VOT-1 unanimously': [
    {
      electors: twenty,
      category: { threshold: { num: 1, den: 1, strict: false, unanimous: true, of: 'decisive' } },
      votes: [{ ballots: ballots(15, 0, 5) }],
    },
    'executed',
  ],
  'VOT-1 of those taking part': [
    {
      electors: twenty,
      category: { threshold: { num: 1, den: 2, strict: true, unanimous: false, of: 'participating' } },
      votes: [{ ballots: ballots(10, 1, 8) }],
    },
    'executed',
  ],
  'TIE-4 where no quorum is asked': [
    { electors: twenty, category: { quorum: null }, votes: [{ ballots: ballots(1, 0) }] },
    'executed',
  ],
};
