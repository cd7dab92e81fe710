/** Pages and files that a proposal names beside its text, as bodies bring them (PRO-2). */
import { z } from 'zod';
import { longestAttachment, mostAttachments, mostReferences } from '../../rules/submission/attachments.ts';
import { line } from '../http/schemas.ts';

const isPage = (url: string): boolean =>
  URL.canParse(url) && ['http:', 'https:'].includes(new URL(url).protocol);

const pageUrl = line(2_000)
  .refine(isPage, { error: 'must be an http or https address', abort: true })
  .refine((url) => new URL(url).username === '' && new URL(url).password === '', {
    error: 'must not hold credentials: the text of a proposal is public',
  })
  .meta({ format: 'uri' });

const title = line(200).regex(/\S/, { error: 'must say something' });

export const referenceSchema = z
  .strictObject({ title, url: pageUrl })
  .meta({ id: 'Reference', examples: [{ title: 'The workshop', url: 'https://example.org/workshop' }] });

export const referencesSchema = z.array(referenceSchema).max(mostReferences);

/** In lower case, so that the same bytes have one name. */
export const sha256 = z
  .string()
  .regex(/^[0-9a-f]{64}$/, { error: 'must be a SHA-256 in 64 lower case hexadecimal digits' })
  .meta({
    id: 'Sha256',
    description: 'The SHA-256 of the bytes, in lower case hexadecimal',
    example: '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
  });

const fileName = title.regex(/^[^/\\]*$/, { error: 'must be the name of a file, without a folder' });

/** Type and subtype, without parameters (RFC 6838). */
const mediaType = z
  .string()
  .max(127)
  .regex(/^[a-z0-9][a-z0-9!#$&^_.+-]*\/[a-z0-9][a-z0-9!#$&^_.+-]*$/, {
    error: 'must be a media type in lower case, without parameters',
  })
  .meta({ example: 'application/pdf' });

export const attachmentSchema = z
  .strictObject({
    name: fileName,
    mediaType,
    sha256,
    size: z.int().min(1).max(longestAttachment).meta({ description: 'Bytes' }),
  })
  .meta({ id: 'Attachment' });

export const attachmentsSchema = z
  .array(attachmentSchema)
  .max(mostAttachments)
  .refine((files) => new Set(files.map((file) => file.sha256)).size === files.length, {
    error: 'names one twice',
  });

export const storedSchema = z.strictObject({ sha256, size: z.int() }).meta({ id: 'StoredAttachment' });
