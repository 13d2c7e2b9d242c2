import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { RoomState } from '../../rooms/room';
import { type VoiceState, voiceOf } from '../voice';
import { howItIs, nameIn, othersWhoHear } from './mend';
import { type Reach, reachRelay } from './reach';
import type { MendNeeds } from './Steps';
import { checkWords } from './words';

/** Step three: does sound cross between us and each of the others? */
export function MendWay({ app, room, next }: MendNeeds) {
  const words = checkWords(app);
  const { way: said } = words.mend;
  const voice = voiceOf(app);
  const tried = useSignal(false);
  const pairs = [...voice.pairs.value].map(([personId, view]) => ({ personId, view, is: howItIs(view) }));
  const isWell = pairs.every(({ is }) => is === 'both');
  const isAlone = othersWhoHear(room.seats.value, app.me.value?.id).length === 0;
  const noRelay = voice.noRelay.value;
  // With nobody there, no pair tells whether the way is open.
  const way = useSignal<Reach | 'looking'>('looking');
  useEffect(() => {
    if (isAlone)
      void reachRelay(() => app.link.ask('voice:try', { roomId: room.roomId })).then((found) => {
        way.value = found;
      });
  }, []);

  if (!room.inside.value) return <p role="status">{app.words.value.voice.connectingLineLost}</p>;
  return (
    <>
      <p role="status">
        {noRelay && words.way.found[noRelay === 'refused' ? 'shut' : 'unreached']}
        {!noRelay && (isAlone ? said.alone : isWell ? said.well : tried.value ? said.stillNot : said.notWell)}
      </p>
      {isAlone && (
        <p role="status">{way.value === 'looking' ? words.way.looking : words.way.found[way.value]}</p>
      )}
      <ul class="check-found">
        {pairs.map(({ personId, view, is }) => (
          <li key={personId}>
            {said.pair[is](nameIn(room, personId))}
            {view.quality && (
              <span class="hint"> {said.numbers(view.quality.kbitIn, view.quality.kbitOut)}</span>
            )}
          </li>
        ))}
      </ul>
      <div class="row">
        {(noRelay || !isWell) && (
          <button
            type="button"
            class="primary"
            onClick={() => {
              tried.value = true;
              beginAnew(voice, room);
            }}
          >
            {said.anew}
          </button>
        )}
        {next(!noRelay && isWell)}
      </div>
    </>
  );
}

/** Takes a new seat, muted or not as before: everyone connects to it afresh. */
function beginAnew(voice: VoiceState, room: RoomState) {
  const { value: state } = voice.state;
  if (state.at === 'talking' && state.step === 'text') return voice.byText(room);
  if ((state.at === 'talking' || state.at === 'joining') && state.muted) return voice.listen(room);
  return voice.speak(room);
}
