import type { App } from '../../app-state';
import { settingApart } from '../../words/apart';
import { check as en } from '../../words/en/check';
import { check as fr } from '../../words/fr/check';

/** The words of what is in this folder, which are loaded with it. */
export type CheckWords = typeof en;

const wordsOf: Record<'en' | 'fr', CheckWords> = { en: settingApart(en), fr: settingApart(fr) };

export const checkWords = (app: App) => wordsOf[app.language.value];
