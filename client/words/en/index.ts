import { boards } from './boards';
import { figures } from './figures';
import { house } from './house';
import { live } from './live';
import { messages } from './messages';
import { mine } from './mine';
import { people } from './people';
import { presence } from './presence';
import { refusals } from './refusals';
import { rooms } from './rooms';
import { shell } from './shell';
import { sounds } from './sounds';
import { voice } from './voice';

export const en = {
  boards,
  figures,
  house,
  live,
  messages,
  mine,
  people,
  presence,
  refusals,
  rooms,
  shell,
  sounds,
  voice,
};
