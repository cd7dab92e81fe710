/** What the records of several kinds have in common: the tally of a poll, the roots of the evidence, format 1 (REC-1, VOT-5). */
import { z } from 'zod';
import { mostReasons } from '../../../rules/polls/participation.ts';
import { mostParts } from '../../../rules/polls/parts.ts';
import { verdicts } from '../../../rules/polls/deadlock.ts';
import { type PartOf, partsOf, type RecordKind } from '../kinds.ts';
import { quorumParts, thresholdOf } from './rules.ts';
import { count, digest, hash, instant, ordinal } from './parts.ts';

export const recordFormat = 'folkmoot-record-1';

const partFigures = { part: z.string(), electorate: count, met: z.boolean() };

/** How the parts of an electorate stand. */
const byPart = <Shape extends z.ZodRawShape>(shape: Shape) =>
  z.strictObject({
    count: count.meta({ description: 'How many parts there are; who is in none counts in the whole alone' }),
    met: count.meta({ description: 'In how many of them enough are for (VOT-1)' }),
    figures: z
      .array(z.strictObject({ ...partFigures, ...shape }))
      .max(mostParts)
      .meta({ description: `The largest ${mostParts}, those of one size by name` }),
  });

export const votesByPart = byPart({ for: count, against: count, abstain: count });
export const positionsByPart = byPart({ agreeing: count, positions: count });

export const tally = z
  .strictObject({
    for: count,
    against: count,
    abstain: count,
    represented: count,
    electorate: count,
    participating: count,
    quorum: z.strictObject({ ...quorumParts, met: z.boolean() }),
    threshold: z.strictObject({ ...thresholdOf, met: z.boolean() }),
    parts: votesByPart
      .optional()
      .meta({ description: 'Where the threshold asks for majorities of parts of the electorate' }),
    verdict: z.enum(verdicts),
    decided: z.boolean(),
  })
  .meta({ id: 'Tally' });

const byKind = z.strictObject({ agent: count, person: count });

/** Who took part in a poll that was judged, of its electorate as it was fixed. */
const participation = z
  .strictObject({
    counted: byKind.meta({ description: 'Who answered in person' }),
    represented: byKind.meta({ description: 'Whose vote a representative carried (DEL-2)' }),
    assumed: byKind.meta({
      description: 'Of whom an abstention is assumed that counts to the quorum (MEM-4)',
    }),
    absent: byKind,
    recused: count.meta({
      description: 'Who would be an elector but for their own case: none of the electorate (GUA-2)',
    }),
  })
  .meta({ id: 'Participation' });

const told = 'Left out in records of before, whose electorates are fixed without kinds';

/** What a result begins with. */
export const tookPart = {
  participation: participation
    .optional()
    .meta({ description: `Who took part, people and agents apart. ${told}` }),
  reasonsAgainst: z
    .array(z.strictObject({ member: z.string(), reason: z.union([z.string(), digest]), at: instant }))
    .max(mostReasons)
    .optional()
    .meta({
      description: `The reasons of the votes against that were given first; the evidence has all of them. ${told}`,
    }),
};

/** The copy of the charter that the decision was made under (CHA-1). */
export const charterCopied = z.strictObject({ version: ordinal, hash, pace: ordinal });

export const electorate = z.strictObject({ size: count, quorum: count });

const tree = z.strictObject({ count, root: hash });

/** Of each part of the evidence, how many entries it has and the RFC 6962 tree hash over their canonical JSON. */
export const roots = <Kind extends RecordKind>(kind: Kind) =>
  z.strictObject(
    Object.fromEntries(partsOf(kind).map((name) => [name, tree])) as Record<PartOf<Kind>, typeof tree>,
  );

/** The window of a poll, as it was opened and as it closed. */
export const window = { opens: instant, closes: instant, closedAt: instant };

export type Root = z.output<typeof tree>;
