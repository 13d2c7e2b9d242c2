import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { App } from '../../app-state';
import type { RoomState } from '../../rooms/room';
import { sayRefused } from '../../words/refused';
import { voiceOf } from '../voice';
import { nameIn, othersWhoHear } from './mend';
import { useOpened } from './opened';
import { createPractice } from './practice';
import { checkWords } from './words';
import { YourVoice } from './YourVoice';

/** Step four: whether it is mended is for another person to say. Where there is none, one hears oneself. */
export function AskOthers({ app, room, onDone }: { app: App; room: RoomState; onDone: () => void }) {
  const { ask: said } = checkWords(app).mend;
  const { roomId } = room;
  const asking = useSignal<'not-yet' | 'asked' | { refused: string }>('not-yet');
  const heardBy = useSignal<string[]>([]);
  useEffect(
    () =>
      app.link.hear('hearing:answered', (told) => {
        if (told.roomId === roomId) heardBy.value = [...heardBy.value, told.personId];
      }),
    [],
  );
  const others = othersWhoHear(room.seats.value, app.me.value?.id);
  const voice = voiceOf(app);
  const { value: state } = voice.state;
  const isMuted = state.at === 'talking' && state.muted;

  async function ask() {
    const answered = await app.link.ask('hearing:ask', { roomId });
    asking.value = answered.ok ? 'asked' : { refused: sayRefused(app.words.value, answered) };
  }

  if (heardBy.value.length > 0)
    return (
      <>
        <p role="status" class="lead">
          {said.hearsYou(heardBy.value.map((personId) => nameIn(room, personId)).join(', '))}
        </p>
        <button type="button" class="primary" onClick={onDone}>
          {said.done}
        </button>
      </>
    );
  if (others.length === 0) return <HearOneself app={app} said={said.alone} />;
  return (
    <>
      <p role="status">
        {asking.value === 'asked' && said.asked}
        {asking.value === 'not-yet' && said.why(others.map((personId) => nameIn(room, personId)).join(', '))}
        {typeof asking.value === 'object' && asking.value.refused}
      </p>
      {isMuted && (
        <>
          <p>{said.stillMuted}</p>
          <button type="button" class="primary" onClick={() => void voice.unmute()}>
            {app.words.value.voice.unmute}
          </button>
        </>
      )}
      <button
        type="button"
        class={asking.value === 'asked' || isMuted ? '' : 'primary'}
        onClick={() => void ask()}
      >
        {asking.value === 'asked' ? said.askAgain : said.ask}
      </button>
    </>
  );
}

function HearOneself({ app, said }: { app: App; said: string }) {
  const practice = useOpened(app, createPractice);
  return (
    <>
      <p>{said}</p>
      <YourVoice app={app} practice={practice} />
    </>
  );
}
