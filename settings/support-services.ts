/** The services outside the council that give support, in a file of who runs it (FOLKMOOT_SUPPORT_SERVICES): a list of services of HSDS 3 (SUP-1). */
import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { findingsOf } from '../charter/faults/issues.ts';
import type { Faults } from './variables.ts';

/** What HSDS requires of a service; the rest of it is handed on as it is. */
const serviceSchema = z.looseObject({
  id: z.string().min(1).max(250),
  name: z.string().min(1).max(1_000),
  status: z.enum(['active', 'inactive', 'defunct', 'temporarily closed']),
});
const servicesSchema = z.array(serviceSchema).max(500);

export type SupportService = z.output<typeof serviceSchema>;

/** @param file undefined: there are none */
export function readSupportServices(file: string | undefined): readonly SupportService[] | Faults {
  if (file === undefined) return [];
  let document: unknown;
  try {
    document = JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    return { faults: [`FOLKMOOT_SUPPORT_SERVICES cannot be read as JSON (${(error as Error).message})`] };
  }
  const parsed = servicesSchema.safeParse(document);
  if (parsed.success) return parsed.data;
  return {
    faults: findingsOf(parsed.error.issues, document, servicesSchema).map(
      ({ place, message }) => `FOLKMOOT_SUPPORT_SERVICES${place.map((key) => `/${key}`).join('')} ${message}`,
    ),
  };
}
