import type { House } from '../../shared/house';
import { can } from '../../shared/roles';
import type { Sockets } from '../sockets';
import type { CharterVerbs } from './house';

export function houseSocket({
  sockets,
  charter,
  look,
}: {
  sockets: Sockets;
  charter: CharterVerbs;
  look: () => House;
}) {
  sockets.answerAnyone('house:look', async (page) => {
    sockets.watchDoor(page.id, true);
    return look();
  });
  sockets.answerAnyone('house:here', async () => null);
  sockets.answer('house:edit', {
    may: (me) => can(me.role, 'change the house') || 'not-allowed',
    async run(_me, change) {
      const edited = await charter.edit(change);
      sockets.tellAll('house:changed', edited);
      return edited;
    },
  });
}
