/** What each part of a start stands on. */
import type { Logger } from 'pino';
import type { CouncilFiles } from '../api/council/first-start.ts';
import type { Closing } from './closing.ts';
import type { Configuration } from './configuration.ts';

export interface Starting {
  readonly configuration: Configuration;
  readonly files: CouncilFiles;
  /** PATH and what `pip` reads, for finding Temporal. */
  readonly env: NodeJS.ProcessEnv;
  /** Everything that was started is added to it at once, so that a start that fails half-way leaves nothing. */
  readonly closing: Closing;
  readonly log: Logger;
  /** Told in a sentence when a part ends that should run. */
  readonly died: (sentence: string) => void;
  /** Breaks the start off. */
  readonly signal: AbortSignal;
}
