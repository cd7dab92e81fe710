/** German, whole. */
import type { Catalogue } from '../en/index.ts';
import { alarms } from './alarms.ts';
import { custody } from './custody.ts';
import { decision } from './decision.ts';
import { frame } from './frame.ts';
import { lookback } from './lookback.ts';
import { mending } from './mending.ts';
import { nodeVetoes } from './node-vetoes.ts';
import { names } from './names.ts';
import { operations } from './operations.ts';
import { pages } from './pages.ts';
import { support } from './support.ts';

export const de: Catalogue = {
  ...frame,
  ...names,
  ...mending,
  ...nodeVetoes,
  ...alarms,
  ...pages,
  ...operations,
  ...decision,
  ...lookback,
  ...support,
  ...custody,
};
