/** What support is not, and the services outside, shown at once (SUP-1). */
import { useRead } from '../../data/reading.ts';
import { Their } from '../../parts/people.tsx';
import { useSay } from '../../words/words.tsx';

/** What HSDS says of a service that a reader can use. */
interface Service {
  readonly id: string;
  readonly name: string;
  readonly status: string;
  readonly url?: unknown;
  readonly email?: unknown;
  readonly description?: unknown;
  readonly phones?: unknown;
}

const textOf = (value: unknown): string | null => (typeof value === 'string' && value !== '' ? value : null);

/** An address that a browser may open: whatever else stands there is text. */
function webAddress(value: unknown): string | null {
  const text = textOf(value);
  return text !== null && /^https?:\/\//.test(text) ? text : null;
}

const numbersOf = (phones: unknown): readonly string[] =>
  Array.isArray(phones)
    ? phones.flatMap((phone: { readonly number?: unknown } | null) => textOf(phone?.number) ?? [])
    : [];

export function Services() {
  const say = useSay();
  const { data } = useRead('/v1/support/services');
  const services = ((data?.contents ?? []) as readonly Service[]).filter(({ status }) => status === 'active');
  return (
    <section className="notice warn stack tight" aria-label={say('support.not')}>
      {data !== undefined && services.length === 0 ? (
        <p>{say('support.services.none')}</p>
      ) : (
        <>
          <p>{say('support.not')}</p>
          <ul className="plain stack tight">
            {services.map((service) => (
              <li key={service.id}>
                <strong>
                  <Their>{service.name}</Their>
                </strong>{' '}
                {textOf(service.description) !== null && <Their>{textOf(service.description) ?? ''}</Their>}{' '}
                {numbersOf(service.phones).map((number) => (
                  <a key={number} className="beside" href={`tel:${number.replaceAll(/[^\d+]/g, '')}`}>
                    {number}
                  </a>
                ))}{' '}
                {webAddress(service.url) !== null && (
                  <a
                    className="beside"
                    href={webAddress(service.url) ?? undefined}
                    target="_blank"
                    rel="noreferrer noopener"
                  >
                    {webAddress(service.url)}
                  </a>
                )}
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
}
