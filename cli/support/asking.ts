/** What the commands of support ask of a service: bodies are sealed before they are sent and opened after they came (SUP-1 to SUP-4). */
import { z } from 'zod';
import { jwkSchema } from '../../ledger/acts/jwk.ts';
import { textOf } from '../../charter/text/utf8.ts';
import type { Environment } from '../../settings/variables.ts';
import { now } from '../clock.ts';
import { cliError } from '../error.ts';
import { longestText } from '../log.ts';
import type { Report } from '../report.ts';
import { answered, fileBytes, send, serverSource } from '../source.ts';
import { opened, type RecipientKey, sealed } from './sealing.ts';

export interface Asking {
  readonly from: string;
  readonly token: string;
  readonly environment: Environment;
}

const room = z.object({
  stage: z.string(),
  step: z.int(),
  asked: z.array(z.string()),
  supporter: z.string().nullable(),
  agents: z.array(z.string()),
  guardian: z.string().nullable(),
});
const supportSchema = z.object({
  id: z.string(),
  about: z.string(),
  person: z.string(),
  room: room.nullable(),
  danger: z
    .object({
      by: z.string(),
      contact: z.string(),
      until: z.string(),
      toldAt: z.string().nullable(),
      review: z.string().nullable(),
    })
    .nullable(),
  forgottenAt: z.string(),
  can: z.array(z.string()),
});
type Support = z.output<typeof supportSchema>;

const longestAnswer = 64_000_000;

async function get<Schema extends z.ZodType>(
  { from, token }: Asking,
  path: string,
  schema: Schema,
): Promise<z.output<Schema>> {
  const told = await answered(serverSource(from, token), path, longestAnswer);
  if ('trouble' in told) throw cliError(told.trouble);
  return schema.parse(told.body);
}

const post = async ({ from, token }: Asking, path: string, body: object): Promise<Support> =>
  supportSchema.parse(await send(from, { method: 'POST', path, token, body }));

const keySchema = z.object({
  kind: z.string(),
  key: jwkSchema,
  fingerprint: z.string(),
  registeredBy: z.string(),
  since: z.string(),
  revokedAt: z.string().nullable(),
});

/** The keys that a member registered themselves, and that count now. */
async function keysOf(asking: Asking, member: string): Promise<readonly RecipientKey[]> {
  const path = `v1/members/${encodeURIComponent(member)}/keys`;
  const { items } = await get(asking, path, z.object({ items: z.array(keySchema) }));
  const at = new Date(now()).toISOString();
  const counts = (instant: string | null) => instant === null || instant > at;
  const keys = items.filter(
    ({ kind, registeredBy, since, revokedAt }) =>
      kind === 'seal' && registeredBy === member && since <= at && counts(revokedAt),
  );
  if (keys.length === 0) throw cliError(`${member} has registered no key to seal for.`);
  return keys;
}

async function sealedFor(asking: Asking, words: string, members: readonly (string | null)[]) {
  const keys: RecipientKey[] = [];
  for (const member of new Set(members)) if (member !== null) keys.push(...(await keysOf(asking, member)));
  return sealed(words, keys);
}

/** The words of a file; `-` is what is typed in. */
async function wordsIn(file: string): Promise<string> {
  const words = textOf(await fileBytes(file === '-' ? '/dev/stdin' : file, longestText))?.trim() ?? '';
  if (words === '') throw cliError(`${file} holds no words.`);
  return words;
}

const dutySchema = z.object({
  items: z.array(z.object({ member: z.string(), name: z.string(), kind: z.string() })),
});

export async function setDuty({ from, token }: Asking, on: boolean): Promise<Report> {
  const { items } = dutySchema.parse(
    await send(from, { method: 'PUT', path: 'v1/support/duty', token, body: { on } }),
  );
  return {
    checks: [],
    notes: [`On duty: ${items.map(({ member }) => member).join(', ') || 'nobody'}.`],
    figures: { items },
  };
}

export async function ask(
  asking: Asking,
  file: string,
  { member, person, of }: { readonly member: string; readonly person?: string; readonly of?: string },
): Promise<Report> {
  const { items } = await get(asking, 'v1/support/duty', dutySchema);
  const whom = person ?? member;
  const onDuty = items.map((one) => one.member).filter((one) => one !== member && one !== whom);
  const chosen = of === undefined ? onDuty : of.split(',').map((one) => one.trim());
  if (chosen.length === 0) throw cliError('No supporter is on duty now.');
  const words = await sealedFor(asking, await wordsIn(file), [member, whom, ...chosen]);
  const support = await post(asking, 'v1/support', {
    words,
    ...(person === undefined ? {} : { for: person }),
  });
  const services = await servicesNotes(asking);
  return {
    checks: [],
    notes: [`${support.id}: ${support.about}`, ...standing(support), ...services],
    figures: { support },
  };
}

const named = z.looseObject({ name: z.string(), url: z.string().optional() });
const servicesSchema = z.object({ contents: z.array(named) });

