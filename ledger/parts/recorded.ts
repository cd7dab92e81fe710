/** What a record of any kind says of its evidence. */
import type { Root } from './schema/figures.ts';
import type { PartName } from './kinds.ts';
import type { RecordDocument } from './records.ts';

/** The roots that it holds, by part. */
export const recordedRoots = ({
  evidence,
}: Pick<RecordDocument, 'evidence'>): Readonly<Partial<Record<PartName, Root>>> => evidence;
