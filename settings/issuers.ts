/** Whose tokens are taken: one identity provider in variables of its own, or several in FOLKMOOT_ISSUERS. */
import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { findingsOf } from '../charter/faults/issues.ts';
import { type Environment, type Faults, isFaults, readVariables } from './variables.ts';

/** An identity provider, as the settings name it. */
export interface IssuerSettings {
  /** The claim `iss`. */
  readonly issuer: string;
  /** Its key set (RFC 7517): a file or an http(s) address. */
  readonly jwks: string;
  /** The claim `aud` must name one of them; for resource indicators (RFC 8707), absolute URIs. */
  readonly audience: readonly string[];
  /** What the claim `sub` is: an identity that was linked to a member, or a member's id itself. */
  readonly subject: 'identity' | 'member';
}

const word = z.string().min(1).max(2_000);

const issuerSchema = z.strictObject({
  issuer: word,
  jwks: word,
  audience: z.array(word).min(1).max(20),
  subject: z.enum(['identity', 'member']).default('identity'),
});

const issuersSchema = z
  .array(issuerSchema)
  .min(1)
  .max(20)
  .refine((list) => new Set(list.map(({ issuer }) => issuer)).size === list.length, {
    error: 'names an issuer twice',
  });

const one = z.object({
  FOLKMOOT_JWKS: z.string(),
  FOLKMOOT_ISSUER: z.string(),
  FOLKMOOT_AUDIENCE: z.string().default('folkmoot'),
  FOLKMOOT_SUBJECT: z
    .enum(['identity', 'member'], { error: 'must be identity or member' })
    .default('identity'),
});

const purposes = {
  FOLKMOOT_JWKS: 'the key set that members’ tokens are checked against, a file or an http(s) address',
  FOLKMOOT_ISSUER: 'who issues members’ tokens: their claim "iss"',
};

/** Whether the environment names an identity provider at all. */
export const namesIssuers = ({ FOLKMOOT_ISSUERS: several, FOLKMOOT_JWKS: jwks }: Environment): boolean =>
  several !== undefined || jwks !== undefined;

/**
 * The identity providers that the environment names.
 * @returns one at least, or a line for each fault
 */
export function readIssuers(environment: Environment): readonly IssuerSettings[] | Faults {
  const several = environment['FOLKMOOT_ISSUERS'];
  if (several !== undefined) return readSeveral(several, environment);
  const read = readVariables(one, environment, purposes);
  if (isFaults(read)) return read;
  const audience = read.FOLKMOOT_AUDIENCE.split(/[\s,]+/).filter((uri) => uri !== '');
  if (audience.length === 0) return { faults: ['FOLKMOOT_AUDIENCE names no audience'] };
  return [
    { issuer: read.FOLKMOOT_ISSUER, jwks: read.FOLKMOOT_JWKS, audience, subject: read.FOLKMOOT_SUBJECT },
  ];
}

function readSeveral(several: string, environment: Environment): readonly IssuerSettings[] | Faults {
  const beside = ['FOLKMOOT_JWKS', 'FOLKMOOT_ISSUER', 'FOLKMOOT_AUDIENCE', 'FOLKMOOT_SUBJECT'].filter(
    (name) => environment[name] !== undefined,
  );
  if (beside.length > 0)
    return {
      faults: beside.map((name) => `FOLKMOOT_ISSUERS and ${name} are both set: take one of them out`),
    };
  let document: unknown;
  try {
    document = JSON.parse(several.trimStart().startsWith('[') ? several : readFileSync(several, 'utf8'));
  } catch (error) {
    return {
      faults: [
        `FOLKMOOT_ISSUERS is neither a list in JSON nor a file with one (${(error as Error).message})`,
      ],
    };
  }
  const parsed = issuersSchema.safeParse(document);
  if (parsed.success) return parsed.data;
  return {
    faults: findingsOf(parsed.error.issues, document, issuersSchema).map(
      ({ place, message }) => `FOLKMOOT_ISSUERS${place.map((key) => `/${key}`).join('')} ${message}`,
    ),
  };
}
