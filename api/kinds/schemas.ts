/** The kinds of processes as they are answered: their stages, outcomes and acts (PRO-9, PRO-10, AUT-1). */
import { z } from 'zod';
import { kindNames } from '../../rules/kinds.ts';

const about = z.string().meta({ description: 'In a sentence' });
const path = z.string().meta({
  description:
    'A template (RFC 6570): `{id}` is the id of the process, `{n}` the number of what in it the act is done to',
  example: '/v1/proposals/{id}/ballot',
});
const rules = z.array(z.string()).meta({ description: 'The ids of the rules', example: ['PRO-7', 'VOT-6'] });

const named = z.strictObject({ name: z.string(), about });

const request = {
  method: z.enum(['POST', 'PUT', 'PATCH', 'DELETE']),
  path,
  about,
  by: z.string().meta({ description: 'Who may, in a sentence' }),
  rules,
  body: z
    .record(z.string(), z.unknown())
    .meta({ description: 'The JSON Schema (2020-12) of the body; references lead to within it' }),
  bodyRequired: z.boolean().meta({ description: 'Whether the body may not be left out' }),
};

const opening = z.strictObject(request);

const act = z.strictObject({
  name: z.string().meta({ description: 'As in `can` and in `owes`' }),
  ...request,
  stages: z.array(z.string()).meta({ description: 'The stages in which it can be done' }),
  signed: z.boolean().meta({
    description: 'Whether it bears its member’s signature where the charter has `signatures: all` (AUT-1)',
  }),
});

const reading = z.strictObject({ path, about, rules });

const kind = z
  .strictObject({
    kind: z.enum(kindNames),
    about: z.string().meta({ description: 'What they are, in a few words' }),
    stages: z.array(named).meta({ description: 'In their order; the last is the end' }),
    outcomes: z.array(named),
    openings: z.array(opening).meta({ description: 'How one is opened' }),
    acts: z.array(act).meta({ description: 'What can be done in one, in the order of the process' }),
    readings: z.array(reading).meta({ description: 'What can be read of it' }),
  })
  .meta({ id: 'Kind' });

export const kindsSchema = z.strictObject({ items: z.array(kind) });

export type KindsAnswer = z.output<typeof kindsSchema>;
export type KindAnswer = z.output<typeof kind>;
export type ActAnswer = z.output<typeof act>;
