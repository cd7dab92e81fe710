/** Which ports of this machine a start opens, and for what: who runs it should know each of them. */
import { LOOPBACK } from './ports.ts';
import type { TemporalPorts } from './programs/temporal.ts';

export interface Door {
  /** Its number, or how many there are that were picked without us. */
  readonly port: number | 'three';
  /** Who listens, and what they ask of who comes. */
  readonly what: string;
}

/** What was opened, beside the API: null where somebody else runs it. */
export interface Opened {
  readonly database: number | null;
  readonly temporal: TemporalPorts | null;
}

export function doorsOf(api: number, { database, temporal }: Opened): readonly Door[] {
  const own = temporal === null ? [] : doorsOfTemporal(temporal);
  return [
    { port: api, what: 'the API: asks for a token' },
    ...(database === null ? [] : [{ port: database, what: 'PostgreSQL: asks for its password' }]),
    ...own,
  ];
}

const doorsOfTemporal = ({ grpc, http, metrics, page }: TemporalPorts): readonly Door[] => [
  { port: grpc, what: 'Temporal: asks nobody who they are; what is said there is sealed' },
  { port: http, what: 'Temporal over HTTP: refuses every request' },
  { port: metrics, what: 'figures of Temporal, for whoever asks' },
  { port: 'three', what: 'that Temporal picks for its parts among themselves: ask nobody who they are' },
  ...(page === null ? [] : [{ port: page, what: "Temporal's page: asks nobody who they are" }]),
];

/** In lines; every one of them is on the loopback address alone. */
export const doorLines = (doors: readonly Door[]): readonly string[] => [
  `Listening on ${LOOPBACK}, and on no other address`,
  ...doors.map(({ port, what }) => `  ${String(port).padEnd(5)}  ${what}`),
];
