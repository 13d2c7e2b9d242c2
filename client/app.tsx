import type { ComponentChildren } from 'preact';
import type { App } from './app-state';
import { Door } from './house/Door';
import { HelpScreen } from './house/HelpScreen';
import { HowScreen } from './house/HowScreen';
import { sayLine } from './line-lost';
import { EntryCard } from './people/EntryCard';
import { StewardScreen } from './people/StewardScreen';
import { RoomScreen } from './rooms/RoomScreen';
import { type Screen, screenOf } from './screen';
import { Announcer } from './ui/Announcer';
import { Footer } from './ui/Footer';
import { firstHeading } from './ui/focus-keeper';
import { Header } from './ui/Header';
import { Later } from './ui/Later';
import { PracticePage } from './voice/PracticePage';
import './theme.css';
import './ui/frame.css';
import './ui/parts.css';
import './house/house.css';
import './people/people.css';

/** The whole page, the same on the server and in the browser. */
export function Page({ app }: { app: App }) {
  const { shell } = app.words.value;
  const screen = screenOf(app);
  return (
    <div class="frame" data-screen={screen.at}>
      <a class="skip" href="#main">
        {shell.skip}
      </a>
      <Header app={app} troubles={troublesOn(app, screen)} />
      <main id="main" tabIndex={-1}>
        <RoomKept app={app} screen={screen} />
        {screen.at !== 'room' && <BackToRoom app={app} screen={screen} />}
        <Here app={app} screen={screen} />
      </main>
      {screen.at !== 'room' && <Footer app={app} />}
      <Announcer app={app} />
    </div>
  );
}

/** Where one writes, and where one speaks, it is said there. */
function troublesOn(app: App, screen: Screen): string[] {
  const { shell } = app.words.value;
  const { store, relay } = app.parts.value;
  const line = app.line.value;
  const inRoom = screen.at === 'room';
  if (inRoom && screen.room.known.value && screen.room.view.value === 'talk' && !screen.boardId) return [];
  return [
    line !== 'none' && sayLine(line, app.words.value),
    store === 'out' && (inRoom ? shell.storeOut : shell.storeOutAtDoor),
    relay === 'out' && !inRoom && shell.relayOut,
  ].filter((said) => said !== false);
}

/** One stays in one's room while looking something up: it is only out of sight. */
function RoomKept({ app, screen }: { app: App; screen: Screen }) {
  const room = app.room.value;
  if (!room) return null;
  const isShown = screen.at === 'room';
  return (
    <div class="room-kept" hidden={!isShown}>
      <RoomScreen key={room.roomId} app={app} room={room} boardId={isShown ? screen.boardId : undefined} />
    </div>
  );
}

function BackToRoom({ app, screen }: { app: App; screen: Screen }) {
  const room = app.room.value?.room.value;
  if (!room || screen.at === 'entry') return null;
  return (
    <p class="back">
      <a class="button" href={`/r/${encodeURIComponent(room.code)}`}>
        {app.words.value.house.goBackTo(room.name)}
      </a>
    </p>
  );
}

function Here({ app, screen }: { app: App; screen: Screen }) {
  switch (screen.at) {
    case 'room':
      return null;
    case 'entry':
      return (
        <div class="threshold">
          <EntryCard key={screen.doorway.id} app={app} doorway={screen.doorway} />
          <Door app={app} behind={screen.doorway} />
        </div>
      );
    case 'door':
      return <Door app={app} />;
    case 'help':
      return <HelpScreen app={app} />;
    case 'how':
      return <HowScreen app={app} />;
    case 'mine':
      return (
        <SeldomSeen key="mine" app={app} part={() => import('./people/MineScreen')}>
          {({ MineScreen }) => <MineScreen app={app} />}
        </SeldomSeen>
      );
    case 'steward':
      return <StewardScreen app={app} />;
    case 'figures':
      return (
        <SeldomSeen key="figures" app={app} part={() => import('./figures/FiguresScreen')}>
          {({ FiguresScreen }) => <FiguresScreen app={app} />}
        </SeldomSeen>
      );
    case 'house':
      return (
        <SeldomSeen key="house" app={app} part={() => import('./house/HouseScreen')}>
          {({ HouseScreen }) => <HouseScreen app={app} />}
        </SeldomSeen>
      );
    case 'practice':
      return <PracticePage app={app} />;
    case 'unknown':
      return <UnknownScreen app={app} />;
  }
}

/** A screen that few look at, fetched when they do. Like any other it then takes the focus to its heading. */
function SeldomSeen<Part extends object>({
  app,
  part,
  children,
}: {
  app: App;
  part: () => Promise<Part>;
  children: (part: Part) => ComponentChildren;
}) {
  return (
    <Later
      part={part}
      words={app.words.value.shell.later}
      arrived={() => firstHeading(document.body)?.focus({ preventScroll: true })}
    >
      {children}
    </Later>
  );
}

function UnknownScreen({ app }: { app: App }) {
  const { unknown } = app.words.value.shell;
  return (
    <article class="page">
      <h1 tabIndex={-1}>{unknown.title}</h1>
      <p class="lead">{unknown.text}</p>
      <p>
        <a class="button primary" href="/">
          {unknown.back}
        </a>
      </p>
    </article>
  );
}
