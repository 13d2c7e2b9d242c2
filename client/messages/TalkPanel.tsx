import type { App } from '../app-state';
import type { RoomState } from '../rooms/room';
import { Composer } from './Composer';
import { MessageList } from './MessageList';
import './messages.css';

export function TalkPanel({ app, room }: { app: App; room: RoomState }) {
  return (
    <section class="talk" aria-label={app.words.value.rooms.talk}>
      <MessageList app={app} room={room} />
      <Composer app={app} room={room} />
    </section>
  );
}
