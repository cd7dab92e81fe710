/** Reads the environment of a process at once: into settings, or into a line for each variable that is missing or wrong. */
import { z } from 'zod';
import { findingsOf } from '../charter/faults/issues.ts';

export type Environment = Readonly<Record<string, string | undefined>>;

/** Why a process cannot start, one line for each variable. */
export interface Faults {
  readonly faults: readonly string[];
}

/** A whole number in decimal digits, both bounds included. */
export const whole = (least: number, most: number) =>
  z
    .string()
    .regex(/^\d{1,9}$/, { error: `must be a whole number from ${least} to ${most}` })
    .transform(Number)
    .refine((number) => number >= least && number <= most, {
      error: `must be a whole number from ${least} to ${most}`,
    });

export const port = whole(0, 65_535);

export const logLevel = z
  .enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'])
  .default('info');

/** For workers and APIs alike, which must have the same. */
export const historyKeyPurpose = {
  FOLKMOOT_HISTORY_KEY:
    'the file of the key that seals what stands in Temporal’s store; made where the council has none yet',
};

/** A variable that is empty is not set. */
export function given(environment: Environment): Environment {
  return Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''));
}

/**
 * @param environment as {@link given} answers it
 * @param purposes what a variable is for, for who has left it out
 */
export function readVariables<Output>(
  variables: z.ZodType<Output>,
  environment: Environment,
  purposes: Readonly<Record<string, string>>,
): Output | Faults {
  const parsed = variables.safeParse(environment);
  if (parsed.success) return parsed.data;
  return {
    faults: findingsOf(parsed.error.issues, environment, variables).map(({ place, message }) => {
      const name = String(place[0]);
      return environment[name] === undefined
        ? `${name} is not set: ${purposes[name] ?? ''}`
        : `${name} ${message}`;
    }),
  };
}

export function isFaults(read: object): read is Faults {
  return 'faults' in read;
}

/** The faults of several readings as one. */
export function allFaults(...readings: readonly object[]): Faults {
  return { faults: readings.flatMap((read) => (isFaults(read) ? read.faults : [])) };
}
