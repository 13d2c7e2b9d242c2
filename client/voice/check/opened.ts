import { useEffect, useMemo } from 'preact/hooks';
import type { App } from '../../app-state';

/** What is opened with a component: closed with it, and at once when the person leaves in a hurry. */
export function useOpened<Opened extends { close(): void }>(app: App, open: () => Opened): Opened {
  const opened = useMemo(open, []);
  useEffect(() => {
    const forget = app.onExit(opened.close);
    return () => {
      forget();
      opened.close();
    };
  }, []);
  return opened;
}
