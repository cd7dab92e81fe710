/** What is said above every page: that it may be out of date, and that a part of it has not come. */
import { useEffect, useState, useSyncExternalStore } from 'react';
import { onMissing, whatIsMissing } from '../data/later.ts';
import { When } from '../parts/when.tsx';
import { useSay } from '../words/words.tsx';
import { Reload } from './boundary.tsx';

/** After a moment only: a page that has just been opened is not stale. */
export function Stale({ since }: { readonly since: string }) {
  const say = useSay();
  const [isLong, setIsLong] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setIsLong(true), 2_500);
    return () => clearTimeout(timer);
  }, []);
  if (!isLong) return null;
  return (
    <p className="notice warn stale" role="status">
      <strong>{say('live.stale')}</strong> {say('live.stale.since')} <When at={since} style="relative" />
    </p>
  );
}

/** A part that is only cut off comes by itself; one that a newer build has replaced comes with that one. */
export function MissingPart() {
  const say = useSay();
  const reason = useSyncExternalStore(onMissing, whatIsMissing);
  if (reason === null) return null;
  return (
    <div className="notice warn stale stack tight" role="status">
      <strong>{say(`missing.${reason}`)}</strong>
      <p className="small">{say(`missing.${reason}.about`)}</p>
      {reason === 'gone' && <Reload />}
    </div>
  );
}
