/** Identities, invitations and personal access tokens over HTTP. */
import { z } from 'zod';
import { at, decisionId, instant, slug } from '../http/schemas.ts';
import { label, line } from '../../charter/text/text.ts';
import { scopes } from './scopes.ts';

/** The id of an identity, an invitation or a token. */
export const idParams = z.strictObject({ id: z.uuid().toLowerCase() });

const identity = {
  id: z.uuid(),
  issuer: z.string().meta({ description: 'The claim `iss` of its tokens' }),
  subject: z.string().meta({ description: 'The claim `sub` of its tokens' }),
  linkedAt: at,
};

export const identitySchema = z.strictObject(identity).meta({ id: 'Identity' });
export const identitiesSchema = z.strictObject({ items: z.array(identitySchema) });

export const redemptionBody = z.strictObject({ invitation: line(200) });
export const redemptionSchema = z.strictObject({ ...identity, member: z.string() });

const invitation = {
  id: z.uuid(),
  member: z.string().meta({ description: 'Whom it links an identity to' }),
  madeBy: z.string(),
  decision: decisionId.nullable().meta({
    description: 'The admission that it follows from; null before the first decision, and of a member’s own',
  }),
  madeAt: at,
  expiresAt: at,
};

export const invitationBody = z.strictObject({
  member: slug.optional().meta({ description: 'Whom it is for; the caller unless given' }),
});
export const invitationSchema = z.strictObject(invitation).meta({ id: 'Invitation' });
export const invitationsSchema = z.strictObject({ items: z.array(invitationSchema) });
export const newInvitationSchema = z.strictObject({
  ...invitation,
  invitation: z
    .string()
    .nullable()
    .meta({ description: 'Its secret, shown once: null where the request is repeated with its key' }),
});

const scope = z.enum(scopes);

const token = {
  id: z.uuid(),
  name: z.string(),
  scopes: z.array(scope),
  madeAt: at,
  expiresAt: at,
  lastUsedAt: at.nullable().meta({ description: 'To the minute; null where it was not used yet' }),
};

export const tokenBody = z
  .strictObject({
    name: label(100).meta({ description: 'What its member knows it by' }),
    scopes: z
      .array(scope)
      .min(1)
      .max(scopes.length)
      .refine((list) => new Set(list).size === list.length, { error: 'names one twice' }),
    expires: instant.meta({ description: 'Ahead, by 365 days at most' }),
  })
  .meta({ id: 'NewToken' });
export const tokenSchema = z.strictObject(token).meta({ id: 'Token' });
export const tokensSchema = z.strictObject({ items: z.array(tokenSchema) });
export const newTokenSchema = z.strictObject({
  ...token,
  token: z
    .string()
    .nullable()
    .meta({ description: 'Its secret, shown once: null where the request is repeated with its key' }),
});