/** Outside services are shown at once (SUP-1). */
async function servicesNotes(asking: Asking): Promise<string[]> {
  const { contents } = await get(asking, 'v1/support/services', servicesSchema);
  return contents.map(({ name, url }) => `Outside: ${name}${url === undefined ? '' : `, ${url}`}`);
}

export async function services(asking: Asking): Promise<Report> {
  const notes = await servicesNotes(asking);
  return { checks: [], notes: notes.length > 0 ? notes : ['No service outside is named here.'] };
}

/** An act without words. */
export async function does(asking: Asking, id: string, act: string, body: object = {}): Promise<Report> {
  return shown(await post(asking, `v1/support/${id}/${act}`, body));
}

export async function list(asking: Asking): Promise<Report> {
  const { items } = await get(asking, 'v1/support', z.object({ items: z.array(supportSchema) }));
  return {
    checks: [],
    notes: items.length > 0 ? items.flatMap(standing) : ['There is nothing of yours.'],
    figures: { items },
  };
}

const bodySchema = z.object({ kind: z.string(), by: z.string(), at: z.string(), sealed: z.unknown() });
const bodiesSchema = z.object({ items: z.array(bodySchema), next: z.string().nullable() });

/** How it stands, and all that is sealed for whoever asks, opened. */
export async function show(asking: Asking, id: string): Promise<Report> {
  const support = await read(asking, id);
  const said = [];
  for (let cursor = ''; ;) {
    const page = `v1/support/${id}/messages?limit=200${cursor}`;
    const { items, next } = await get(asking, page, bodiesSchema);
    for (const { sealed: jwe, ...body } of items)
      said.push({ ...body, words: await opened(jwe, asking.environment) });
    if (next === null) break;
    cursor = `&cursor=${encodeURIComponent(next)}`;
  }
  const notes = said.map(
    ({ kind, by, at, words }) =>
      `${at} ${by}${kind === 'message' || kind === 'words' ? '' : ` (${kind})`}: ${words ?? 'sealed for a key that is not on this machine'}`,
  );
  return { checks: [], notes: [...standing(support), ...notes], figures: { support, said } };
}

const read = (asking: Asking, id: string): Promise<Support> => get(asking, `v1/support/${id}`, supportSchema);

function roomIn({ room: inside, person }: Support) {
  if (inside?.supporter == null) throw cliError('Nobody is in its room with whom it is for.');
  return { person, supporter: inside.supporter, guardian: inside.guardian };
}

export async function say(asking: Asking, id: string, file: string): Promise<Report> {
  const { person, supporter } = roomIn(await read(asking, id));
  const words = await sealedFor(asking, await wordsIn(file), [person, supporter]);
  return shown(await post(asking, `v1/support/${id}/messages`, { words }));
}

/** Sealed to contact, guardian and whom it is for, and to the others on duty, one of whom may second it. */
export async function danger(asking: Asking, id: string, file: string, contact: string): Promise<Report> {
  const { person, supporter, guardian } = roomIn(await read(asking, id));
  const { items } = await get(asking, 'v1/support/duty', dutySchema);
  const others = items.map(({ member }) => member).filter((member) => member !== person);
  const to = [person, contact, guardian, supporter, ...others];
  const ground = await sealedFor(asking, await wordsIn(file), to);
  return shown(await post(asking, `v1/support/${id}/danger`, { ground, contact }));
}

export async function review(
  asking: Asking,
  id: string,
  file: string,
  { member, proper }: { readonly member: string; readonly proper: boolean },
): Promise<Report> {
  const { person, danger: told } = await read(asking, id);
  if (told === null) throw cliError('No danger was told in it.');
  const reason = await sealedFor(asking, await wordsIn(file), [person, told.by, member]);
  return shown(await post(asking, `v1/support/${id}/danger/review`, { proper, reason }));
}

const shown = (support: Support): Report => ({ checks: [], notes: standing(support), figures: { support } });

function standing({ id, person, room: inside, danger: told, can, forgottenAt }: Support): string[] {
  const agents = (member: string) =>
    inside?.agents.includes(member) === true ? `${member} (an agent)` : member;
  const where =
    inside === null
      ? 'not yours to read'
      : inside.supporter !== null
        ? `${inside.stage}, with ${agents(inside.supporter)}`
        : `${inside.stage}${inside.step === 4 ? ', and there are no peers to ask' : ''}; asked: ${inside.asked.map(agents).join(', ') || 'nobody'}`;
  const danger =
    told === null
      ? []
      : [
          told.toldAt === null
            ? `Danger stated by ${told.by}, told to ${told.contact} at ${told.until}.`
            : `Danger stated by ${told.by}, told to ${told.contact} at ${told.toldAt}; review: ${told.review ?? 'waited for'}.`,
        ];
  return [
    `${id} for ${person}: ${where}. You can: ${can.join(', ') || 'nothing'}. Deleted ${forgottenAt}, where nothing more is said.`,
    ...danger,
  ];
}
