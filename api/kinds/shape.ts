/** What processes of every kind are answered with: from when to when, what they go on from, by which charter, and what the caller may do. */
import { z } from 'zod';
import { at, decisionId } from '../http/schemas.ts';

/** When it began and ended, and where its matter goes on or came from, where a workflow was gone (PRO-9). */
export const lifeShape = {
  createdAt: at,
  endedAt: at.nullable(),
  continuationOf: decisionId.nullable().meta({ description: 'The interrupted one that it goes on from' }),
  continuedBy: decisionId.nullable().meta({ description: 'The one in which this one, interrupted, goes on' }),
};

/** The charter that it carries (CHA-1). */
export const charterShape = { charterVersion: z.int(), pace: z.int() };

export const canSchema = <const Act extends string>(acts: readonly Act[]) =>
  z.array(z.enum(acts)).meta({ description: 'What the caller may do now' });
