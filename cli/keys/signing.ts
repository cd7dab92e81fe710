/** `folkmoot sign`: answers and acts signed with a member's own key. Needs no server: what is signed is what is said here (AUT-1). */
import { actBytes, type AnswerAct, answerBytes, type ProcessAct } from '../../ledger/acts/act.ts';
import { signDetached } from '../../ledger/acts/jws.ts';
import { isObject, jsonOf, type JsonObject } from '../../ledger/bytes/json.ts';
import { textOf } from '../../charter/text/utf8.ts';
import { cliError } from '../error.ts';
import { longestText } from '../log.ts';
import type { Report } from '../report.ts';
import { fileBytes } from '../source.ts';
import { writeWhole } from '../writing.ts';
import { ownKey } from './member-keys.ts';

/** By which key, in its file. */
interface Keyed {
  readonly key: string;
}

/** Writes the body of a signed ballot, position or ranking to a file, for `PUT …/ballot`, `…/position` or `…/preferences`. */
export async function signAnswer(
  file: string,
  { key, ...answer }: Omit<AnswerAct, 'reason'> & Keyed & { readonly reason?: string | undefined },
): Promise<Report> {
  const { choice, ranking, poll, version, number, sequence, reason } = answer;
  const { privateKey, fingerprint } = await ownKey(key);
  const signature = signDetached(answerBytes({ ...answer, reason: reason ?? null }), privateKey, fingerprint);
  const said = ranking !== null ? { ranking } : poll === 'positions' ? { position: choice } : { choice };
  const body = {
    ...said,
    ...(reason === undefined ? {} : { reason }),
    // The remedies of a conflict have no versions.
    ...(poll === 'remedies' ? {} : { version }),
    signed: { number, sequence, signature },
  };
  await writeWhole(file, Buffer.from(`${JSON.stringify(body)}\n`));
  return {
    checks: [],
    notes: [
      `The answer “${choice ?? 'a ranking'}”, signed with the key ${fingerprint}, was written to ${file}.`,
    ],
    figures: { file, fingerprint },
  };
}

/** Writes the header of a signed act to a file, for `curl -H @FILE`. @param body the file of the body that is sent; undefined: an empty one */
export async function signAct(
  file: string,
  { key, body, ...act }: Omit<ProcessAct, 'body'> & Keyed & { readonly body?: string | undefined },
): Promise<Report> {
  const { privateKey, fingerprint } = await ownKey(key);
  const bytes = actBytes({ ...act, body: body === undefined ? {} : await objectIn(body) });
  const signature = signDetached(bytes, privateKey, fingerprint);
  const header = `Folkmoot-Signature: "${signature}"; sequence=${act.sequence}`;
  await writeWhole(file, Buffer.from(`${header}\n`));
  return {
    checks: [],
    notes: [`The act “${act.act}”, signed with the key ${fingerprint}, was written to ${file} as a header.`],
    figures: { file, fingerprint },
  };
}

async function objectIn(file: string): Promise<JsonObject> {
  const value = jsonOf(textOf(await fileBytes(file, longestText)) ?? '');
  if (!isObject(value)) throw cliError(`${file} holds no JSON object.`);
  return value;
}
