/** The kinds of decisions that leave records, and the parts that the evidence of each has (REC-1, AUT-2). */

export const recordKinds = ['proposal', 'emergency', 'conflict', 'appeal'] as const;
export type RecordKind = (typeof recordKinds)[number];

/** The parts of the evidence, in the order of canonical JSON. Each has its entries in the schema of its kind and is read in store/record-evidence.ts. */
export const partsOf = {
  proposal: [
    'ballots',
    'declarations',
    'delegatedVotes',
    'delegations',
    'departures',
    'electorate',
    'positions',
    'preferenceMaps',
    'preferences',
    'statements',
    'timeline',
    'versions',
  ],
  emergency: ['ballots', 'departures', 'electorate', 'timeline'],
  conflict: ['ballots', 'declarations', 'departures', 'electorate', 'preferences', 'room', 'timeline'],
  appeal: ['timeline'],
} as const satisfies { readonly [Kind in RecordKind]: readonly string[] };

export type PartOf<Kind extends RecordKind> = (typeof partsOf)[Kind][number];
export type PartName = PartOf<RecordKind>;

/** What a salt keeps from being guessed: every part of a personal decision, and what was said in the room of a conflict (AUT-2). */
export const isSalted = (kind: RecordKind, part: PartName): boolean => kind === 'proposal' || part === 'room';
