import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { type Browser, firefox } from 'playwright-core';
import { cleanUp } from './clean-up';
import { temporaryFolder, until } from './house';

const firefoxPath = process.env.FIREFOX_PATH ?? '/usr/bin/firefox-esr';
const pulseaudioPath = '/usr/bin/pulseaudio';

/** What this machine lacks for a second browser that plays sound; undefined when it has both. */
export const lackingFirefox = !existsSync(firefoxPath)
  ? 'Firefox'
  : existsSync(pulseaudioPath)
    ? undefined
    : 'PulseAudio for Firefox';

/** A Firefox of its own process, whose microphone is a tone. */
export async function openFirefox(toneHz: number): Promise<Browser> {
  const home = await temporaryFolder();
  const server = await openSpeaker(home);
  const browser = await firefox.launch({
    channel: 'moz-firefox',
    executablePath: join(__dirname, '../../test/support/start-firefox.mjs'),
    env: { ...process.env, HOME: home, PULSE_SERVER: server, FIREFOX_PATH: firefoxPath },
    firefoxUserPrefs: {
      'media.navigator.streams.fake': true,
      'media.navigator.permission.disabled': true,
      'media.navigator.audio.fake_frequency': toneHz,
      'media.autoplay.default': 0,
      'media.autoplay.blocking_policy': 0,
      // The relay of the tests is on loopback.
      'media.peerconnection.ice.loopback': true,
    },
  });
  cleanUp(() => browser.close());
  return browser;
}

/** A speaker that nobody hears: without any, Firefox neither plays nor measures sound. */
async function openSpeaker(home: string): Promise<string> {
  const runtime = join(home, 'run');
  await mkdir(runtime, { mode: 0o700 });
  const socket = join(runtime, 'speaker');
  const server = spawn(
    pulseaudioPath,
    [
      ...['-n', '--daemonize=no', '--exit-idle-time=-1', '--use-pid-file=no'],
      ...['--load=module-null-sink', `--load=module-native-protocol-unix socket=${socket}`],
    ],
    { env: { ...process.env, HOME: home, XDG_RUNTIME_DIR: runtime }, stdio: 'ignore' },
  );
  const ended = new Promise((resolve) => server.once('exit', resolve));
  cleanUp(() => {
    server.kill();
    return ended;
  });
  await until(() => existsSync(socket), 'a speaker for Firefox');
  return `unix:${socket}`;
}
