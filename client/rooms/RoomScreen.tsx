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
import { RoomDialogs, type Settling } from './RoomDialogs';
import { RoomTabs } from './RoomTabs';
import type { RoomState } from './room';
import './room.css';

/** A room: talk or a board, the people, and voice, which stays wherever one looks. */
export function RoomScreen({ app, room, boardId }: { app: App; room: RoomState; boardId?: string }) {
  const view = boardId ? (room.view.value === 'here' ? 'here' : 'boards') : room.view.value;
  const settling = useSignal<Settling | undefined>(undefined);
  const settle = (what: Settling) => {
    settling.value = what;
  };
  if (!room.known.value) return <RoomAwaited app={app} room={room} />;
  return (
    <div class="room" data-view={view} data-beside={boardId ? 'boards' : 'talk'}>
      <RoomTop app={app} room={room} onLookAfter={() => settle({ what: 'room' })} />
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
        <HereList app={app} room={room} onOpen={(personId) => settle({ what: 'person', personId })} />
        <You app={app} room={room} onRename={() => settle({ what: 'name' })} />
        <Footer app={app} />
      </div>
      <div class="room-voice">
        <VoiceBar app={app} room={room} />
      </div>
      <RoomDialogs app={app} room={room} settling={settling} />
    </div>
  );
}

function RoomTop({ app, room, onLookAfter }: { app: App; room: RoomState; onLookAfter: () => void }) {
  const words = app.words.value.rooms;
  const me = app.me.value;
  const { name, purpose, open } = room.room.value;
  return (
    <div class="room-top">
      <div class="room-name">
        <h1 tabIndex={-1}>{name}</h1>
        <p class={open ? 'purpose' : 'hint'}>{open ? purpose : words.closedNow}</p>
      </div>
      <div class="row">
        {me && can(me.role, 'close or reopen a room') && (
          <button type="button" aria-label={words.lookAfterRoom} onClick={onLookAfter}>
            {words.lookAfter}
          </button>
        )}
        <button type="button" aria-label={words.leaveRoom(name)} onClick={room.leave}>
          {words.leave}
        </button>
      </div>
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
