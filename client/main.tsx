import { hydrate } from 'preact';
import type { PageStart } from '../shared/house';
import { Page } from './app';
import { createApp } from './app-state';
import { live, travel } from './browser';
import { takeUpEarly } from './early';
import { createKept, storageOf } from './kept';
import { createLink } from './link';

const told = document.getElementById('start');
const start: PageStart = JSON.parse(told?.textContent ?? '');
// It holds names, of people who may be gone by and by, and whose page this is.
told?.remove();
const root = document.getElementById('app') as HTMLElement;

const link = createLink({ onRefused: () => void app.people.askWhoIAm() });
const app = createApp(start, { link, travel, kept: createKept(storageOf(() => sessionStorage)) });
const goOn = takeUpEarly(root);
hydrate(<Page app={app} />, root);
live(app, root);
goOn();
