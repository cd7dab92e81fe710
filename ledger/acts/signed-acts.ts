/** Whether acts and declarations bear the signatures of their members, and say what was signed (AUT-1). */
import { createPublicKey } from 'node:crypto';
import { z } from 'zod';
import type { Facts } from '../../rules/refusal.ts';
import { actTold } from '../../rules/signed-acts.ts';
import { type SignedAct, signedFact, type TellsOfAct } from '../../rules/signing.ts';
import type { Declaration, TimelineEntry } from '../parts/evidence-entries.ts';
import type { Packed } from '../parts/packed.ts';
import type { Evidence, RecordDocument } from '../parts/records.ts';
import { ordinal } from '../parts/schema/parts.ts';
import { type Difference, inEvidence, same } from '../recount/difference.ts';
import { actBytes } from './act.ts';
import { fingerprintOf, jwkSchema, type PublicJwk, readKey } from './jwk.ts';
import { longestSignature, openDetached, verifyDetached } from './jws.ts';

const schema = z.strictObject({
  act: z.string(),
  body: z.record(z.string(), z.unknown()),
  key: jwkSchema,
  sequence: ordinal,
  signature: z.string().max(longestSignature),
});

/** A signature as the facts of an entry bear it; undefined where they bear none of this form. */
const signedIn = (facts: Facts): SignedAct<PublicJwk> | undefined => schema.safeParse(facts[signedFact]).data;

/** An act that the evidence tells of, and where. */
interface Told {
  readonly pointer: string;
  readonly member: string;
  readonly tells: Pick<TellsOfAct, 'acts' | 'says' | 'text'>;
  readonly facts: Facts;
}

/** Every entry of the evidence that may bear a signature; what was withheld cannot be told. */
function* entriesIn(evidence: Packed<Evidence>): Generator<readonly [string, TimelineEntry]> {
  for (const part of ['timeline', 'room'] as const) {
    const entries = (part in evidence ? evidence[part as 'timeline'] : null) ?? [];
    for (const [place, entry] of entries.entries()) yield [`/${part}/${place}`, entry];
  }
}

const declarationsIn = (evidence: Packed<Evidence>): readonly Declaration[] =>
  'declarations' in evidence ? evidence.declarations : [];

function* toldIn(kind: RecordDocument['kind'], evidence: Packed<Evidence>): Generator<Told> {
  for (const [pointer, entry] of entriesIn(evidence)) {
    const tells = actTold(kind, entry);
    if (tells === undefined) yield* unasked(pointer, entry.facts);
    else yield { pointer, member: tells.member, tells, facts: entry.facts };
  }
  for (const [place, { kind: act, member, facts }] of declarationsIn(evidence).entries())
    yield { pointer: `/declarations/${place}`, member, tells: { acts: [act] }, facts };
}

/** What tells of nobody's act bears nobody's signature. */
function* unasked(pointer: string, facts: Facts): Generator<Told> {
  if (Object.hasOwn(facts, signedFact)) yield { pointer, member: '', tells: { acts: [] }, facts };
}

/** Each signature in the evidence with the instant at which its act was told. */
export function* signaturesIn(
  kind: RecordDocument['kind'],
  evidence: Packed<Evidence>,
): Generator<{ readonly member: string; readonly at: string; readonly signed: SignedAct<PublicJwk> }> {
  for (const [, entry] of entriesIn(evidence)) {
    const signed = signedIn(entry.facts);
    const told = actTold(kind, entry);
    if (signed !== undefined && told !== undefined) yield { member: told.member, at: entry.at, signed };
  }
  for (const { member, at, facts } of declarationsIn(evidence)) {
    const signed = signedIn(facts);
    if (signed !== undefined) yield { member, at, signed };
  }
}

/** Everything that is wrong with the signatures of the acts that a decision's evidence tells of. */
export function* signedActDifferences(
  record: RecordDocument,
  evidence: Packed<Evidence>,
): Generator<Difference> {
  const isAsked = record.rules.charter.signatures === 'all';
  const last = new Map<string, SignedAct>();
  for (const told of toldIn(record.kind, evidence)) {
    const wrong = isAsked
      ? faultOf(told, record, evidence, last)
      : Object.hasOwn(told.facts, signedFact)
        ? 'is signed, which its charter does not ask for (AUT-1)'
        : undefined;
    if (wrong !== undefined) yield inEvidence(told.pointer, wrong);
  }
}

function faultOf(
  { member, tells, facts }: Told,
  record: RecordDocument,
  evidence: Packed<Evidence>,
  last: Map<string, SignedAct>,
): string | undefined {
  const signed = signedIn(facts);
  if (signed === undefined) return `bears no signature of ${member}, which its charter asks for (AUT-1)`;
  const { act, body, key, sequence, signature } = signed;
  if (!tells.acts.includes(act)) return `bears a signature of another act, ${act} (AUT-1)`;
  const series = `${act} ${member}`;
  const before = last.get(series);
  last.set(series, signed);
  if (before !== undefined && sequence <= before.sequence && !same(before, signed))
    return `bears signature ${sequence} of ${member}, which does not come after their ${before.sequence}. (AUT-1)`;
  const opened = openDetached(signature);
  if (record.council === undefined || opened?.kid !== fingerprintOf(key) || 'fault' in readKey('sign', key))
    return `bears no signature of ${member} by the key that is named (AUT-1)`;
  const bytes = actBytes({ act, body, council: record.council, decision: record.id, member, sequence });
  if (!verifyDetached(opened, bytes, createPublicKey({ key, format: 'jwk' })))
    return `is not what ${member} signed: their signature does not hold for it (AUT-1)`;
  const parts = tells.text === true && Array.isArray(facts['parts']) ? (facts['parts'] as string[]) : [];
  const names = [...new Set([...Object.keys(body), ...parts])];
  const other = names.find((name) => !says(name, body[name], { tells, facts, evidence }));
  return other === undefined ? undefined : `does not say what ${member} signed: ${other} is another (AUT-1)`;
}

/** Whether the facts, or the text that they put in force, say what the body says. */
function says(
  name: string,
  said: unknown,
  { tells, facts, evidence }: Pick<Told, 'tells' | 'facts'> & { readonly evidence: Packed<Evidence> },
): boolean {
  if (tells.text !== true) return tells.says?.[name]?.(said, facts) ?? same(said, facts[name]);
  const text =
    'versions' in evidence
      ? evidence.versions.find(({ version }) => version === facts['version'])
      : undefined;
  return same(said, (text?.content as Facts | undefined)?.[name]);
}
