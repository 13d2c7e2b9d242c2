import { hydrate } from 'preact';
import type { PageStart } from '../shared/house';
import { Page } from './app';
import { createApp } from './app-state';
import { live, travel } from './browser';
import { takeUpEarly } from './early';
import { createKept, storageOf } from './kept';
import { createLink } from './link';

const start: PageStart = JSON.parse(document.getElementById('start')?.textContent ?? '');
const root = document.getElementById('app') as HTMLElement;

const link = createLink({ onRefused: () => void app.people.askWhoIAm() });
const app = createApp(start, { link, travel, kept: createKept(storageOf(() => sessionStorage)) });
const goOn = takeUpEarly(root);
hydrate(<Page app={app} />, root);
live(app, root);
goOn();
