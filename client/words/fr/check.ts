import type { check as english } from '../en/check';

/** L’essai du son, la pièce d’essai, et réparer le son. */
export const check: typeof english = {
  title: 'Essai du son',
  lead: 'Trois petites étapes, sur cet appareil seulement. Personne ne vous entend, et rien n’est gardé.',
  leadLive:
    'Trois petites étapes, sur cet appareil seulement. Les autres en voix vous entendent toujours, comme avant.',
  step: (step, of, name) => `Étape ${step} sur ${of} : ${name}`,
  names: {
    microphone: 'Votre micro',
    speaker: 'Votre haut-parleur',
    way: 'Le chemin vers les autres',
    end: 'C’est fait',
  },
  skip: 'Passer l’essai et parler',
  skipOnly: 'Passer l’essai',
  next: 'Suivant',
  tryAgain: 'Réessayer',
  listen: 'Seulement écouter',
  byText: 'Participer par écrit',
  otherDevices: 'Utiliser un autre micro ou haut-parleur',
  microphone: {
    why: 'Votre navigateur va demander si cette page peut utiliser le micro. Choisissez « Autoriser ».',
    try: 'Essayer mon micro',
    asking:
      'Votre navigateur pose la question. Choisissez « Autoriser ». Elle se trouve souvent en haut de la fenêtre.',
    heard: {
      waiting: 'Dites quelques mots. La barre bouge quand vous parlez.',
      nothing: 'Nous n’entendons rien pour l’instant. Le micro est-il allumé, ou couvert ?',
      quiet: 'On vous entend très peu. Approchez-vous du micro, ou parlez un peu plus fort.',
      well: 'Nous vous entendons bien.',
    },
  },
  speaker: {
    why: 'Nous jouons un petit son. Mettez votre casque si vous en utilisez un.',
    play: 'Jouer un son',
    again: 'Le rejouer',
    playing: 'Le son est joué…',
    asked: 'L’avez-vous entendu ?',
    yes: 'Oui',
    no: 'Non',
    heard: 'Très bien. Vous entendrez aussi les autres.',
    notHeard:
      'Montez le son de cet appareil, et voyez si ni lui ni cet onglet n’est muet. Puis rejouez le son.',
    heldBack: 'Votre navigateur ne l’a pas joué. Touchez « Le rejouer ».',
  },
  way: {
    looking: 'Nous cherchons le chemin vers les autres. Cela prend dix secondes au plus.',
    found: {
      relay: 'Le chemin est ouvert. Votre voix passe par le relais de cette maison.',
      slow: 'Le chemin est ouvert, par un détour. La voix marche, peut-être avec un peu de retard.',
      direct:
        'Cette maison n’a pas de relais. Les personnes en voix se relient directement, et peuvent voir l’adresse réseau des autres.',
      shut: 'Le relais de cette maison ne nous a pas laissés entrer. C’est à ses intendants de le réparer ; dites-le-leur. D’ici là, participez par écrit.',
      unreached:
        'Le relais ne répond pas d’ici. Certains réseaux, au travail, à l’école ou à l’hôtel, le bloquent. Un autre réseau peut marcher, comme les données mobiles. Écrire marche ici.',
      'no-house': 'La maison n’a pas répondu. Quand la ligne est revenue, réessayez.',
    },
  },
  end: {
    microphone: {
      well: 'Micro : nous vous entendons bien.',
      quiet: 'Micro : on vous entend très peu.',
      nothing: 'Micro : nous n’avons rien entendu.',
      waiting: 'Micro : il marche.',
      none: 'Micro : pas essayé.',
    },
    speaker: { heard: 'Haut-parleur : vous entendez le son.', other: 'Haut-parleur : pas encore entendu.' },
    way: { open: 'Le chemin vers les autres : ouvert.', shut: 'Le chemin vers les autres : pas trouvé.' },
    speak: 'Parler maintenant',
    done: 'Terminé',
    remembered: 'Cet appareil se souvient de l’essai. Vous le retrouvez dans « À propos ».',
  },
  practice: {
    mutedInRoom: 'Votre micro est coupé dans votre pièce pendant l’essai. Rouvrez-le là-bas à votre retour.',
    yourVoice: 'Entendre votre propre voix',
    record: 'Enregistrer cinq secondes',
    recordAgain: 'Enregistrer encore',
    recording: 'Nous enregistrons. Parlez comme à une amie ou un ami.',
    secondsLeft: (seconds) => (seconds === 1 ? 'Encore 1 seconde' : `Encore ${seconds} secondes`),
    playing: 'Voilà comment on vous entend.',
    played: 'C’était vous. L’enregistrement n’est que dans cette page, et disparaît quand vous la quittez.',
    playAgain: 'Le réécouter',
    failed: 'L’enregistrement n’a pas marché dans ce navigateur. La barre montre quand même votre voix.',
    buttons: 'Ce que fait chaque bouton',
    mutedHere: 'Micro coupé : la barre ne bouge plus. Personne ne vous entendrait.',
    hold: 'Tenir pour parler',
    heardNow: 'On vous entendrait maintenant.',
    raiseHand: 'Lever la main',
    handUp: 'Votre main est levée. Appuyez encore pour la baisser.',
    volumeOf: 'La force de ce son',
    typeHere: 'Écrivez quelque chose',
    othersSee: (text) => `Les autres verraient : ${text}`,
  },
  controls: {
    speak: {
      name: 'Parler',
      text: 'Vous entrez en voix, et les autres vous entendent. Votre navigateur demande le micro.',
    },
    listen: {
      name: 'Seulement écouter',
      text: 'Vous entendez les autres et personne ne vous entend. Le micro n’est pas demandé. C’est très bien aussi longtemps que vous voulez.',
    },
    mute: {
      name: 'Couper le micro',
      text: 'Arrête votre son et vous laisse en voix. Alt+M fait la même chose partout, même pendant que vous écrivez.',
    },
    pushToTalk: {
      name: 'Tenir pour parler',
      text: 'On ne vous entend que tant que vous tenez un bouton, ou Alt+T. Bien quand il y a du bruit.',
    },
    hand: {
      name: 'Lever la main',
      text: 'Montre aux autres que vous aimeriez dire quelque chose. Personne n’est obligé de vous donner la parole. Alt+H fait la même chose.',
    },
    piece: {
      name: 'Bâton de parole',
      text: 'Comme un objet qui passe dans un cercle : qui l’a parle, les autres écoutent. Vous pouvez le passer à tout moment.',
    },
    volume: {
      name: 'La force d’une voix',
      text: 'Rend une personne plus forte ou plus douce, pour vous seulement. Elle ne l’apprend pas.',
    },
    saveData: {
      name: 'Économiser les données',
      text: 'Envoie votre voix en plus petit. Elle sonne plus simple, et prend environ un cinquième de données en moins.',
    },
    liveTyping: {
      name: 'Écriture en direct',
      text: 'Pour qui préfère ne pas parler ou ne pas entendre : les autres voient vos mots pendant que vous les tapez. C’est éteint tant que vous ne l’allumez pas.',
    },
    leave: {
      name: 'Quitter la voix',
      text: 'Vous n’êtes plus en voix et votre micro est éteint. Vous restez dans la pièce.',
    },
  },
  mend: {
    title: 'Réparer le son',
    names: {
      microphone: 'Vous entend-on ?',
      speaker: 'Entendez-vous ?',
      way: 'Le chemin vers les autres',
      ask: 'Demander à quelqu’un',
    },
    microphone: {
      why: {
        away: 'Vous n’êtes pas en voix pour l’instant.',
        joining: 'Vous êtes en cours de connexion. Quand la ligne revient, la voix aussi.',
        'by-text': 'Vous participez par écrit, sans son.',
        weak: 'Votre ligne est faible, votre voix est donc retenue pour l’instant.',
        elsewhere: 'Quelqu’un d’autre a le bâton de parole. Vous pourrez parler quand il viendra à vous.',
        muted: 'Votre micro est coupé. Personne ne vous entend.',
        held: 'On vous entend seulement tant que vous tenez pour parler.',
      },
      withSound: 'Participer avec le son',
      tryVoice: 'Essayer avec ma voix',
      alwaysOpen: 'Être entendu sans tenir',
      anew: 'Rouvrir le micro à neuf',
      nothingHint: 'Certains casques ont leur propre bouton. Si vous avez un autre micro, branchez-le.',
    },
    speaker: {
      heldBack: 'Votre navigateur retient le son jusqu’à ce que vous touchiez.',
      soft: 'Quelqu’un est réglé très bas sur cet appareil.',
      louder: 'Remettre tout le monde fort',
    },
    way: {
      alone: 'Personne d’autre n’est en voix avec du son pour l’instant.',
      well: 'Le son passe dans les deux sens entre vous et tout le monde.',
      notWell: 'Le son ne passe pas comme il faut. Se reconnecter aide souvent.',
      stillNot: 'Nous nous reconnectons. Cela prend quelques secondes.',
      anew: 'Se reconnecter',
      pair: {
        connecting: (name) => `${name} : connexion en cours.`,
        both: (name) => `${name} : le son passe dans les deux sens.`,
        weak: (name) => `${name} : le son passe dans les deux sens, mais la ligne est faible.`,
        'not-from': (name) => `${name} : rien n’arrive de sa part.`,
        'not-to': (name) => `${name} : votre son n’y arrive pas.`,
        neither: (name) => `${name} : rien n’arrive, ni dans un sens ni dans l’autre.`,
      },
      numbers: (kbitIn, kbitOut) => `(entrée ${kbitIn}, sortie ${kbitOut} kbit/s)`,
    },
    ask: {
      why: (names) => `En voix avec vous : ${names}. Demandez si l’on vous entend.`,
      ask: 'Demander : m’entendez-vous ?',
      asked:
        'C’est demandé. Dites quelque chose. Qui vous entend appuie sur un bouton, et vous le lisez ici.',
      askAgain: 'Demander encore',
      stillMuted:
        'Votre micro est encore coupé. Rouvrez-le d’abord, pour qu’il y ait quelque chose à entendre.',
      hearsYou: (names) => `${names} : « Je vous entends maintenant. »`,
      done: 'Terminé',
      alone:
        'Personne d’autre n’est en voix avec du son pour l’instant : écoutez-vous vous-même. Cela reste sur votre appareil.',
    },
    asked: {
      question: (name) => `${name} demande : m’entendez-vous ?`,
      iHear: 'Je vous entends maintenant',
    },
  },
};
