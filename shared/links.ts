/** Where words that people wrote may lead. Asked where they come in, and again where they are drawn. */

/** Only the web: no address that runs something, calls, or reaches into the reader's own machine. */
export function isWebAddress(address: unknown): address is string {
  try {
    return /^https?:$/.test(new URL(String(address)).protocol);
  } catch {
    return false;
  }
}

/** A page, a call, a text message or an e-mail to those who help. */
export const isWayToHelp = (link: string) => /^(https?:\/\/|tel:|sms:|mailto:)\S+$/.test(link);
