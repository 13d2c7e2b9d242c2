import type { Doorway } from '../shared/house';
import type { App } from './app-state';
import type { RoomState } from './rooms/room';
import { type Route, sameCode } from './route';
import { apart } from './words/apart';

/** What there is to see, from where one is and what the address bar asks for. */
export type Screen =
  | { at: 'room'; room: RoomState; boardId?: string }
  | { at: 'entry'; doorway: Doorway }
  | { at: Exclude<Route['at'], 'room'> };

export function screenOf({ route, room, house }: Pick<App, 'route' | 'room' | 'house'>): Screen {
  const asked = route.value;
  if (asked.at !== 'room') return asked;
  const doorway = house.value.rooms.find(({ code }) => sameCode(code, asked.code));
  if (!doorway) return { at: 'unknown' };
  if (room.value?.roomId === doorway.id) return { at: 'room', room: room.value, boardId: asked.boardId };
  return { at: 'entry', doorway };
}

/** The title of the page: the screen, then the house. */
export function titleOf(app: Pick<App, 'route' | 'room' | 'house' | 'words'>): string {
  const house = app.house.value.charter.name;
  const name = nameOf(screenOf(app), app);
  return name ? `${apart(name)} · ${apart(house)}` : house;
}

function nameOf(screen: Screen, { words }: Pick<App, 'words'>): string | undefined {
  const { shell, figures, house, mine, people, voice } = words.value;
  switch (screen.at) {
    case 'door':
      return undefined;
    case 'room':
      return screen.room.room.value.name;
    case 'entry':
      return screen.doorway.name;
    case 'help':
      return house.help.title;
    case 'how':
      return shell.how.title;
    case 'mine':
      return mine.title;
    case 'steward':
      return people.steward.title;
    case 'figures':
      return figures.title;
    case 'house':
      return house.edit.title;
    case 'practice':
      return voice.practice.title;
    case 'unknown':
      return shell.unknown.title;
  }
}
