import { keepAwake } from './awake';

/** An AudioContext whose state the system changes. */
class FakeContext extends EventTarget {
  state = 'suspended';
  resumes = 0;
  async resume() {
    this.resumes += 1;
    throw new DOMException('a tap first', 'NotAllowedError');
  }
  become(state: string) {
    this.state = state;
    this.dispatchEvent(new Event('statechange'));
  }
}

function kept() {
  const page = new EventTarget();
  Object.assign(globalThis, { document: page });
  const context = new FakeContext();
  const stop = keepAwake(context as unknown as AudioContext);
  return { context, stop, comeBack: () => page.dispatchEvent(new Event('visibilitychange')) };
}

test('what the browser suspended is asked to go on, at once and when the page is shown again', () => {
  const { context, comeBack } = kept();
  expect(context.resumes).toBe(1);
  context.become('running');
  comeBack();
  expect(context.resumes).toBe(1);
  context.become('suspended');
  expect(context.resumes).toBe(2);
  comeBack();
  expect(context.resumes).toBe(3);
});

test('what a call interrupted is left alone until it is given back', () => {
  const { context, comeBack } = kept();
  context.become('running');
  context.become('interrupted');
  comeBack();
  expect(context.resumes).toBe(1);
  context.become('suspended');
  expect(context.resumes).toBe(2);
});

test('what is closed is not asked again', () => {
  const { context, stop, comeBack } = kept();
  stop();
  context.become('suspended');
  comeBack();
  expect(context.resumes).toBe(1);
});
