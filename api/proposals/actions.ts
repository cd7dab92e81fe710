/** What a decision does when it is adopted (EXE-1), as bodies say it. */
import { z } from 'zod';
import { longestPatch, patchSchema } from '../../charter/change/patch.ts';
import { memberSchema } from '../../charter/members.ts';
import { mostUnits, resourceParts } from '../../charter/resources.ts';
import { readKey } from '../../ledger/acts/jwk.ts';
import { type Action, callMethods } from '../../rules/model.ts';
import { mostReferred } from '../../rules/restorative/state.ts';
import { decisionId, instant, line, slug, words } from '../http/schemas.ts';

/** The longest body of a call, in bytes of its JSON. */
const longestCallBody = 64 * 1024;
const mostHeaders = 20;

/** What belongs to the connection, and what the call is signed and told apart by: nobody sets it (EXE-1). */
const reservedHeaders: ReadonlySet<string> = new Set([
  'connection',
  'content-length',
  'content-type',
  'expect',
  'host',
  'idempotency-key',
  'keep-alive',
  'proxy-authenticate',
  'proxy-authorization',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
]);

const isReserved = (name: string): boolean =>
  reservedHeaders.has(name.toLowerCase()) || name.toLowerCase().startsWith('webhook-');

const headerName = z
  .string()
  .max(100)
  .regex(/^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/, { error: 'is no name of a header' })
  .refine((name) => !isReserved(name), { error: 'is a header that the call sets by itself' });

const headers = z
  .record(
    headerName,
    z
      .string()
      .max(2_000)
      .regex(/^[\t\x20-\x7e]*$/, { error: 'must be visible ASCII' }),
  )
  .refine((given) => Object.keys(given).length <= mostHeaders, {
    error: `has more than ${mostHeaders} headers`,
  })
  .refine(
    (given) =>
      new Set(Object.keys(given).map((name) => name.toLowerCase())).size === Object.keys(given).length,
    {
      error: 'names a header twice',
    },
  );

const callUrl = line(2_000)
  .refine(isHttp, { error: 'must be an http or https address', abort: true })
  .refine((url) => new URL(url).username === '' && new URL(url).password === '', {
    error: 'must not hold credentials: the text of a proposal is public',
  })
  .meta({ format: 'uri' });

function isHttp(url: string): boolean {
  return URL.canParse(url) && ['http:', 'https:'].includes(new URL(url).protocol);
}

const task = z.strictObject({
  type: z.literal('task'),
  assignee: slug,
  instructions: words(10_000),
  by: instant,
});

const httpCall = z
  .strictObject({
    type: z.literal('http.call'),
    method: z.enum(callMethods),
    url: callUrl,
    headers: headers.optional(),
    body: z
      .unknown()
      .optional()
      .refine((body) => body === undefined || Buffer.byteLength(JSON.stringify(body)) <= longestCallBody, {
        error: `is longer than ${longestCallBody} bytes of JSON`,
      }),
  })
  .refine(({ method, body }) => method !== 'GET' || body === undefined, {
    error: 'must not be there: a GET has no body',
    path: ['body'],
  });

const holder = z.union([slug, z.strictObject({ family: slug })], {
  error: 'must be a member, or a family as {family: id}',
});

const amount = z.int().min(1).max(mostUnits);

const allocation = z
  .strictObject({
    type: z.literal('allocation.grant'),
    resource: slug,
    amount,
    to: holder,
    until: instant.optional(),
    permanent: z.literal(true).optional(),
  })
  .refine(({ until, permanent }) => (until === undefined) !== (permanent === undefined), {
    error: 'must have either until or permanent',
  });

/** What there is of a resource may be nothing, for nobody holds any (ALC-1). */
const resource = z.strictObject({ type: z.literal('resource.define'), ...resourceParts });

const sensorKey = z
  .strictObject({ crv: z.literal('Ed25519'), kty: z.literal('OKP'), x: z.string().max(64) })
  .superRefine((key, context) => {
    const read = readKey('sign', key);
    if ('fault' in read) context.addIssue({ code: 'custom', message: read.fault });
  });

