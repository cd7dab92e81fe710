/** Whether the list around is being scrolled: what comes into sight may be gone before anything that it reads has come. */
import { createContext } from 'react';

export const Passing = createContext(false);
