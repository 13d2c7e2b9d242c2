import { useSignal } from '@preact/signals';
import { can } from '../../shared/roles';
import type { App } from '../app-state';
import { BoardList } from '../boards/BoardList';
import { BoardPlace } from '../boards/BoardPlace';
import { TalkPanel } from '../messages/TalkPanel';
import { You } from '../people/You';
import { HereList } from '../presence/HereList';
import { Footer } from '../ui/Footer';
import { VoiceBar } from '../voice/VoiceBar';
import { RoomMenu } from './RoomMenu';
import { RoomTabs } from './RoomTabs';
import type { RoomState } from './room';
import './room.css';

/** A room: talk or a board, the people, and voice, which stays wherever one looks. */
export function RoomScreen({ app, room, boardId }: { app: App; room: RoomState; boardId?: string }) {
  const view = boardId ? (room.view.value === 'here' ? 'here' : 'boards') : room.view.value;
  if (!room.known.value) return <RoomAwaited app={app} room={room} />;
  return (
    <div class="room" data-view={view}>
      <RoomTop app={app} room={room} />
      <RoomTabs app={app} room={room} view={view} />
      <div class="room-talk">
        <TalkPanel app={app} room={room} />
      </div>
      <div class="room-boards">
        {boardId ? (
          <BoardPlace app={app} room={room} boardId={boardId} />
        ) : (
          <BoardList app={app} room={room} />
        )}
      </div>
      <div class="room-side">
        <HereList app={app} room={room} />
        <You app={app} room={room} />
        <Footer app={app} />
      </div>
      <div class="room-voice">
        <VoiceBar app={app} room={room} />
      </div>
    </div>
  );
}

function RoomTop({ app, room }: { app: App; room: RoomState }) {
  const words = app.words.value.rooms;
  const looking = useSignal(false);
  const me = app.me.value;
  const { name, purpose, open } = room.room.value;
  return (
    <div class="room-top">
      <div>
        <h1 tabIndex={-1}>{name}</h1>
        <p class="purpose">{open ? purpose : words.closedNow}</p>
      </div>
      <div class="row">
        {me && can(me.role, 'close or reopen a room') && (
          <button
            type="button"
            onClick={() => {
              looking.value = true;
            }}
          >
            {words.lookAfterRoom}
          </button>
        )}
        <button type="button" aria-label={words.leaveRoom(name)} onClick={room.leave}>
          {words.leave}
        </button>
      </div>
      {looking.value && (
        <RoomMenu
          app={app}
          room={room}
          onClose={() => {
            looking.value = false;
          }}
        />
      )}
    </div>
  );
}

/** After a reload, until the line is there: the outline of a room, shown only if it takes a while. */
function RoomAwaited({ app, room }: { app: App; room: RoomState }) {
  const { name } = room.room.value;
  return (
    <div class="room-awaited">
      <h1 tabIndex={-1}>{name}</h1>
      <p class="quiet-text">{app.words.value.rooms.comingIn(name)}</p>
      <div class="outline" aria-hidden="true" />
      <button type="button" onClick={room.leave}>
        {app.words.value.rooms.leave}
      </button>
    </div>
  );
}
