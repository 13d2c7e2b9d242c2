import type { Doorway } from '../../shared/house';
import type { App } from '../app-state';
import { Lamp } from '../ui/Lamp';
import { DoorwayRow } from './DoorwayRow';
import { LetGoNotice } from './LetGoNotice';
import { splitWelcome } from './welcome';

/** Every room, with who is inside. Readable before any script has run. `behind`: an entry card lies over it. */
export function Door({ app, behind }: { app: App; behind?: Doorway }) {
  const { house: words, shell, voice } = app.words.value;
  const { charter, rooms } = app.house.value;
  const { headline, rest } = splitWelcome(charter.welcome);
  const Headline = behind ? 'p' : 'h1';
  return (
    <div class="door" inert={behind !== undefined}>
      <div class="welcome">
        <Headline class="headline" {...(!behind && { tabIndex: -1 })}>
          {headline ?? words.lightIsOn}
        </Headline>
        {rest && <p class="lead">{rest}</p>}
        <Lamp />
      </div>
      <LetGoNotice app={app} />
      {!behind && (
        <noscript>
          <p class="notice quiet">{shell.noScript}</p>
        </noscript>
      )}
      <h2 class="heard">{words.rooms}</h2>
      {rooms.length === 0 && <p class="quiet-text">{words.noRooms}</p>}
      <ul class="doorways">
        {rooms.map((doorway) => (
          <DoorwayRow key={doorway.id} app={app} doorway={doorway} />
        ))}
      </ul>
      <p class="quiet-text">
        {voice.practice.atDoor} <a href="/practice">{voice.practice.title}</a>
      </p>
    </div>
  );
}
