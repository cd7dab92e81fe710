/** Who may enter the folders of one machine's council: what lies in them (drafts, rooms, keys) is not for its other users (AUT-2). */
import { chmodSync, mkdirSync } from 'node:fs';

/** To be passed through by PostgreSQL's own user, and not to be listed. */
const passable = 0o711;
const ownersAlone = 0o700;

/** Makes the data folder where there is none. One of an older start is closed too, where this user may. */
export const openDataFolder = (data: string): void => closeTo(data, passable);

/** Makes a folder in the data folder, or closes the one that is there. */
export const openOwnFolder = (folder: string): void => closeTo(folder, ownersAlone);

function closeTo(folder: string, mode: number): void {
  mkdirSync(folder, { recursive: true, mode });
  try {
    chmodSync(folder, mode);
  } catch (error) {
    // Another user's, who lets this one write there.
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') throw error;
  }
}
