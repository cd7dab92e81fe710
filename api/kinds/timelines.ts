/** Timelines as they are answered: of each kind of entry its facts, as the tables of rules/ have them (REC-4). */
import { z } from 'zod';
import type { EntryShape, EntryTable, Fact, Form } from '../../rules/entries.ts';
import { type KindName, kindNames, kinds } from '../../rules/kinds.ts';
import { tellingOfActs } from '../../rules/signed-acts.ts';
import { signedFact } from '../../rules/signing.ts';
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

const signed = z
  .strictObject({
    act: z.string(),
    body: z.record(z.string(), z.unknown()),
    key: z.record(z.string(), z.string()),
    sequence: z.int(),
    signature: z.string(),
  })
  .optional()
  .meta({ id: 'SignedAct', description: 'The member’s own signature, where acts are signed (AUT-1)' });

function itemSchema(kind: string, { about, facts, open }: EntryShape, tells: boolean) {
  const shape = {
    ...Object.fromEntries(Object.entries(facts).map(([name, fact]) => [name, factSchema(fact)])),
    [happenedAt]: at.optional(),
    ...(tells ? { [signedFact]: signed } : {}),
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
function timelineOf(name: TimelineKind) {
  const table: EntryTable = kinds[name].entries;
  const [first, ...others] = Object.entries(table).map(([kind, one]) =>
    itemSchema(kind, one, Object.hasOwn(tellingOfActs(name), kind)),
  );
  if (first === undefined) throw new Error(`${name} has no entries`);
  const id = `${name.split('-').map(capitalized).join('')}Entry`;
  const item = z.discriminatedUnion('kind', [first, ...others]).meta({ id });
  return pageSchema(item as unknown as z.ZodType<TimelineItem, TimelineItem>);
}

const capitalized = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);

/** Whose timeline has a route of its own. */
export type TimelineKind = Exclude<KindName, 'appeal'>;

export const timelineSchemas = Object.fromEntries(
  kindNames.flatMap((name) => (name === 'appeal' ? [] : [[name, timelineOf(name)]])),
) as Readonly<Record<TimelineKind, ReturnType<typeof timelineOf>>>;

/** Where a page of a timeline ends. */
export const timelinePlace = z.strictObject({ sequence: z.int(), part: z.int() });
