/** Sensors and observations as they are sent and answered (ALM-1, ALM-2). */
import { z } from 'zod';
import { longestPayload } from '../../ledger/acts/observation.ts';
import { at, decisionId, pageQuery, pageSchema, slug, words } from '../http/schemas.ts';

/** Observations in one request. */
const mostTogether = 1_000;
/** Bytes of a body: a thousand of the longest. */
export const longestTogether = mostTogether * (longestPayload + 700);

const signed = z
  .strictObject({
    payload: z.string().max(longestPayload),
    protected: z.string().max(400),
    signature: z.string().max(100),
  })
  .meta({
    id: 'SignedObservation',
    description: 'A flattened JWS (RFC 7515, section 7.2.2); docs/alarms.md says what is signed',
  });

export const observationsBody = z.union([signed, z.array(signed).min(1).max(mostTogether)]).meta({
  id: 'Observations',
  description: 'One, or up to a thousand',
  examples: [
    {
      payload:
        'eyJpbnN0YW50IjoiMjAyNi0xMS0yMlQwOTozMDowMC4wMDBaIiwiaW50ZWdlcnMiOls0MTJdLCJraW5kIjoic21va2UiLCJudW1iZXIiOjEsInNlbnNvciI6ImJhcm4ifQ',
      protected:
        'eyJhbGciOiJFZDI1NTE5Iiwia2lkIjoiMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMCIsInR5cCI6ImZvbGttb290LW9ic2VydmF0aW9uK2p3cyJ9',
      signature: 'A'.repeat(86),
    },
  ],
});

const kept = z
  .strictObject({
    state: z.literal('kept'),
    id: decisionId.meta({ description: 'By which alarms name it' }),
    source: z.string().meta({ description: '`sensor:` or `member:` with its id' }),
    number: z.int(),
    arrivedAt: at,
  })
  .meta({ id: 'KeptObservation' });
const refused = z
  .strictObject({
    state: z.literal('refused'),
    code: z.string(),
    rule: z.string(),
    facts: z.record(z.string(), z.unknown()),
  })
  .meta({ id: 'RefusedObservation' });

export const observationsAnswer = z.union([
  kept,
  z.strictObject({ items: z.array(z.union([kept, refused])) }).meta({
    description: 'Of several what came of each, in their order; also where some are refused',
  }),
]);

export const sensorParams = z.strictObject({ id: slug });

export const sensorSchema = z
  .strictObject({
    id: z.string(),
    key: z.strictObject({ crv: z.literal('Ed25519'), kty: z.literal('OKP'), x: z.string() }),
    fingerprint: z.string(),
    place: z.string(),
    owner: z.string(),
    purpose: z.string(),
    persons: z
      .array(z.string())
      .meta({ description: 'Whom it observes, by their consent or a justice decision' }),
    because: decisionId.nullable().meta({ description: 'That decision' }),
    decision: decisionId.meta({ description: 'What registered it' }),
    registeredAt: at,
    removedAt: at.nullable(),
    checkedAt: at.nullable(),
    mutedSince: at.nullable().meta({
      description: 'Since when its observations count for no alarm; until it is checked',
    }),
  })
  .meta({ id: 'Sensor' });
export const sensorsQuery = z.strictObject(pageQuery);
export const sensorsSchema = pageSchema(sensorSchema);

export const checkBody = z
  .strictObject({ evidence: words(5_000) })
  .meta({ id: 'SensorCheck', examples: [{ evidence: 'Cleaned, and tried with smoke.' }] });

const observationSchema = z
  .strictObject({
    id: decisionId,
    number: z.int(),
    at,
    arrivedAt: at,
    kind: z.string(),
    said: z.record(z.string(), z.unknown()).meta({ description: 'What was signed' }),
    signed,
  })
  .meta({ id: 'Observation' });
export const observationsSchema = pageSchema(observationSchema);
