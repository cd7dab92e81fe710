/** A button that keeps the focus while it does nothing: while what it began is under way, or before there is something to send. */
import type { ComponentProps } from 'react';

interface Props extends Omit<ComponentProps<'button'>, 'disabled'> {
  readonly isDisabled: boolean;
}

/** A browser takes the focus from a button that becomes `disabled`, and who has no mouse would begin anew at the top of the page. */
export const Press = ({ isDisabled, type = 'button', onClick, ...rest }: Props) => (
  <button
    {...rest}
    type={type}
    aria-disabled={isDisabled || undefined}
    onClick={(event) => (isDisabled ? event.preventDefault() : onClick?.(event))}
  />
);
