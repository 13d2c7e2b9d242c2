import type { voice as english } from '../en/voice';

/** Parler et écouter. */
export const voice: typeof english = {
  title: 'Voix',
  nobody: 'Personne n’est en voix.',
  who: (names) => `En voix : ${names}`,
  you: 'Vous',
  alone: 'Personne d’autre n’est encore en voix.',
  speak: 'Parler',
  speakHint: 'Votre navigateur demande le micro.',
  listen: 'Seulement écouter',
  listenHint: 'Vous entrez micro coupé. Le micro n’est demandé que si vous le rouvrez.',
  tryAgain: 'Réessayer de parler',
  connecting: 'Connexion…',
  connectingLineLost: 'La ligne est coupée. La voix revient d’elle-même.',
  byText: 'Participer par écrit',
  byTextHint: 'Sans aucun son : vous lisez et écrivez avec les personnes qui parlent.',
  mute: 'Couper le micro',
  unmute: 'Ouvrir le micro',
  muteHint: 'Alt+M fait la même chose, même pendant que vous écrivez.',
  leave: 'Quitter la voix',
  hearThem: 'Toucher pour entendre',
  hearThemWhy: 'Votre navigateur ou votre téléphone attend un geste avant de jouer le son.',
  muted: 'Votre micro est coupé.',
  onlyListens: 'Vous écoutez seulement. Personne ne vous entend.',
  inByText: 'Vous participez par écrit, sans son.',
  held: 'Tenez le bouton ou Alt+T pour qu’on vous entende.',
  live: 'On peut vous entendre.',
  speakingNow: (names) => `${names} : parle`,
  how: {
    low: 'son moins détaillé',
    listen: 'écoute seulement',
    text: 'en voix par écrit',
    hand: 'main levée',
    piece: 'a le bâton de parole',
  },
  confirmed: {
    joinedByText:
      'Vous participez au vocal par écrit. Autant de personnes parlent que la pièce peut en porter.',
    joined: 'Vous êtes en voix. On peut vous entendre.',
    joinedMuted: 'Vous êtes en voix, micro coupé.',
    muted: 'Votre micro est coupé.',
    unmuted: 'On peut de nouveau vous entendre.',
    left: 'Vous avez quitté la voix. Le micro est éteint.',
  },
  step: {
    voice: 'Votre ligne est bonne à nouveau. On vous entend comme d’habitude.',
    low: 'Votre ligne est faible. Votre voix part avec moins de détails, pour qu’elle arrive.',
    listen: 'Votre ligne est trop faible pour votre voix. Vous entendez les autres et pouvez leur écrire.',
    text: 'Votre ligne est trop faible pour le son. Vous participez encore au vocal par écrit.',
  },
  chosen: {
    voice: 'Vous envoyez et entendez le son en entier.',
    low: 'Vous économisez les données : moins de détails, les mêmes mots.',
    listen: 'Vous écoutez seulement. Personne ne vous entend.',
    text: 'Vous participez par écrit maintenant, sans aucun son.',
  },
  told: {
    elsewhere: 'La voix continue dans votre autre fenêtre. Le micro est éteint ici.',
    hostMuted: (by) => `${by} a coupé votre micro. Rouvrez-le quand vous voulez.`,
    microphoneHeldBack:
      'Aucun son ne vient de votre micro. Un autre programme, un appel ou un bouton sur le micro le retient peut-être. Vous pouvez en choisir un autre sous « Plus ».',
    microphoneReplaced: (label) =>
      `Votre micro a disparu. On vous entend maintenant par un autre${label && ` : ${label}`}.`,
  },
  lost: {
    'microphone-refused':
      'Le navigateur ne nous donne plus le micro, il est donc coupé. Autorisez-le à côté de l’adresse, puis rouvrez-le.',
    'microphone-none':
      'Votre micro a disparu, il est donc coupé. Rebranchez-le ou choisissez-en un autre, puis rouvrez-le.',
    'microphone-busy':
      'Votre micro ne répond pas, il est donc coupé. Un autre programme l’utilise peut-être. Fermez-le là-bas, puis rouvrez le micro.',
    insecure: 'Les navigateurs ne donnent le micro qu’aux pages ouvertes en https : il est donc coupé.',
  },
  refused: {
    'microphone-refused':
      'Le navigateur ne nous a pas donné le micro. Vous pouvez l’autoriser à côté de l’adresse, puis réessayer. Écouter et écrire marchent sans lui.',
    'microphone-none': 'Aucun micro trouvé. Vous pouvez toujours écouter et écrire.',
    'microphone-busy':
      'Un autre programme utilise peut-être le micro. Fermez-le là-bas, puis réessayez. Vous pouvez toujours écouter et écrire.',
    insecure:
      'Les navigateurs ne donnent le micro qu’aux pages ouvertes en https. Vous pouvez toujours écouter et écrire.',
    'no-webrtc': 'Ce navigateur ne peut pas porter la voix. Tout ce qui s’écrit marche comme d’habitude.',
  },
  practice: {
    title: 'Pièce d’essai',
    lead: 'Essayez votre micro et votre haut-parleur, et ce que fait chaque bouton. Personne d’autre n’est ici. Rien de ce que vous dites ne quitte cet appareil.',
    noScript: 'La pièce d’essai a besoin de JavaScript. Merci de l’autoriser pour ce site.',
    atDoor: 'Parler ici est nouveau pour vous ? Essayez d’abord sans personne :',
  },
  checkSound: 'Essayer mon son',
  trouble: 'Un souci de son ?',
  about: 'À propos',
  direct:
    'Cette maison n’a pas de relais pour la voix. Les personnes en voix peuvent voir l’adresse réseau des autres.',
  relayed:
    'La voix passe par le relais de cette maison. Les personnes en voix ne voient pas l’adresse réseau des autres.',
  neverRecorded: 'La voix n’est jamais enregistrée.',
  plain: 'Son brut',
  plainHint:
    'Envoie votre voix telle quelle, sans enlever le bruit. Certains appareils auditifs et instruments sonnent mieux ainsi. Cela compte tout de suite.',
};
