/** Timelines as they are answered: of each kind of entry its facts, as the tables of rules/ have them (REC-4). */
import { z } from 'zod';
import type { EntryShape, EntryTable, Fact, Form } from '../../rules/entries.ts';
import { kinds } from '../../rules/kinds.ts';
import { happenedAt } from '../../rules/window.ts';
import type { TimelineItem } from '../../store/processes/timeline.ts';
import { at, pageSchema } from '../http/schemas.ts';

const forms: Readonly<Record<Form, z.ZodType>> = {
  text: z.string(),
  instant: at,
  number: z.int(),
  flag: z.boolean(),
  object: z.record(z.string(), z.unknown()),
  list: z.array(z.unknown()),
  texts: z.array(z.string()),
  numbers: z.array(z.int()),
};

function factSchema({ form, words, nullable, optional }: Fact): z.ZodType {
  const one = words === undefined ? forms[form] : z.enum(words);
  const orNull = nullable === true ? one.nullable() : one;
  return optional === true ? orNull.optional() : orNull;
}

function itemSchema(kind: string, { about, facts, open }: EntryShape) {
  const shape = {
    ...Object.fromEntries(Object.entries(facts).map(([name, fact]) => [name, factSchema(fact)])),
    [happenedAt]: at.optional(),
  };
  return z
    .strictObject({
      sequence: z.int(),
      part: z.int(),
      at,
      kind: z.literal(kind),
      facts: open ? z.looseObject(shape) : z.strictObject(shape),
    })
    .meta({ description: about });
}

/** They stand in a timeline only as what is written says, and are not checked again as they are read. */
function timelineOf(table: EntryTable, id: string) {
  const [first, ...others] = Object.entries(table).map(([kind, one]) => itemSchema(kind, one));
  if (first === undefined) throw new Error(`${id} has no kinds`);
  const item = z.discriminatedUnion('kind', [first, ...others]).meta({ id });
  return pageSchema(item as unknown as z.ZodType<TimelineItem, TimelineItem>);
}

export const timelineSchemas = {
  proposal: timelineOf(kinds.proposal.entries, 'ProposalEntry'),
  emergency: timelineOf(kinds.emergency.entries, 'EmergencyEntry'),
  conflict: timelineOf(kinds.conflict.entries, 'ConflictEntry'),
};
