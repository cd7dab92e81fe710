/** What is wrong with observations, sensors and sources of alarms, as problems (ALM-1 to ALM-5). */
import { type ProblemKind, say, sentences } from './kind.ts';

export const alarmKinds = {
  'unknown-sensor': {
    status: 403,
    title: 'No such sensor',
    about: 'Only sensors that a decision has registered observe, and members; `GET /v1/sensors` lists them.',
    detail: (facts) =>
      sentences(
        facts,
        ['sensor', (sensor) => `There is no sensor ${sensor}, or it was removed.`],
        ['member', (member) => `There is no member ${member}.`],
        ['sensors', (sensors) => `${sensors} are no sensors of this alarm.`],
      ) || 'There is no such sensor.',
  },
  'bad-signature': {
    status: 422,
    title: 'No signed observation',
    about:
      'An observation is a flattened JWS over canonical JSON, signed by the Ed25519 key of its source that counts now; docs/alarms.md shows how.',
    detail: ({ reason, key }) =>
      reason === 'another-key'
        ? `It names the key ${say(key)}, which is not its source’s.`
        : reason === 'does-not-hold'
          ? 'Its signature does not hold.'
          : `It ${say(reason)}.`,
  },
  'ahead-of-clock': {
    status: 422,
    title: 'Ahead of the clock',
    about:
      'What is observed has happened: an observation is less than five minutes ahead of the service’s clock.',
    detail: ({ instant, at }) => `It is of ${say(instant)}, and it is ${say(at)}.`,
  },
  'out-of-order': {
    status: 422,
    title: 'Out of order',
    about: 'The numbers of a source go upwards: one that is not above the last one is not taken.',
    detail: ({ number, last }) => `It is number ${say(number)}, and the last one was ${say(last)}.`,
  },
  'too-often': {
    status: 429,
    title: 'Too many observations',
    about:
      'Of one source as many are taken a minute as `most` says. The header `Retry-After` says when to try again.',
    detail: ({ most, again }) => `${say(most)} a minute are taken; the next from ${say(again)} on.`,
  },
  'unknown-observation': {
    status: 422,
    title: 'No such observation',
    about: 'An alarm names observations that are kept, of sensors that still are there, by their ids.',
    detail: ({ observations }) => `There are none of ${say(observations)}.`,
  },
  'too-old': {
    status: 422,
    title: 'Too old',
    about: 'What confirms an alarm was observed shortly before: the charter’s `alarms.window` says how long.',
    detail: ({ observation, instant }) => `${say(observation)} is of ${say(instant)}.`,
  },
  muted: {
    status: 409,
    title: 'Muted',
    about:
      'Alarms of this sensor were refuted so often that its observations count for none before somebody who holds the duty has checked it.',
    detail: ({ sensor, since }) => `The sensor ${say(sensor)} is muted since ${say(since)}.`,
  },
  'other-status': {
    status: 409,
    title: 'Of another status',
    about: 'What is seen in an exercise or a test never confirms an actual alarm, nor the other way round.',
    detail: ({ status, alarm }) => `It is of ${say(status)}, and the alarm of ${say(alarm)}.`,
  },
} as const satisfies Readonly<Record<string, ProblemKind>>;
