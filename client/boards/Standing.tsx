import type { Editor } from '@tiptap/core';
import { useEffect, useRef } from 'preact/hooks';
import type { Board } from '../../shared/boards';
import type { App } from '../app-state';
import { Notice } from '../ui/Notice';
import { CopyButton } from './CopyButton';
import type { Story } from './story';

/** How what I write stands: one quiet word while all is well, and what to do when it is not. */
export function Standing({
  app,
  board,
  story,
  editor,
}: {
  app: App;
  board: Board;
  story: Story;
  editor: Editor | undefined;
}) {
  const { boards: words } = app.words.value;
  const standing = story.standing.value;
  const isStoreOut = standing === 'lost' && app.parts.value.store === 'out';
  useTold(app, standing);
  if (standing === 'opening' || standing === 'failed') return null;
  if (standing === 'saved' || standing === 'saving')
    return <p class={`standing ${standing}`}>{words.standing[standing]}</p>;

  const copy = editor && <CopyButton app={app} board={board} editor={editor} />;
  return (
    <Notice tone={standing === 'lost' ? 'quiet' : 'care'}>
      <p class={`standing ${standing}`}>{words.standing[isStoreOut ? 'cannotSave' : standing]}</p>
      {standing !== 'lost' && <p>{words.stoppedHelp}</p>}
      <div class="actions">
        {copy}
        {standing !== 'lost' && (
          <button type="button" onClick={() => location.reload()}>
            {words.loadAgain}
          </button>
        )}
      </div>
    </Notice>
  );
}

/** Only bad news, and that it is over, are announced: "saved" after each word would never end. */
function useTold(app: App, standing: Story['standing']['value']) {
  const toldBad = useRef(false);
  useEffect(() => {
    const { boards: words } = app.words.value;
    if (standing === 'lost' && !toldBad.current) {
      toldBad.current = true;
      // That the server cannot save has been said for every screen.
      if (app.parts.peek().store !== 'out') app.announce(words.lostAnnounced, 'assertive');
    }
    if (standing === 'refused' || standing === 'full') app.announce(words.stoppedHelp, 'assertive');
    if (standing === 'saved' && toldBad.current) {
      toldBad.current = false;
      app.announce(words.savedAgain);
    }
  }, [app, standing]);
}
