/** What several bodies, queries and answers are made of: ids, instants, texts, pages. */
import { z } from 'zod';
import { roleSchema } from '../../charter/schema.ts';
import { line, slug, text, words } from '../../charter/text/text.ts';
import { outcomes, stages } from '../../rules/model.ts';
import { tierNumbers } from '../../charter/choices.ts';

export { line, roleSchema, slug, text, words };

/** The id of a decision: version 7 UUIDs, so that ids grow with time; in lower case, as Temporal knows it. */
export const decisionId = z
  .uuid()
  .toLowerCase()
  .meta({ id: 'DecisionId', description: 'The id of a decision', format: 'uuid' });

export const decisionParams = z.strictObject({ id: decisionId });

/** An instant with its offset from UTC, read into ISO 8601, UTC, to the millisecond. Years 1 to 9999. */
export const instant = z.iso
  .datetime({
    offset: true,
    error: 'must be an instant with its offset from UTC (ISO 8601)',
    // What is no date has no other form to be read into.
    abort: true,
  })
  .overwrite((given) => new Date(given).toISOString())
  .refine((given) => /^\d{4}-/.test(given) && given >= '0001', { error: 'must lie in the years 1 to 9999' })
  .meta({ id: 'AnyInstant', format: 'date-time', example: '2026-11-22T09:30:00.000Z' });

/** An instant in an answer: ISO 8601, UTC. */
export const at = z
  .string()
  .meta({ id: 'Instant', format: 'date-time', example: '2026-11-22T09:30:00.000Z' });

/** Said to the description by itself, which of several literals would name the first only. */
export const tierSchema = z.literal(tierNumbers).meta({ type: 'integer', enum: [...tierNumbers] });

export const stageSchema = z.enum(stages);

export const outcomeSchema = z.enum(outcomes);

/** Items in an answer that is a page of a list. */
const defaultLimit = 50;
const mostLimit = 200;

const wholeNumber = (least: number, most: number) =>
  z
    .string()
    .regex(/^\d{1,9}$/, { error: 'must be a whole number' })
    .transform(Number)
    .pipe(z.int().min(least).max(most))
    .meta({ type: 'integer', minimum: least, maximum: most });

/** A number in a query, counted from 1. */
export const ordinal = wholeNumber(1, 1_000_000);

export const limitQuery = wholeNumber(1, mostLimit);

export const cursorQuery = z.string().max(1_000).meta({ description: 'The `next` of the page before' });

/** What every query of a paged list takes. */
export const pageQuery = {
  cursor: cursorQuery.optional(),
  limit: limitQuery.default(defaultLimit),
};

/** Of a list of processes: whether those that have ended are left out. */
export const openQuery = z
  .enum(['true', 'false'])
  .transform((word) => word === 'true')
  .meta({ type: 'boolean', description: '`true`: those alone that have not ended' })
  .default(false);

/** A page: its items, and the cursor of the next one; null after the last. */
export const pageSchema = <Item extends z.ZodType>(item: Item) =>
  z.strictObject({ items: z.array(item), next: z.string().nullable() });

/** A body that says nothing: none, or an empty object. */
export const nothing = z.strictObject({}).meta({ id: 'Nothing' }).optional();

/** Who answers for the agents among those whom a process names, by the agents' ids (MEM-6). */
export const stewardsSchema = z.record(z.string(), z.string()).meta({
  id: 'Stewards',
  description: 'The person who answers for each agent that it names and that has one',
  examples: [{ kit: 'carl' }],
});
