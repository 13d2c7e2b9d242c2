import { useSignal } from '@preact/signals';
import { useId } from 'preact/hooks';
import { can } from '../../../shared/roles';
import type { App } from '../../app-state';
import type { RoomState } from '../../rooms/room';
import { voiceOf } from '../voice';
import { inCircle, nameIn } from './in-circle';
import { controlsWords } from './words';

/** Brings the talking piece in, passes it on and puts it away. */
export function TalkingPiece({ app, room }: { app: App; room: RoomState }) {
  const { piece: words } = controlsWords(app);
  const voice = voiceOf(app);
  const me = app.me.value;
  const holder = room.piece.value;
  const mayPass = holder === me?.id || (me && can(me.role, 'mute someone in voice'));
  return (
    <section class="voice-piece">
      <h2>{words.title}</h2>
      {holder === null ? (
        <>
          <p class="hint">{words.why}</p>
          <button type="button" onClick={() => me && void voice.passPiece(me.id)}>
            {words.bringIn}
          </button>
        </>
      ) : (
        <>
          <p>{holder === me?.id ? words.yoursOpen : words.has(nameIn(room, holder))}</p>
          {mayPass ? <Pass app={app} room={room} holder={holder} /> : <PutAway app={app} room={room} />}
        </>
      )}
    </section>
  );
}

/** For whoever has it not: it must not silence a room for good. */
function PutAway({ app, room }: { app: App; room: RoomState }) {
  const { piece: words } = controlsWords(app);
  const me = app.me.value?.id;
  if (!inCircle(app, room).some(({ seat }) => seat.personId === me)) return null;
  return (
    <>
      <p class="hint">{words.leftLying}</p>
      <button type="button" onClick={() => void voiceOf(app).passPiece(null)}>
        {words.putAway}
      </button>
    </>
  );
}

function Pass({ app, room, holder }: { app: App; room: RoomState; holder: string }) {
  const { piece: words } = controlsWords(app);
  const voice = voiceOf(app);
  const id = useId();
  const others = inCircle(app, room).filter(({ seat }) => seat.personId !== holder);
  const wanted = useSignal('');
  // Whoever was chosen may have left meanwhile.
  const to = (others.find(({ seat }) => seat.personId === wanted.value) ?? others[0])?.seat.personId;
  return (
    <>
      {to === undefined ? (
        <p class="hint">{words.noneElse}</p>
      ) : (
        <>
          <label for={id}>{words.passTo}</label>
          <div class="row">
            <select
              id={id}
              value={to}
              onChange={({ currentTarget }) => {
                wanted.value = currentTarget.value;
              }}
            >
              {others.map(({ seat, name }) => (
                <option key={seat.personId} value={seat.personId}>
                  {name}
                </option>
              ))}
            </select>
            <button type="button" onClick={() => void voice.passPiece(to)}>
              {words.pass}
            </button>
          </div>
        </>
      )}
      <button type="button" onClick={() => void voice.passPiece(null)}>
        {words.putAway}
      </button>
    </>
  );
}
