/** Search attributes must be known to the server before a worker polls: an unknown one blocks a workflow task for ever. */
import { type Connection, isGrpcServiceError } from '@temporalio/client';
import { SearchAttributeType } from '@temporalio/common';

import { searchAttributes } from '../workflows/messages.ts';

/** Temporal's numbers for the types (temporal.api.enums.v1.IndexedValueType). */
const indexedValueTypes: Readonly<Partial<Record<SearchAttributeType, number>>> = {
  [SearchAttributeType.KEYWORD]: 2,
  [SearchAttributeType.INT]: 3,
  [SearchAttributeType.DATETIME]: 6,
};

/** gRPC's ALREADY_EXISTS and PERMISSION_DENIED. */
const alreadyExists = 6;
const permissionDenied = 7;

/**
 * Registers each, one by one: what is known already stays as it is. Where Temporal has an authoriser, registering takes an
 * administrator's permission: a worker that may only work starts where an administrator has registered them before.
 */
export async function registerSearchAttributes(connection: Connection, namespace: string): Promise<void> {
  for (const { name, type } of Object.values(searchAttributes)) {
    try {
      await connection.operatorService.addSearchAttributes({
        namespace,
        searchAttributes: { [name]: indexedValueTypes[type] ?? 0 },
      });
    } catch (error) {
      if (!isGrpcServiceError(error)) throw error;
      if (error.code === permissionDenied && (await isKnown(connection, namespace, name))) continue;
      if (error.code !== alreadyExists) throw error;
    }
  }
}

async function isKnown(connection: Connection, namespace: string, name: string): Promise<boolean> {
  const known = await connection.operatorService.listSearchAttributes({ namespace });
  return Object.hasOwn(known.customAttributes, name);
}
