import { useSignal } from '@preact/signals';
import type { Editor } from '@tiptap/core';
import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import type { Board } from '../../shared/boards';
import type { App } from '../app-state';
import type { RoomState } from '../rooms/room';
import { Notice } from '../ui/Notice';
import { BoardMenu } from './BoardMenu';
import { Fellows } from './Fellows';
import { holdStory } from './held-stories';
import { Paper } from './Paper';
import { Standing } from './Standing';
import type { Story } from './story';
import './boards.css';

/** One board: its title, how it stands, who is on it, and the page itself. */
export function BoardScreen({ app, room, boardId }: { app: App; room: RoomState; boardId: string }) {
  const { boards: words } = app.words.value;
  const story = useSignal<Story | undefined>(undefined);
  const found = room.boards.value.find(({ id }) => id === boardId);
  // A title goes with the person who gave it and had all of theirs erased.
  const board = found && { ...found, title: found.title || words.untitled };
  const isThere = board !== undefined;
  useEffect(() => {
    if (!isThere) return;
    const held = holdStory(app, room, boardId);
    story.value = held.story;
    return held.release;
  }, [app, room, boardId, isThere, story]);

  const back = (
    <a
      class="board-back"
      href={`/r/${encodeURIComponent(room.room.value.code)}`}
      onClick={() => {
        room.view.value = 'boards';
      }}
    >
      {words.toBoards}
    </a>
  );
  return (
    <article class="board" aria-label={words.page(board?.title ?? '')}>
      {board && story.value ? <Sheet app={app} board={board} story={story.value} back={back} /> : back}
      {!board && <Notice>{words.notHere}</Notice>}
    </article>
  );
}

function Sheet({
  app,
  board,
  story,
  back,
}: {
  app: App;
  board: Board;
  story: Story;
  back: ComponentChildren;
}) {
  const { boards: words } = app.words.value;
  const editor = useSignal<Editor | undefined>(undefined);
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus({ preventScroll: true }), [story]);
  const isOpened = story.opened.value;
  const standing = story.standing.value;

  return (
    <>
      <div class="board-ways">
        {back}
        {editor.value && <BoardMenu app={app} board={board} editor={editor.value} />}
      </div>
      <h2 tabIndex={-1} ref={heading}>
        {board.title}
      </h2>
      {isOpened && (
        <div class="board-state">
          <Standing app={app} board={board} story={story} editor={editor.value} />
          <Fellows app={app} fellows={story.fellows.value} />
        </div>
      )}
      {!isOpened && standing === 'failed' && (
        <Notice>
          <p>{words.openingFailed}</p>
          <button type="button" class="primary" onClick={story.tryAgain}>
            {words.tryAgain}
          </button>
        </Notice>
      )}
      {!isOpened && standing !== 'failed' && <p class="late">{words.opening}</p>}
      {isOpened && <Paper app={app} title={board.title} story={story} editor={editor} />}
    </>
  );
}
