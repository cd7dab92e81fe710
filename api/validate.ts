/** Bodies, queries and path parameters held against their schemas: every fault at once, each with its path. */
import type { z } from 'zod';
import { findingsOf } from '../charter/issues.ts';
import { pointer } from '../charter/places.ts';
import { invalid, isStorable } from './body.ts';
import { type FieldError, problemError } from './problem.ts';

/** The body as its schema reads it. Throws a problem `invalid-body` with every fault. */
export function validBody<Schema extends z.ZodType>(schema: Schema, body: unknown): z.output<Schema> {
  const parsed = schema.safeParse(body);
  if (parsed.success) return parsed.data;
  throw invalid('invalid-body', fieldErrors(parsed.error, body));
}

/** The query as its schema reads it. Throws a problem `invalid-query` that names each parameter at fault. */
export function validQuery<Schema extends z.ZodType>(schema: Schema, query: unknown): z.output<Schema> {
  const given = { ...(query as Record<string, unknown>) };
  const unstorable = Object.entries(given).filter(
    ([, value]) => typeof value === 'string' && !isStorable(value),
  );
  if (unstorable.length > 0)
    throw invalid(
      'invalid-query',
      unstorable.map(([key]) => ({
        path: pointer([key]),
        message: 'must not contain U+0000 or a lone surrogate',
        facts: {},
      })),
    );
  const parsed = schema.safeParse(given);
  if (parsed.success) return parsed.data;
  throw invalid('invalid-query', fieldErrors(parsed.error, given));
}

/** The parameters of a path. One that is not what it may be leads nowhere: a problem `not-found`. */
export function validParams<Schema extends z.ZodType>(schema: Schema, params: unknown): z.output<Schema> {
  const parsed = schema.safeParse({ ...(params as Record<string, unknown>) });
  if (parsed.success) return parsed.data;
  throw problemError('not-found');
}

function fieldErrors(error: z.ZodError, document: unknown): FieldError[] {
  return findingsOf(error.issues, document).map(({ place, message, facts = {} }) => ({
    path: pointer(place),
    message,
    facts,
  }));
}
