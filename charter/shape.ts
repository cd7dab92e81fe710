/** What the schema of a charter is made of: for whoever walks through it field by field. */
import { z } from 'zod';
import { quorumSchema, thresholdSchema } from './shares.ts';

export type Schema = z.core.$ZodType;

/** What a field holds when it is neither null nor left out. */
export function unwrapped(schema: Schema): { readonly form: Schema; readonly isNullable: boolean } {
  if (schema instanceof z.ZodNullable) return { ...unwrapped(schema.unwrap()), isNullable: true };
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodDefault) return unwrapped(schema.unwrap());
  return { form: schema, isNullable: false };
}

export const isShare = (form: Schema): boolean =>
  form instanceof z.ZodObject && 'num' in form.shape && 'den' in form.shape;

/** The fields of an object by themselves: a share is one value; what else stands beside its figures is a field. */
export const fieldsOf = (schema: z.ZodObject): readonly (readonly [string, Schema])[] =>
  Object.entries<Schema>(schema.shape).filter(
    ([key]) => !(isShare(schema) && ['num', 'den', 'strict'].includes(key)),
  );

/** A threshold or a quorum is one value too, with all that is in it. */
export const isOneValue = (form: Schema): boolean => form === thresholdSchema || form === quorumSchema;

/** What each entry of a list or of named entries is, where it has fields of its own. */
export function entryOf(form: Schema): z.ZodObject | undefined {
  const entry =
    form instanceof z.ZodRecord ? form.valueType : form instanceof z.ZodArray ? form.element : undefined;
  return entry instanceof z.ZodObject ? entry : undefined;
}
