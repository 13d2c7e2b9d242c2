import * as z from 'zod';
import { limits } from '../shared/limits';

/** Every setting, with what it is when nobody sets it. The README's table names each. */
const Settings = z.object({
  PORT: z.coerce
    .number({ error: 'a port number, such as 8080, or 0 for any free one' })
    .int()
    .min(0)
    .max(65_535)
    .default(8080),
  // Node's own choice, unless set: every address, IPv6 as well where the machine has it.
  HOST: z.string().optional(),
  PORCHLIGHT_DATA: z.string().min(1).default('./data'),
  MONGODB_URL: z
    .string()
    .regex(/^mongodb(\+srv)?:\/\//, 'an address such as mongodb://localhost/porchlight')
    .optional(),
  PORCHLIGHT_URL: z
    .url({ protocol: /^https?$/, error: 'the address people use, such as https://porch.example.org' })
    .optional(),
  TRUST_PROXY: z.coerce
    .number({ error: 'how many proxies stand in front, such as 1' })
    .int()
    .min(0)
    .max(10)
    .default(0),
  PORCHLIGHT_LANGUAGE: z.enum(['en', 'fr'], { error: 'en or fr' }).default('en'),
  EXIT_URL: z
    .string()
    .regex(/^(about:blank|https?:\/\/\S+)$/, 'about:blank, or an address such as https://weather.example.org')
    .default('about:blank'),
  TURN_URLS: z
    .string()
    .regex(/^turns?:[^\s]+$/, 'addresses such as turn:turn.example.org:3478, with commas between')
    .optional(),
  TURN_SECRET: z.string().min(16, 'the secret that the TURN server shares, 16 letters or more').optional(),
  TURN_TTL_SECONDS: z.coerce.number({ error: 'seconds, from 60 to 600' }).int().min(60).max(600).default(600),
  STUN_URLS: z
    .string()
    .regex(/^stuns?:[^\s]+$/, 'addresses such as stun:turn.example.org:3478, with commas between')
    .optional(),
  VOICE_PLACES: z.coerce
    .number({ error: `how many can speak in one room, from 2 to ${limits.mostVoicePlaces}` })
    .int()
    .min(2)
    .max(limits.mostVoicePlaces)
    .default(limits.voicePlaces),
  METRICS_TOKEN: z.string().min(16, 'a secret of 16 letters or more').optional(),
  LOG_LEVEL: z
    .enum(['fatal', 'error', 'warn', 'info', 'debug'], { error: 'one of fatal, error, warn, info, debug' })
    .default('info'),
});

export interface Config {
  port: number;
  host?: string;
  dataFolder: string;
  mongodbUrl?: string;
  logLevel: string;
  settings: ServerSettings;
}

/** What the server itself needs to know; no port, no folder. */
export interface ServerSettings {
  /** The address people use. Without it the request's own Host is taken, which is right for a trial. */
  publicUrl?: string;
  trustProxy: number;
  /** In which language a new house greets. */
  language: 'en' | 'fr';
  exitTo: string;
  /** What a program must bring to read the figures; without one there is nothing to read. */
  metricsToken?: string;
  voice: {
    turn?: { urls: string[]; secret: string; ttlSeconds: number };
    stun: string[];
    /** How many can speak and listen in one room at the same time. */
    places?: number;
  };
}

/** Reads every setting at once. Throws an Error that lists every mistake in plain words. */
export function readConfig(env: Record<string, string | undefined>): Config {
  const given = Object.fromEntries(
    Object.entries(env).filter(([, value]) => value !== undefined && value !== ''),
  );
  const parsed = Settings.safeParse(given);
  const mistakes = parsed.success
    ? []
    : parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
  if (Boolean(given.TURN_URLS) !== Boolean(given.TURN_SECRET))
    mistakes.push('TURN_URLS and TURN_SECRET belong together: set both or neither');
  if (!parsed.success || mistakes.length > 0)
    throw new Error(
      `Porchlight cannot start with these settings:\n${mistakes.map((mistake) => `  - ${mistake}`).join('\n')}`,
    );
  const { data } = parsed;
  return {
    port: data.PORT,
    host: data.HOST,
    dataFolder: data.PORCHLIGHT_DATA,
    mongodbUrl: data.MONGODB_URL,
    logLevel: data.LOG_LEVEL,
    settings: {
      publicUrl: data.PORCHLIGHT_URL,
      trustProxy: data.TRUST_PROXY,
      language: data.PORCHLIGHT_LANGUAGE,
      exitTo: data.EXIT_URL,
      metricsToken: data.METRICS_TOKEN,
      voice: {
        turn:
          data.TURN_URLS && data.TURN_SECRET
            ? { urls: data.TURN_URLS.split(','), secret: data.TURN_SECRET, ttlSeconds: data.TURN_TTL_SECONDS }
            : undefined,
        stun: data.STUN_URLS?.split(',') ?? [],
        places: data.VOICE_PLACES,
      },
    },
  };
}
