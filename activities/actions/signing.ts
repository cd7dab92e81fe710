/** With what a call is signed, and how it is named: nobody's own call can pass for one of the council (TIE-1, EXE-2). */
import { hkdfSync } from 'node:crypto';
import { Webhook } from 'standardwebhooks';
import type { Turn } from '../../store/processes/actions.ts';
import type { Db } from '../../store/postgres/database.ts';
import { proposalById } from '../../store/processes/proposals.ts';

/** On whose authority a call is made: the council's, or that of one member or one family. */
export type Signer = 'council' | `member/${string}` | `family/${string}`;

/** Whose call it is, and what the receiver is told of it. */
export interface Signing {
  readonly signer: Signer;
  /** The `webhook-id`: the action's key, and behind it the tier and the category, or that it is an emergency's. */
  readonly id: string;
}

/** Bytes of a derived secret. */
const secretLength = 32;
const prefix = 'whsec_';

/**
 * The secret of a signer, `whsec_` and base64, as Standard Webhooks writes it: the council's own, or of a member or a family derived from
 * it by HKDF-SHA256 (RFC 5869) without salt, with the signer's name as info. None tells anything of another.
 */
export function secretOf(signer: Signer, councils: string): string {
  if (signer === 'council') return councils;
  const key = Buffer.from(councils.slice(prefix.length), 'base64');
  return `${prefix}${Buffer.from(hkdfSync('sha256', key, '', signer, secretLength)).toString('base64')}`;
}

/** Who signs the call of a decision, and under which name; the same at every try and in every retry (EXE-2). */
export async function signingOf(db: Db, { key, first }: Turn): Promise<Signing> {
  const proposal = await proposalById(db, first);
  // An emergency is acted in on the council's authority, and reversed on it (EMG-1).
  if (proposal === undefined) return { signer: 'council', id: `${key}/emergency` };
  const { tier, category, author, family } = proposal.state;
  // What is signed is divided by full stops, so none stands in the id.
  const id = `${key}/tier-${tier}/${category.replaceAll('.', '%2E')}`;
  if (tier === 3) return { signer: 'council', id };
  const own = tier === 1 ? author : family;
  if (own === null) throw new Error(`decision ${first} of tier ${tier} is nobody's`);
  return { signer: tier === 1 ? `member/${own}` : `family/${own}`, id };
}

/**
 * The headers that name a call and prove whose it is, as Standard Webhooks 1.0 has them; receivers that know `Idempotency-Key` find the
 * same name there.
 * @param at ISO 8601, UTC
 */
export function signedHeaders(
  { id, signer }: Signing,
  secret: string,
  payload: string,
  at: string,
): Readonly<Record<string, string>> {
  const sent = new Date(Date.parse(at));
  return {
    'idempotency-key': id,
    'webhook-id': id,
    'webhook-timestamp': String(Math.floor(sent.getTime() / 1000)),
    'webhook-signature': new Webhook(secretOf(signer, secret)).sign(id, sent, payload),
  };
}
