import type { Signal } from '@preact/signals';
import type { App } from '../app-state';
import { RenameDialog } from '../people/RenameDialog';
import { PersonMenu } from './PersonMenu';
import { RoomMenu } from './RoomMenu';
import type { RoomState } from './room';
import { spokeAndLeft } from './spoke-and-left';

/** What is being settled. `person` is the id of whom a host looks after. */
export type Settling = { what: 'room' } | { what: 'name' } | { what: 'person'; personId: string };

/** The room's dialogs stand beside its panels, so that none is lost with a panel that is out of sight. */
export function RoomDialogs({
  app,
  room,
  settling,
}: {
  app: App;
  room: RoomState;
  settling: Signal<Settling | undefined>;
}) {
  const now = settling.value;
  const close = () => {
    settling.value = undefined;
  };
  const onPerson = (personId: string) => {
    settling.value = { what: 'person', personId };
  };
  if (now?.what === 'room') return <RoomMenu app={app} room={room} onPerson={onPerson} onClose={close} />;
  if (now?.what === 'name') return <RenameDialog app={app} onClose={close} />;
  const known = [...room.here.value.map(({ person }) => person), ...spokeAndLeft(app, room)];
  const person = known.find(({ id }) => id === now?.personId);
  return person ? <PersonMenu app={app} room={room} person={person} onClose={close} /> : null;
}
