/** Where the console begins: its parts put around the page. */
import '../styles/base.css';
import '../styles/controls.css';
import '../styles/shell.css';
import { QueryClientProvider } from '@tanstack/react-query';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { RouterProvider } from 'react-aria-components';
import { useLocation } from 'wouter';
import { queries } from '../data/reading.ts';
import { Words } from '../words/words.tsx';
import { applyTheme } from './theme.ts';
import { App } from './app.tsx';
import { Boundary, Failed } from './boundary.tsx';

applyTheme();

function Console() {
  const [, go] = useLocation();
  return (
    <RouterProvider navigate={go}>
      <App />
    </RouterProvider>
  );
}

const failedWhole = (error: unknown) => (
  <main className="page">
    <Failed error={error} />
  </main>
);

const place = document.getElementById('console');
if (place !== null)
  createRoot(place).render(
    <StrictMode>
      <QueryClientProvider client={queries}>
        <Words>
          <Boundary instead={failedWhole}>
            <Console />
          </Boundary>
        </Words>
      </QueryClientProvider>
    </StrictMode>,
  );
