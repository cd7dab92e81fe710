/** Pages that a text refers to, files that it names, which are sent as they are chosen, when it is submitted by itself, and when it is looked back upon. */
import { useId, useState } from 'react';
import { longestAttachment, mostAttachments, mostReferences } from '../../../rules/submission/attachments.ts';
import { lookbackDays } from '../../../rules/lookback/state.ts';
import { attach, type Attachment } from '../../data/attaching.ts';
import type { Schemas } from '../../data/client.ts';
import { TextInput } from '../../parts/forms/fields.tsx';
import { localOf } from '../../parts/forms/local-time.ts';
import { ProblemNotice } from '../../parts/problem.tsx';
import type { Draft } from './draft.ts';
import { useSay } from '../../words/words.tsx';

type Part = Pick<Draft, 'references' | 'attachments' | 'startsAt' | 'lookBack'>;

interface Props {
  readonly value: Part;
  /** Whether its author alone decides: then it is not looked back upon (PRO-14). */
  readonly isPersonal: boolean;
  readonly faults: ReadonlyMap<string, string>;
  readonly onChange: (part: Part) => void;
}

export function Beside({ value, isPersonal, faults, onChange }: Props) {
  const say = useSay();
  const { references = [], attachments = [], startsAt, lookBack } = value;
  return (
    <>
      <References value={references} faults={faults} onChange={(next) => onChange({ references: next })} />
      <Attachments value={attachments} onChange={(next) => onChange({ attachments: next })} />
      <TextInput
        label={say('propose.starts')}
        help={say('propose.starts.help')}
        type="datetime-local"
        fault={faults.get('/startsAt')}
        value={localOf(startsAt ?? '')}
        onChange={(said) => onChange({ startsAt: said === '' ? null : new Date(said).toISOString() })}
      />
      {(!isPersonal || lookBack !== undefined) && (
        <TextInput
          label={say('propose.look-back')}
          help={say('propose.look-back.help', { least: lookbackDays.least, most: lookbackDays.most })}
          type="number"
          fault={faults.get('/lookBack')}
          value={lookBack === undefined ? '' : String(lookBack)}
          onChange={(said) => onChange({ lookBack: said === '' ? undefined : Number(said) })}
        />
      )}
    </>
  );
}

type Reference = Schemas['Reference'];

function References({
  value,
  onChange,
  faults,
}: {
  readonly value: readonly Reference[];
  readonly onChange: (value: readonly Reference[]) => void;
  readonly faults: ReadonlyMap<string, string>;
}) {
  const say = useSay();
  const put = (place: number, part: Partial<Reference>) =>
    onChange(value.map((one, other) => (other === place ? { ...one, ...part } : one)));
  return (
    <fieldset className="stack">
      <legend className="label">{say('field.references')}</legend>
      {value.map((one, place) => (
        <div key={place} className="stack tight">
          <TextInput
            label={say('propose.reference', { n: place + 1 })}
            longest={200}
            fault={faults.get(`/references/${place}/title`)}
            value={one.title}
            onChange={(title) => put(place, { title })}
          />
          <TextInput
            label={say('propose.reference.url', { n: place + 1 })}
            longest={2_000}
            fault={faults.get(`/references/${place}/url`)}
            value={one.url}
            onChange={(url) => put(place, { url })}
          />
          <div>
            <button
              type="button"
              className="button small quiet"
              onClick={() => onChange(value.filter((_, other) => other !== place))}
            >
              {say('form.remove')}
            </button>
          </div>
        </div>
      ))}
      {value.length < mostReferences && (
        <div>
          <button
            type="button"
            className="button small"
            onClick={() => onChange([...value, { title: '', url: '' }])}
          >
            {say('propose.reference.add')}
          </button>
        </div>
      )}
    </fieldset>
  );
}

function Attachments({
  value,
  onChange,
}: {
  readonly value: readonly Attachment[];
  readonly onChange: (value: readonly Attachment[]) => void;
}) {
  const say = useSay();
  const id = useId();
  const [isSending, setIsSending] = useState(false);
  const [error, setError] = useState<Error | null>(null);
  const send = async (files: readonly File[]) => {
    setIsSending(true);
    setError(null);
    const sent = new Map(value.map((one) => [one.sha256, one]));
    try {
      for (const file of files) {
        const one = await attach(file);
        sent.set(one.sha256, one);
      }
    } catch (refused) {
      setError(refused as Error);
    }
    setIsSending(false);
    onChange([...sent.values()].slice(0, mostAttachments));
  };
  return (
    <fieldset className="stack">
      <legend className="label">{say('field.attachments')}</legend>
      <p className="small soft" id={`${id}-help`}>
        {say('propose.attachments.help', { most: mostAttachments, mebibytes: longestAttachment / 2 ** 20 })}
      </p>
      {value.length > 0 && (
        <ul className="stack tight">
          {value.map(({ sha256, name }) => (
            <li key={sha256} className="row">
              <bdi dir="auto">{name}</bdi>
              <button
                type="button"
                className="button small quiet"
                aria-label={say('propose.attachment.remove', { name })}
                onClick={() => onChange(value.filter((one) => one.sha256 !== sha256))}
              >
                {say('form.remove')}
              </button>
            </li>
          ))}
        </ul>
      )}
      {error !== null && <ProblemNotice error={error} />}
      {value.length < mostAttachments && (
        <input
          type="file"
          multiple
          aria-label={say('propose.attachment.add')}
          aria-describedby={`${id}-help`}
          disabled={isSending}
          onChange={({ target }) => {
            const files = [...(target.files ?? [])];
            target.value = '';
            void send(files);
          }}
        />
      )}
    </fieldset>
  );
}
