/** Bodies, queries and path parameters held against their schemas: every fault at once, each with its path. */
import { z } from 'zod';
import { nearest } from '../../charter/faults/forms.ts';
import { characterFault } from '../../charter/text/characters.ts';
import type { Finding } from '../../charter/faults/fault.ts';
import { findingsOf } from '../../charter/faults/issues.ts';
import { fieldErrors, invalid } from './body.ts';
import { problemError } from '../problems/problem.ts';

/** The body as its schema reads it. Throws a problem `invalid-body` with every fault. */
export function validBody<Schema extends z.ZodType>(schema: Schema, body: unknown): z.output<Schema> {
  const parsed = schema.safeParse(body);
  if (parsed.success) return parsed.data;
  throw invalid('invalid-body', fieldErrors(findingsOf(parsed.error.issues, body, schema)));
}

/** The query as its schema reads it. Throws a problem `invalid-query` that names each parameter at fault. */
export function validQuery<Schema extends z.ZodType>(schema: Schema, query: unknown): z.output<Schema> {
  const given = { ...(query as Record<string, unknown>) };
  const unfit = Object.entries(given).flatMap(([key, value]) => characterFindings(key, value));
  if (unfit.length > 0) throw invalid('invalid-query', fieldErrors(unfit));
  const parsed = schema.safeParse(given);
  if (parsed.success) return parsed.data;
  const findings = findingsOf(parsed.error.issues, given, schema);
  throw invalid('invalid-query', fieldErrors(findings.map((finding) => withParameters(finding, schema))));
}

/** Who names a parameter that there is not is told all that there are. */
function withParameters(finding: Finding, schema: z.ZodType): Finding {
  const [name, ...rest] = finding.place;
  const parameters = schema instanceof z.ZodObject ? Object.keys(schema.shape) : [];
  if (rest.length > 0 || parameters.includes(String(name))) return finding;
  const meant = nearest(String(name), parameters);
  return {
    place: finding.place,
    message: `is no parameter here; ${meant === undefined ? '' : `the nearest is ${meant}, `}there are ${parameters.join(', ') || 'none'}`,
    facts: { parameters, ...(meant === undefined ? {} : { nearest: meant }) },
  };
}

/** Of a parameter that is given once, or repeated. */
function characterFindings(key: string, value: unknown): readonly Finding[] {
  return [value].flat().flatMap((one) => {
    const fault = typeof one === 'string' ? characterFault(one, { oneLine: true }) : undefined;
    return fault === undefined ? [] : [{ place: [key], ...fault }];
  });
}

/** The parameters of a path. One that is not what it may be leads nowhere: a problem `not-found`. */
export function validParams<Schema extends z.ZodType>(schema: Schema, params: unknown): z.output<Schema> {
  const parsed = schema.safeParse({ ...(params as Record<string, unknown>) });
  if (parsed.success) return parsed.data;
  throw problemError('not-found');
}
