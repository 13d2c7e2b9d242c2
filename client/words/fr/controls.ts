import type { controls as english } from '../en/controls';

/** Ce qu’on peut faire en voix, et comment les autres y sont. */
export const controls: typeof english = {
  more: 'Plus',
  holdToTalk: 'Tenir pour parler',
  holdHint: 'Alt+T fait la même chose tant que vous tenez les touches, même pendant que vous écrivez.',
  raiseHand: 'Lever la main',
  lowerHand: 'Baisser la main',
  handHint: 'Alt+H fait la même chose, même pendant que vous écrivez.',
  handsUp: (names) => `Mains levées : ${names}`,
  handOf: (place, name) => `${place}. ${name}`,
  you: 'vous',

  inVoice: (seats) => (seats === 1 ? 'En voix : vous seulement' : `En voix : ${seats}`),
  how: {
    speaking: 'parle',
    muted: 'micro coupé',
    silent: 'micro ouvert',
    low: 'son moins détaillé',
    listen: 'écoute seulement',
    listenWeak: 'écoute seulement : la ligne est faible',
    text: 'participe par écrit',
    connecting: 'connexion en cours',
    mending: 'ligne en réparation',
    weak: 'ligne faible',
    hand: (place) => `main levée, numéro ${place}`,
    piece: 'a le bâton de parole',
  },
  broken: {
    both: (names) => `Vous et ${names} ne vous entendez pas en ce moment. La ligne est en réparation.`,
    here: (names) => `Vous n’entendez pas ${names} en ce moment. La ligne est en réparation.`,
    there: (names) => `On ne vous entend pas en ce moment du côté de ${names}. La ligne est en réparation.`,
  },
  mended: (name) => `Vous et ${name} vous entendez de nouveau.`,
  weak: {
    theirs: (name) => `La ligne de ${name} est faible.`,
    yours: 'Votre ligne est faible.',
    between: (name) => `La ligne entre vous et ${name} est faible.`,
  },
  good: 'La ligne est bonne.',
  notMeasured: 'Nous regardons comment est la ligne.',
  noLine: (name) => `Aucun son ne passe entre vous et ${name} : l’un de vous participe par écrit.`,

  volume: (name) => `Le volume de ${name} pour vous`,
  percent: (share) => `${share} %`,
  silence: (name) => `Ne plus entendre ${name}, pour moi seulement`,
  silenceHint: 'Cette personne n’en sait rien.',

  numbers: 'Chiffres',
  lostHere: (share) => `Perdu en venant vers vous : ${share}`,
  lostThere: (share) => `Perdu en partant de vous : ${share}`,
  concealed: (share) => `Inventé par votre navigateur pour combler les trous : ${share}`,
  roundTrip: (ms) => `Aller et retour : ${ms} ms`,
  rates: (sent, received) => `Vous envoyez ${sent} kbit/s et recevez ${received} kbit/s`,
  relayed: (by) => `Par le relais de cette maison, en ${by.toUpperCase()}`,
  direct: 'Directement d’un navigateur à l’autre',

  piece: {
    title: 'Bâton de parole',
    why: 'Comme un objet qui passe de main en main : qui l’a parle, les autres écoutent. Vous pouvez le passer quand vous voulez.',
    bringIn: 'Apporter le bâton de parole',
    yours: 'Vous avez le bâton de parole. Ouvrez votre micro quand vous voulez.',
    yoursOpen: 'Vous avez le bâton de parole.',
    theirs: (name) =>
      `${name} a le bâton de parole. Vous pourrez ouvrir votre micro quand il viendra à vous.`,
    has: (name) => `${name} a le bâton de parole.`,
    passTo: 'Le passer à',
    pass: 'Passer',
    leftLying: 'Quand quelqu’un l’a depuis cinq minutes, toute personne au vocal peut le ranger.',
    putAway: 'Le ranger',
    noneElse: 'Personne d’autre n’est encore en voix.',
  },

  part: {
    title: 'Votre façon de participer',
    label: 'Je voudrais',
    steps: { voice: 'parler et écouter', listen: 'écouter seulement', text: 'participer par écrit' },
    saveData: 'Économiser les données',
    saveDataHint: 'Votre voix prend environ un cinquième de données en moins. Elle sonne plus simple.',
    pushToTalk: 'Tenir pour parler',
    pushToTalkHint: 'On ne vous entend que tant que vous tenez un bouton, ou Alt+T.',
  },

  devices: {
    title: 'Micro et haut-parleur',
    microphone: 'Micro',
    speaker: 'Haut-parleur',
    byItself: 'Au choix de cet appareil',
    unnamed: (number) => `Numéro ${number}`,
    noNames: 'Votre navigateur donne les noms des micros une fois le vôtre ouvert.',
    noSpeakers: 'Dans ce navigateur, le haut-parleur se choisit dans les réglages de votre appareil.',
  },

  full: (places) =>
    `Jusqu’à ${places} personnes peuvent parler en même temps ici, car chacune parle directement à chacune. Tant qu’il n’y a pas de place, vous participez par écrit.`,
  place: 'Il y a une place maintenant. Vous pouvez parler si vous voulez.',
  byTextNow: 'Vous lisez et écrivez avec les autres, et pouvez lever la main.',
  liveTyping: 'Activer l’écriture en direct',

  noRelay: {
    unreachable:
      'Le relais de cette maison ne répond pas d’ici. Certains réseaux le bloquent. Un autre réseau peut marcher, par exemple les données mobiles. Écrire marche ici.',
    refused:
      'Le relais n’accepte pas les clés de cette maison : prévenez la personne qui s’en occupe. En attendant, écrire marche ici.',
  },
  tryAgain: 'Réessayer',
  byText: 'Participer par écrit',

  news: {
    hand: (name) => `${name} a levé la main.`,
    yourHand: (place) => `Votre main est levée, numéro ${place}.`,
    handDown: 'Votre main est baissée.',
    pieceAway: 'Le bâton de parole est rangé. Tout le monde peut ouvrir son micro.',
  },
};
