/** Who may enter the folders of one machine's council: what lies in them (drafts, rooms, keys) is not for its other users (AUT-2). */
import { chmodSync, mkdirSync } from 'node:fs';
import { startError } from '../store/postgres/start-error.ts';

const ownersAlone = 0o700;
/** Of root to be passed through, and not to be listed: PostgreSQL does not run as root, and its own user must come by. */
const passable = process.getuid?.() === 0 ? 0o711 : ownersAlone;

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

/** What an operating system says of a folder, in words; any other reason is told as it was told. */
const reasons: Readonly<Record<string, string>> = {
  EACCES: 'this user may not enter it or write there, as after a start as another one',
  EPERM: 'this user may not enter it or write there, as after a start as another one',
  EROFS: 'it lies on a file system that can only be read',
  ENOTDIR: 'it or what it lies in is a file, and no folder',
  EEXIST: 'it is a file, and no folder',
  ENOSPC: 'there is no space left',
  EDQUOT: 'this user has no space left',
};

/** An error of the operating system about the data folder or what lies in it, as a start error; every other one as it is. */
export function folderFault(data: string, error: unknown): unknown {
  const { code, path, syscall, message } = error as NodeJS.ErrnoException;
  if (code === undefined || syscall === undefined) return error;
  if (path !== data && path?.startsWith(`${data}/`) !== true && code !== 'ENOSPC') return error;
  return startError(
    'Choose a folder that this user may write to (FOLKMOOT_DATA=… npm start), or start as the user that it belongs to. ' +
      `${data} cannot be used: ${reasons[code] ?? message}.`,
    error,
  );
}
