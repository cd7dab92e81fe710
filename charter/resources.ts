/** A resource as members files and decisions define it, and what a members file says is held of it (ALC-1). */
import { z } from 'zod';
import type { Finding } from './faults/fault.ts';
import { label, slug } from './text/text.ts';

/** The most of anything, in its units: whole numbers that no reader of JSON rounds. */
export const mostUnits = 1e15;

export const resourceParts = {
  id: slug,
  unit: label(100),
  total: z.int().min(0).max(mostUnits).nullable().meta({ description: 'Null: nothing bounds it' }),
};

/** A resource of a members file; without a total nothing bounds it. */
export const heldResourceSchema = z.strictObject({
  ...resourceParts,
  total: resourceParts.total.default(null),
  held: z
    .array(
      z.strictObject({
        to: z.union([slug, z.strictObject({ family: slug })], {
          error: 'must be a member, or a family as {family: id}',
        }),
        amount: z.int().min(1).max(mostUnits),
      }),
    )
    .max(1_000_000)
    .default([]),
});

/** A resource, and who holds how much of it for good. */
export type HeldResource = z.output<typeof heldResourceSchema>;

/** Where more is held of a resource than there is (ALC-1). @param index its place in the file */
export function overTotal({ total, held }: HeldResource, index: number): readonly Finding[] {
  const allocated = held.reduce((sum, { amount }) => sum + amount, 0);
  return total !== null && allocated > total
    ? [
        {
          place: ['resources', index, 'held'],
          message: 'is more than the total',
          facts: { total, allocated },
        },
      ]
    : [];
}