/** What only observes (ALM-1). */
const sensor = z
  .strictObject({
    id: slug,
    key: sensorKey.meta({ description: 'The Ed25519 key by which it signs' }),
    place: words(500),
    owner: slug.meta({ description: 'The member whose it is' }),
    purpose: words(2_000),
    persons: z
      .array(slug)
      .min(1)
      .max(100)
      .optional()
      .meta({ description: 'Whom it observes: each of them consents, or a justice decision stands for it' }),
    because: decisionId.optional().meta({ description: 'That decision' }),
  })
  .refine(({ persons, because }) => because === undefined || persons !== undefined, {
    error: 'stands for nothing: nobody is observed',
    path: ['because'],
  });

const familyOfAuthor = slug.optional().meta({ description: 'Left out: that of its author' });

/** What a dissolved family leaves, in shares; of nothing none (MEM-7). */
const mostShares = 1_000;

const familyActions = [
  z.strictObject({
    type: z.literal('family.admit'),
    family: familyOfAuthor,
    member: slug,
    parents: z.array(slug).max(20).optional().meta({
      description:
        'Who consents in place of a joiner below family maturity; left out: the parents whom their admission named',
    }),
  }),
  z.strictObject({ type: z.literal('family.release'), family: familyOfAuthor, member: slug }),
  z.strictObject({
    type: z.literal('family.dissolve'),
    family: familyOfAuthor,
    shares: z
      .array(z.strictObject({ resource: slug, amount, to: holder }))
      .max(mostShares)
      .meta({ description: 'Who gets what the family holds: all of it, and nothing else' }),
  }),
] as const;

/** A patch that is stored with its draft, whether or not it applies (AMD-1). */
const boundedPatch = patchSchema.refine((patch) => JSON.stringify(patch).length <= longestPatch, {
  error: `is longer than ${longestPatch} code units of JSON`,
});

/** Every type of EXE-1. Which of them a category permits is the charter's word (TIE-5). */
export const actionSchema = z
  .discriminatedUnion(
    'type',
    [
      z.strictObject({ type: z.literal('none') }),
      task,
      httpCall,
      allocation,
      resource,
      ...familyActions,
      z.strictObject({ type: z.literal('sensor.register'), sensor }),
      z.strictObject({ type: z.literal('sensor.remove'), sensor: slug }),
      z.strictObject({ type: z.literal('member.admit'), member: memberSchema }),
      z.strictObject({ type: z.literal('member.release'), member: slug }),
      z.strictObject({ type: z.literal('member.guardian'), member: slug }),
      z.strictObject({ type: z.literal('member.milestone'), member: slug, milestone: slug }),
      z.strictObject({
        type: z.literal('member.roles'),
        member: slug,
        roles: memberSchema.shape.roles.unwrap(),
      }),
      z.strictObject({ type: z.literal('leadership.give'), member: slug }),
      z.strictObject({ type: z.literal('leadership.take'), member: slug }),
      z.strictObject({
        type: z.literal('mandate.grant'),
        members: z.array(slug).max(1_000),
        category: slug,
        until: instant,
      }),
      z.strictObject({ type: z.literal('mandate.end'), mandate: decisionId }),
      z.strictObject({
        type: z.literal('restorative.refer'),
        of: decisionId.nullable().default(null).meta({
          description:
            'The conflict, the justice decision or the broken plan that is referred; null: what this decision is about',
        }),
        harmed: z.array(slug).min(1).max(mostReferred),
        responsible: z.array(slug).min(1).max(mostReferred),
      }),
      z.strictObject({ type: z.literal('charter.amend'), patch: boundedPatch }),
    ],
    { error: 'is no type of action that there is' },
  )
  .meta({ id: 'Action' });

export type SentAction = z.output<typeof actionSchema>;

/** An action of a decision that is there: it was checked, and completed, when it came. */
export const storedAction = actionSchema as unknown as z.ZodType<Action, Action>;
