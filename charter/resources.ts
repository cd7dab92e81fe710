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

/** What a file says is held by nobody of it, or beyond a total (ALC-1). */
export function holdingFindings(
  resources: readonly HeldResource[],
  known: { readonly members: ReadonlySet<string>; readonly families: ReadonlySet<string> },
): readonly Finding[] {
  return resources.flatMap(({ total, held }, index) => {
    const place = ['resources', index, 'held'] as const;
    const strangers = held.flatMap(({ to }, at) =>
      (typeof to === 'string' ? known.members.has(to) : known.families.has(to.family))
        ? []
        : [
            {
              place: [...place, at, 'to'],
              message: 'is no member of the file who could hold it, and no family of it',
              facts: { found: to },
            },
          ],
    );
    const allocated = held.reduce((sum, { amount }) => sum + amount, 0);
    return total !== null && allocated > total
      ? [...strangers, { place: [...place], message: 'is more than the total', facts: { total, allocated } }]
      : strangers;
  });
}
