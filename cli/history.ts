/** `folkmoot history`: a process's history in Temporal, opened with the key that a council's workers and APIs seal with. */
import { Client, Connection, isGrpcServiceError } from '@temporalio/client';
import protocol from '@temporalio/proto';
import { openHistory } from '../codec/history.ts';
import { type HistoryKeys, parseHistoryKeys } from '../codec/keys.ts';
import { payloadCodec } from '../codec/payload-codec.ts';
import { withSecrets } from '../settings/secrets.ts';
import { readTemporal } from '../settings/temporal.ts';
import { type Environment, given, isFaults } from '../settings/variables.ts';
import { cliError } from './error.ts';
import type { Report } from './report.ts';
import { fileBytes } from './source.ts';

/** Of gRPC's codes. */
const notFound = 5;

/** Bytes of a file of keys: some thousand rotations. */
const longestKeys = 64 * 1024;

/** @param environment where Temporal is (`TEMPORAL_ADDRESS` and its like) and the file of the keys (`FOLKMOOT_HISTORY_KEY`) */
export async function readHistory(id: string, environment: Environment): Promise<Report> {
  const keys = await readKeys(environment);
  const whole = withSecrets(given(environment), ['TEMPORAL_API_KEY']);
  const reached = isFaults(whole) ? whole : readTemporal(whole);
  if (isFaults(reached)) throw cliError(reached.faults.join(' '));
  const { address, namespace } = reached;
  const connection = await Connection.connect(reached.connection).catch((error: unknown) => {
    throw cliError(`Temporal does not answer at ${address} (TEMPORAL_ADDRESS; ${(error as Error).message}).`);
  });
  try {
    const { events } = await new Client({ connection, namespace }).workflow.getHandle(id).fetchHistory();
    return report(id, (await openHistory(events ?? [], payloadCodec(keys), id)) as readonly Opened[]);
  } catch (error) {
    if (!isGrpcServiceError(error) || error.code !== notFound) throw error;
    throw cliError(
      `Temporal has no history of ${id} in ${namespace}: those of ended decisions are kept for a time only.`,
    );
  } finally {
    await connection.close();
  }
}

async function readKeys(environment: Environment): Promise<HistoryKeys> {
  const file = given(environment)['FOLKMOOT_HISTORY_KEY'];
  if (file === undefined)
    throw cliError(
      'FOLKMOOT_HISTORY_KEY is not set: the file of the key that opens the council’s histories.',
    );
  const keys = parseHistoryKeys(String(await fileBytes(file, longestKeys)));
  if ('fault' in keys) throw cliError(`${file} ${keys.fault}.`);
  return keys;
}

/** An event as `openHistory` answers it. */
interface Opened {
  readonly eventId: number;
  readonly eventType: number;
  readonly eventTime: { readonly seconds?: number; readonly nanos?: number };
  readonly [attributes: string]: unknown;
}

function report(id: string, events: readonly Opened[]): Report {
  const told = events.map(({ eventId, eventType, eventTime, taskId: _, version: _version, ...rest }) => ({
    number: eventId,
    at: instantOf(eventTime),
    kind: protocol.temporal.api.enums.v1.EventType[eventType] ?? String(eventType),
    ...rest,
  }));
  return {
    checks: [],
    notes: told.map(
      ({ number, at, kind, ...facts }) => `${number}  ${at}  ${kind}  ${JSON.stringify(facts)}`,
    ),
    figures: { id, events: told },
  };
}

const instantOf = ({ seconds = 0, nanos = 0 }: Opened['eventTime']): string =>
  new Date(seconds * 1_000 + Math.floor(nanos / 1_000_000)).toISOString();
