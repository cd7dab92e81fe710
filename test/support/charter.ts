/** The default charter, read once for all councils of a process: to parse it takes longer than to open many a test's database. */
import { readFileSync } from 'node:fs';
import { defaultCharterFile, describeFaults, type LoadedCharter, parseCharter } from '../../charter/load.ts';

let standard: LoadedCharter | undefined;

export function standardCharter(): LoadedCharter {
  if (standard !== undefined) return standard;
  const loaded = parseCharter(readFileSync(defaultCharterFile, 'utf8'));
  if ('faults' in loaded) throw new Error(describeFaults(loaded.faults));
  return (standard = loaded);
}
