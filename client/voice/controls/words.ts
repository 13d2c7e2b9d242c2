import type { App } from '../../app-state';
import { settingApart } from '../../words/apart';
import { controls as en } from '../../words/en/controls';
import { controls as fr } from '../../words/fr/controls';

/** The words of what is in this folder, which are loaded with it. */
export type ControlsWords = typeof en;

const wordsOf: Record<'en' | 'fr', ControlsWords> = { en: settingApart(en), fr: settingApart(fr) };

export const controlsWords = (app: App) => wordsOf[app.language.value];
