/** The charter beside a record: whether it is the one that the record names, and whether the record's rules are its own (CHA-1). */
import { hash } from 'node:crypto';
import { atPace, readCharter } from '../../charter/load.ts';
import { type Check, failed, passed } from '../../ledger/recount/check.ts';
import { same } from '../../ledger/recount/difference.ts';
import { canonicalOf, isObject, jsonOf, readCanonical } from '../../ledger/bytes/json.ts';
import type { RecordDocument } from '../../ledger/parts/records.ts';
import { recordedKinds } from '../../ledger/parts/recorded-kinds.ts';
import { textOf } from '../../charter/text/utf8.ts';

/** Bytes of a charter's canonical JSON that are read. */
export const longestCharter = 4_000_000;

/** @param name how sentences call the charter's file */
export function charterCheck(name: string, bytes: Uint8Array, record: RecordDocument): Check {
  const { charter } = record;
  const document = readCanonical(bytes);
  if (document === undefined) return failed('charter', `${name} is not canonical JSON.`);
  if (hash('sha256', bytes, 'hex') !== charter.hash)
    return failed('charter', `${name} is not the charter that the record names: its hash is another.`);
  const loaded = readCharter(document);
  if ('faults' in loaded) return failed('charter', `${name} is no charter.`);
  const copy = atPace(loaded.charter, charter.pace);
  const rules = recordedKinds[record.kind].rulesOf(copy, record);
  if (rules !== undefined && same(JSON.parse(JSON.stringify(rules)), record.rules))
    return passed(
      'charter',
      `Its rules are those of version ${charter.version} of the charter “${copy.name}”.`,
    );
  const sentence = `record /rules are not those of ${name} (CHA-1).`;
  return { ...failed('charter', sentence), document: 'record', pointer: '/rules' };
}

/** The canonical bytes of a charter's document, from a file that holds it, or the answer in which it was served; undefined for anything else. */
export function charterBytes(file: Uint8Array): Buffer | undefined {
  const value = jsonOf(textOf(file) ?? '');
  const text = canonicalOf(isObject(value) && 'document' in value ? value.document : value);
  return value === undefined || text === undefined ? undefined : Buffer.from(text);
}
