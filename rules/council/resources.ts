/** What there is to allocate: each resource with its unit, and a total where it is scarce, which the council's allocations never exceed (ALC-1). */
import type { Grant } from './allocations.ts';
import type { Action, Holder } from '../model.ts';
import { refuse, type Refusal } from '../refusal.ts';

export interface Resource {
  readonly id: string;
  readonly unit: string;
  /** A whole number from 0 to 10^15; null: nothing bounds it. */
  readonly total: number | null;
}

/** A resource as it stands, and how much of it the council's allocations in force take: what is passed on counts once, with its giver. */
export interface Standing {
  readonly resource: Resource | undefined;
  readonly allocated: number;
}

/**
 * Refuses to allocate what there is not, and what the council gives beyond a total. Facts: `resource`; and `unit`, `total`, `allocated`,
 * `free` and `amount`.
 * @param giver null of the council; what others pass on is counted already
 */
export function grantFault(
  { resource: id, amount }: Pick<Grant, 'resource' | 'amount'>,
  giver: Holder | null,
  { resource, allocated }: Standing,
): Refusal | undefined {
  if (resource === undefined) return refuse('unknown-resource', 'ALC-1', { resource: id });
  const { unit, total } = resource;
  if (giver !== null || total === null || allocated + amount <= total) return undefined;
  const free = Math.max(0, total - allocated);
  return refuse('over-total', 'ALC-1', { resource: id, unit, total, allocated, free, amount });
}

/** Refuses a definition that changes nothing, the unit of what is held in another, or that sets a total below what is allocated (ALC-1). */
export function definitionFault(
  { id, unit, total }: Extract<Action, { type: 'resource.define' }>,
  { resource, allocated }: Standing,
): Refusal | undefined {
  if (resource === undefined) return undefined;
  if (unit !== resource.unit)
    return refuse('other-unit', 'ALC-1', { resource: id, unit: resource.unit, asked: unit });
  if (total === resource.total) return refuse('already-done', 'ALC-1', { resource: id, unit, total });
  return total !== null && total < allocated
    ? refuse('below-allocated', 'ALC-1', { resource: id, unit, total, allocated })
    : undefined;
}
