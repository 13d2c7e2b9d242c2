/** Whether the sound check was done, or passed over, on this device. It is kept nowhere else. */
export const soundCheck = {
  isDone(): boolean {
    try {
      return localStorage.getItem('voice.checked') === 'yes';
    } catch {
      return false;
    }
  },
  done() {
    try {
      localStorage.setItem('voice.checked', 'yes');
    } catch {
      // Storage is shut on this device: the check is offered again, and can be passed over again.
    }
  },
};
