/** Opens what a history holds, for who has the keys: each payload becomes the value that it was made of. */
import { defaultPayloadConverter, type Payload, type PayloadCodec } from '@temporalio/common';
import type { temporal } from '@temporalio/proto';

type Event = temporal.api.history.v1.IHistoryEvent;

/**
 * The events with each payload replaced by its value; of a failure, what it says. What no key opens stands there as `{forged: true}`, and what is not
 * sealed at all (search attributes, what Temporal's page shows) as it is. Null and empty fields are left out.
 * @param workflowId of the workflow whose history it is; what it sends to another one is sealed for that
 */
export const openHistory = (
  events: readonly Event[],
  codec: PayloadCodec,
  workflowId: string,
): Promise<unknown> => opened([...events], codec, workflowId);

async function opened(value: unknown, codec: PayloadCodec, workflowId: string): Promise<unknown> {
  if (Array.isArray(value)) return Promise.all(value.map((one: unknown) => opened(one, codec, workflowId)));
  if (typeof value !== 'object' || value === null || value instanceof Uint8Array) return value;
  if (isPayload(value)) return valueOf(value, codec, workflowId);
  if (isInteger(value)) return value.toNumber();
  const addressee = addresseeOf(value) ?? workflowId;
  const entries: [string, unknown][] = [];
  for (const [name, part] of Object.entries(value))
    if (isGiven(part)) entries.push([name, await opened(part, codec, addressee)]);
  return Object.fromEntries(entries);
}

const isGiven = (part: unknown): boolean =>
  part !== null && part !== undefined && part !== '' && !(Array.isArray(part) && part.length === 0);

const isPayload = (value: object): value is Payload => 'metadata' in value && 'data' in value;

/** How protobuf's 64 bits are held. */
const isInteger = (value: object): value is { readonly toNumber: () => number } =>
  'low' in value && 'high' in value && 'unsigned' in value;

/** Of a child or another workflow that something is sent to. */
function addresseeOf(attributes: object): string | undefined {
  const { workflowId, workflowExecution } = attributes as {
    readonly workflowId?: string | null;
    readonly workflowExecution?: { readonly workflowId?: string | null } | null;
  };
  // What is not given reads as an empty text.
  return [workflowId, workflowExecution?.workflowId].find(Boolean) ?? undefined;
}

const text = new TextDecoder();

async function valueOf(payload: Payload, codec: PayloadCodec, workflowId: string): Promise<unknown> {
  const isSealed = text.decode(payload.metadata?.['encoding'] ?? undefined).startsWith('binary/');
  const context = { type: 'workflow', namespace: '', workflowId } as const;
  const [clear] = isSealed ? await codec.decode([payload], context) : [payload];
  return clear === undefined ? undefined : defaultPayloadConverter.fromPayload(clear);
}
