/** A dialog over the page: it keeps the focus, and Escape closes it. */
import type { ReactNode } from 'react';
import { Dialog, Heading, Modal, ModalOverlay } from 'react-aria-components';

export const Over = ({
  title,
  close,
  hideTitle = false,
  children,
}: {
  readonly title: string;
  readonly close?: () => void;
  readonly hideTitle?: boolean;
  readonly children: ReactNode;
}) => (
  <ModalOverlay
    className="veil"
    isOpen
    isDismissable={close !== undefined}
    isKeyboardDismissDisabled={close === undefined}
    onOpenChange={(isOpen) => !isOpen && close?.()}
  >
    <Modal className="dialog appears">
      <Dialog className="stack">
        <Heading slot="title" className={hideTitle ? 'hidden' : undefined}>
          {title}
        </Heading>
        {children}
      </Dialog>
    </Modal>
  </ModalOverlay>
);
