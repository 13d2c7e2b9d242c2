import { settingApart } from './apart';
import { en } from './en/index';
import { fr } from './fr/index';

/** Every string a person reads. English is the shape; French must fill all of it. */
export type Words = typeof en;
export type Language = 'en' | 'fr';

export const wordsOf: Record<Language, Words> = { en: settingApart(en), fr: settingApart(fr) };
