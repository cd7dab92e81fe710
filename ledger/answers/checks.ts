/** Checks single answers against a record: proofs of them, and what was promised when they were taken (VOT-6, PRO-7). */
import { openAcknowledgement } from './acknowledgement.ts';
import { type AnswerPart, type AnswerProof, partOf, verifyAnswerProof } from './proof.ts';
import { type Check, failed, passed } from '../recount/check.ts';
import type { Answer, Declaration } from '../parts/evidence-entries.ts';
import type { Entries } from '../parts/entries.ts';
import { entriesOf, type PackedEvidence } from '../parts/evidence.ts';
import type { Packed } from '../parts/packed.ts';
import type { Fault } from '../recount/fault.ts';
import { canonicalOf, type JsonObject } from '../bytes/json.ts';
import type { Verifier } from '../log/keys.ts';
import type { PartName } from '../parts/kinds.ts';
import { recordedRoots } from '../parts/recorded.ts';
import type { Evidence, RecordDocument } from '../parts/records.ts';

/** What an acknowledgement is checked against. */
export interface Known {
  readonly record: RecordDocument;
  readonly verifiers: readonly Verifier[];
  /** The log of the receipt; null where the receipt proves nothing. */
  readonly log: string | null;
  /** The evidence that the record was made of; `other` where what was given is not that, null where none was given. */
  readonly evidence: PackedEvidence | 'other' | null;
  /** Answers whose proofs hold, as canonical JSON. */
  readonly proven: ReadonlySet<string>;
}

/** The check of each proof, and the answers that are proven so. */
export function proofChecks(
  record: RecordDocument,
  proofs: readonly unknown[],
): { readonly checks: readonly Check[]; readonly proven: ReadonlySet<string> } {
  const verified = proofs.map((proof) => verifyAnswerProof(record, proof));
  const texts = verified.map((proof) => ('fault' in proof ? undefined : canonicalOf(proof.entry)));
  return {
    checks: verified.map((proof) => proofCheck(record, proof)),
    proven: new Set(texts.filter((text) => text !== undefined)),
  };
}

function proofCheck(record: RecordDocument, verified: AnswerProof | Fault): Check {
  if ('fault' in verified) return failed('proof', verified.fault);
  const { part, entry, index } = verified;
  const { count } = recordedRoots(record)[part] ?? { count: 0 };
  return passed(
    'proof',
    `${described(part, entry)} is number ${index} of the ${count} ${words[part]} of the record.`,
  );
}

/** What the parts of the evidence hold, with a number before it or after it. */
export const words: Readonly<Record<PartName, string>> = {
  ballots: 'ballots (replaced ones too)',
  declarations: 'declarations',
  delegatedVotes: 'delegated votes',
  delegations: 'delegations',
  departures: 'departures',
  electorate: 'electors',
  positions: 'positions',
  preferenceMaps: 'preference maps',
  preferences: 'rankings',
  room: 'entries of the room',
  statements: 'statements',
  timeline: 'entries of the timeline',
  versions: 'versions of the text',
};

/** An acknowledged answer that is missing from the record is misconduct that its holder can prove. */
export function acknowledgementCheck(answer: unknown, known: Known): Check {
  const { record, verifiers, log, evidence, proven } = known;
  const no = (sentence: string): Check => failed('acknowledgement', sentence);
  const yes = (sentence: string): Check => passed('acknowledgement', sentence);
  const opened = openAcknowledgement(answer, verifiers);
  if ('fault' in opened) return no(opened.fault);
  const { entry, text, origin } = opened;
  const part = partOf(entry);
  if (part === undefined || recordedRoots(record)[part] === undefined)
    return no('The acknowledgement is of no answer that a record holds.');
  if (entry.decision !== record.id)
    return no(`The acknowledgement is of another decision, ${shown(entry.decision)}.`);
  if (log !== null && log !== origin)
    return no(`The acknowledgement is of the log ${origin}, not of ${log}.`);
  const what = described(part, entry);
  if (proven.has(text)) return yes(`${what} stands in the record, as its proof shows.`);
  if (evidence === null)
    return yes(`${what} was promised by ${origin}; only the evidence shows whether the promise was kept.`);
  if (evidence === 'other')
    return no(
      `${what} was promised by ${origin}; whether that was kept cannot be said: the evidence is not what the record was made of.`,
    );
  if (holds(evidence.evidence, part, text))
    return yes(`${what} stands in the record${standing(part, entry, evidence.evidence)}.`);
  if (log === null)
    return no(
      `${what} was promised by ${origin}, and is missing from the record; a receipt that holds would prove it.`,
    );
  return no(
    `${what} was acknowledged and signed by ${origin}, and is missing from the record: this is provable misconduct. Keep the acknowledgement and the receipt.`,
  );
}

/** Whether an entry with this canonical text is in a part. */
function holds(evidence: Packed<Evidence>, part: AnswerPart, text: string): boolean {
  for (const entry of entriesOf(evidence, part) ?? []) if (canonicalOf(entry) === text) return true;
  return false;
}

/** Whether the answer is the one that counts: the last of its elector in its poll (PRO-7). */
function standing(part: AnswerPart, entry: JsonObject, evidence: Packed<Evidence>): string {
  if (part === 'statements') return '';
  const entries: Entries<unknown> = entriesOf(evidence, part) ?? [];
  if (part === 'declarations') {
    const own = [...(entries as Entries<Declaration>)].filter(
      ({ kind, member }) => kind === entry.kind && member === entry.member,
    );
    return standingSentence(own.at(-1)?.number ?? 0, entry, 'declaration of the kind');
  }
  const own = [...(entries as Entries<Answer>)].filter(
    ({ elector, poll, pollNumber }) =>
      elector === entry.elector && poll === entry.poll && pollNumber === entry.pollNumber,
  );
  return standingSentence(own.at(-1)?.number ?? 0, entry, 'answer');
}

const standingSentence = (last: number, { number }: JsonObject, what: string): string =>
  last === number
    ? ' and is the one that counts'
    : `, replaced by the same ${what === 'answer' ? 'elector' : 'member'}’s ${what} number ${last}`;

function described(
  part: AnswerPart,
  { elector, member, poll, pollNumber, number, kind }: JsonObject,
): string {
  switch (part) {
    case 'declarations':
      return `Declaration ${shown(number)} of ${shown(member)} (${shown(kind)})`;
    case 'ballots':
      return `Ballot ${shown(number)} of ${shown(elector)} in ${poll === 'votes' ? `vote ${shown(pollNumber)}` : `the ${shown(poll)}`}`;
    case 'positions':
      return `Position ${shown(number)} of ${shown(elector)} in round ${shown(pollNumber)}`;
    case 'preferences':
      return `Ranking ${shown(number)} of ${shown(elector)} ${poll === 'remedies' ? 'of the remedies' : `in round ${shown(pollNumber)}`}`;
    case 'statements':
      return `Statement ${shown(number)} of ${shown(member)}`;
  }
}

/** A text or number as it is; anything else, which an honest log signs nowhere, as a question mark. */
const shown = (value: unknown): string =>
  typeof value === 'string' || typeof value === 'number' ? String(value) : '?';
