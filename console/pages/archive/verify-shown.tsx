/** Verifies every record that is shown, one after the other, in this browser. */
import { useState } from 'react';
import { later } from '../../data/later.ts';
import { Press } from '../../parts/press.tsx';
import { useSay } from '../../words/words.tsx';

const verifier = later(() => import('../../data/verify.ts'));

interface Found {
  readonly checked: number;
  readonly failed: readonly string[];
}

export function VerifyShown({
  items,
}: {
  readonly items: readonly { readonly id: string; readonly title: string }[];
}) {
  const say = useSay();
  const [found, setFound] = useState<Found | null>(null);
  const [isUnderWay, setIsUnderWay] = useState(false);
  const verifyAll = async () => {
    setIsUnderWay(true);
    const { filesOf, verify } = await verifier();
    let so: Found = { checked: 0, failed: [] };
    for (const { id, title } of items) {
      const holds = await filesOf(id).then(
        (files) => verify(files).checks.every(({ ok }) => ok),
        () => false,
      );
      so = { checked: so.checked + 1, failed: holds ? so.failed : [...so.failed, title] };
      setFound(so);
    }
    setIsUnderWay(false);
  };
  return (
    <div className="row">
      <Press className="button" isDisabled={isUnderWay} onClick={() => void verifyAll()}>
        {say('archive.verify', { count: items.length })}
      </Press>
      {found !== null && (
        <span role="status" className={`tag ${found.failed.length === 0 ? 'done' : 'bad'}`}>
          {say(found.failed.length === 0 ? 'archive.verified' : 'archive.not-verified', {
            checked: found.checked,
            failed: found.failed.length,
          })}
        </span>
      )}
      {found !== null && found.failed.length > 0 && <span className="small">{found.failed.join(' · ')}</span>}
    </div>
  );
}
