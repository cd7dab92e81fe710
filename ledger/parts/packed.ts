/** Evidence whose largest parts may be kept as columns: what is asked of it can be asked of arrays too. */
import type { ManyEntries } from '../log/entry-shape.ts';
import type { Entries } from './entries.ts';
import type { ProposalEvidence } from './schema/evidence.ts';

export type Packed<Evidence> = {
  readonly [Part in keyof Evidence]: Part extends ManyEntries
    ? Evidence[Part] extends readonly (infer Entry)[]
      ? Entries<Entry>
      : Evidence[Part]
    : Evidence[Part];
};

export type PackedProposal = Packed<ProposalEvidence>;
