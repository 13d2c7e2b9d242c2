/**
 * Goes on whenever the browser suspended it: before the first tap, behind another app, on a locked screen. What
 * a call has `interrupted` the phone gives back by itself; asked for meanwhile, it may stay silent for good.
 * Returns its stop.
 */
export function keepAwake(context: AudioContext): () => void {
  const wake = () => wakeNow(context);
  wake();
  context.addEventListener('statechange', wake);
  document.addEventListener('visibilitychange', wake);
  return () => {
    context.removeEventListener('statechange', wake);
    document.removeEventListener('visibilitychange', wake);
  };
}

/** The same, once. */
export function wakeNow(context: AudioContext) {
  // A browser may hold it back; then only this one thing is silent.
  if (context.state === 'suspended') context.resume().catch(() => undefined);
}
