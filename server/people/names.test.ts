import { nameKey } from './names';

const outcome = (name: string) => {
  try {
    return nameKey(name);
  } catch {
    return 'refused';
  }
};

/** Each of these put anywhere into a name makes one that looks like another, or like nothing. */
const hidden = [
  ...[0x00ad, 0x034f, 0x061c, 0x115f, 0x1160, 0x17b4, 0x17b5, 0x180b, 0x180e, 0x200b, 0x200c, 0x200d],
  ...[0x200e, 0x200f, 0x202a, 0x202b, 0x202c, 0x202d, 0x202e, 0x2060, 0x2061, 0x2062, 0x2063, 0x2064],
  ...[0x2066, 0x2067, 0x2068, 0x2069, 0x206a, 0x206f, 0x3164, 0xfe00, 0xfe0f, 0xfeff, 0xffa0, 0xfff9],
  ...[0x1d173, 0xe0001, 0xe0041, 0xe0100],
].map((code) => String.fromCodePoint(code));

/** Spaces and signs that are none of the plain ones. */
const signs = [
  ...'\u00a0\u1680\u2000\u2003\u2009\u202f\u205f\u3000<>&"`/\\@#$%^*()[]{}=+~|;:?!,_™©✓★☆♥🙂👑🛡',
];

/** Doubles of whole Latin names in letters of other alphabets, wide, mathematical or turned. */
const doubles = [
  ...['Аda', 'Adа', 'Ваda', 'Сleo', 'Вob', 'Bоb', 'Jаck', 'Рaul', 'Maх', 'Тom', 'Еve', 'Нana', 'Кim', 'Sаm'],
  ...['Ηana', 'Αda', 'Βob', 'Ρaul', 'Τom', 'Χena', 'Ζoe', 'Νina', 'Μia', 'Κim', 'Εve', 'Ιda', 'Οtto', 'Υves'],
  ...['Ａｄａ', 'Ｂob', '𝐀𝐝𝐚', '𝒜da', '𝔄da', '𝕬da', '𝖠da', '𝙰da', 'Ⓐda', '🅐da', '🄰da', 'ᴀda', 'Aᴅa', 'adɐ'],
  ...['ꓮda', 'Ꭺda', 'ꓐob', 'Ᏼob', 'ⲁda', 'Ⲁda', '𐊠da', '𐌀da', 'Ꮪam', 'Ꭲom', 'ꭺda', 'ɑda', 'ａda', 'Adａ'],
  ...['B೦b', 'B०b', 'B੦b', 'B૦b', 'B௦b', 'B໐b', 'B၀b', 'B߀b', 'B〇b⁠', 'Bօb', 'Bంb', 'Bഠb', 'Bဝb', 'Bᦐb'],
  ...[
    'ǀlse',
    'ǃlse',
    '∣lse',
    'lⅼse',
    'Ⅰlse',
    'וlse',
    'اlse',
    '١lse',
    'ℓse',
    'Ｉlse',
    'ӏlse',
    'ߊlse',
    'ⵏlse',
    'ᛁlse',
  ],
  ...['soо', 'ѕoo', 'Ɑda', 'ɡus', 'ʟee', 'ʜana', 'ɪda', 'ɴina', 'ꜱam', 'ᴛom', 'ᴍia', 'ᴏtto', 'ᴜma', 'ᴢoe'],
];

/** Names of the house's own, spelt in every way that reads like them. */
const official = [
  ...[
    'host',
    'HOST',
    'H o s t',
    'H.o.s.t',
    'h-o-s-t',
    'H0st',
    'Höst',
    "Ho'st",
    'Steward',
    'steward.',
    'STEWARD',
  ],
  ...[
    '5teward',
    'Stewård',
    'Admin',
    'Adm1n',
    'ADMlN',
    'Àdmín',
    'Moderator',
    'M0derator',
    'Modérateur',
    'Rnoderator',
  ],
  ...[
    'Porchlight',
    'Porch light',
    'P0rchlight',
    'Porch-Light',
    'Facilitator',
    'Facilitatοr',
    'Co-host',
    'cohost',
  ],
  ...[
    'Hôte',
    'hote',
    'HÔTESSE',
    'Intendant',
    'lntendant',
    'Animateur',
    'Animatrice',
    'Modératrice',
    'Stevvard',
    'Ada host',
    'Host Ada',
    'Alice CEO ADMIN',
    'Ben-m0derator',
    'Ada l’hôte',
    'Your Steward Ada',
  ],
];

/** Nothing to read in them. */
const empty = [
  '',
  ' ',
  '.',
  '...',
  '-',
  '’',
  '\u0301',
  '\u0301\u0302',
  'ʼ',
  "'",
  'a\u0301\u0301\u0301\u0301',
  '\u0e49',
];

const corpus = [
  ...hidden.flatMap((letter) => [`Ada${letter}`, `A${letter}da`, `${letter}Ada`]),
  ...signs.map((letter) => `Ada${letter}b`),
  ...doubles,
  ...official,
  ...empty,
];

test('two hundred and more names that hide, turn or imitate are refused', () => {
  expect(new Set(corpus).size).toBeGreaterThan(200);
  expect(corpus.filter((name) => outcome(name) !== 'refused')).toEqual([]);
});

test('names that cannot be told apart by eye are one name', () => {
  const alike = [
    ['Ada', 'ADA', 'ada', 'A da', 'A.d.a', 'Áda', 'Adå', "Ad'a", 'Ad-a'],
    ['Ilse', 'llse', '1lse', 'lLSE', 'ILSE'],
    ['Bob', 'B0b', 'bob', 'BÒB'],
    ['corn', 'com', 'CORN'],
    ['Will', 'VVill', 'WiII', 'W1ll'],
    ['Soren', 'Søren', '5oren'],
    ['Мария', 'мария', 'МАРИЯ'],
    ['Strasse', 'Straße'],
  ];
  for (const names of alike) expect([names, new Set(names.map(outcome)).size]).toEqual([names, 1]);
});

test('people’s own names are welcome, whatever their alphabet, and are not one name', () => {
  const fine = [
    ...[
      'Ada',
      'Bea',
      'Zoë',
      'Jean-Luc',
      'O’Neill',
      'Nguyễn',
      'Kaʻiulani',
      'Ɛdem',
      'Łukasz',
      'Åse',
      'İpek',
      'Ana 2',
    ],
    ...[
      'Мария',
      'Олексій',
      'Ђорђе',
      'Ελένη',
      'Γιώργος',
      '李雷',
      '田中',
      'マリー',
      'ひなた',
      '김민수',
      'محمد',
      'فاطمة',
    ],
    ...['שרה', 'मीना', 'অনন্যা', 'ਸਿਮਰਨ', 'મીના', 'தமிழ்', 'తెలుగు', 'ಕನ್ನಡ', 'മലയാളം', 'සිංහල', 'น้ำ', 'ລາວ'],
    ...['ქეთევან', 'Արամ', 'ሰላም', 'ខ្មែរ', 'မြန်မာ', 'བོད', 'Quiet Heron', 'Gentle Otter', 'Mossy Fern'],
  ];
  expect(fine.filter((name) => outcome(name) === 'refused')).toEqual([]);
  expect(new Set(fine.map(outcome)).size).toBe(fine.length);
});
