import { useEffect } from 'preact/hooks';
import type { App } from '../../app-state';
import type { RoomState } from '../../rooms/room';
import { nameIn } from './mend';
import { checkWords } from './words';
import './check.css';

/** Somebody mends their sound, and would like to know whether they are heard. */
export function Asked({
  app,
  room,
  personId,
  onAnswered,
}: {
  app: App;
  room: RoomState;
  personId: string;
  onAnswered: () => void;
}) {
  const { asked: said } = checkWords(app).mend;
  const question = said.question(nameIn(room, personId));
  useEffect(() => app.announce(question), []);
  return (
    <div class="notice quiet hearing-asked">
      <p>{question}</p>
      <button
        type="button"
        onClick={() => {
          void app.link.ask('hearing:answer', { roomId: room.roomId, personId });
          onAnswered();
        }}
      >
        {said.iHear}
      </button>
    </div>
  );
}
