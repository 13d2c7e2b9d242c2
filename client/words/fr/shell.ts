/** Une durée, en secondes ou en minutes entières. */
export function time(seconds: number): string {
  if (seconds > 90) return `${Math.ceil(seconds / 60)} minutes`;
  return seconds === 1 ? '1 seconde' : `${seconds} secondes`;
}

/** Le cadre de chaque écran. */
export const shell = {
  skip: 'Aller à la page',
  more: 'En savoir plus sur cette maison',
  helpNow: 'Aide immédiate',
  help: 'Aide',
  exitFast: 'Sortir vite',
  exitHint:
    '« Sortir vite » quitte ce site tout de suite. Appuyer trois fois vite sur Maj fait la même chose.',
  howItWorks: 'Comment ça marche',
  editHouse: 'Prendre soin de la maison',
  language: 'Langue',
  theme: 'Clair ou sombre',
  themes: { system: 'Comme mon appareil', light: 'Clair', dark: 'Sombre' },
  moment: 'Un instant…',
  later: {
    opening: 'Un instant…',
    missing: 'Une partie de cette page n’est pas arrivée. Réessayez, ou rechargez la page.',
    tryAgain: 'Réessayer',
  },
  close: 'Fermer',
  cancel: 'Pas maintenant',
  save: 'Enregistrer',
  saved: 'Enregistré.',
  allRight: 'D’accord',
  lineLost: 'La ligne est coupée. Ce que vous voyez date peut-être un peu. Nous essayons de revenir.',
  restarting: 'La maison redémarre. Vous serez de retour dans un instant.',
  full: 'La maison ne peut pas prendre une page de plus pour vous en ce moment. Si d’autres sont ouvertes, fermez-en une ; celle-ci reprend toute seule.',
  lineBack: 'Nous revoilà. Rien n’est perdu.',
  storeOut:
    'Le serveur ne peut rien enregistrer en ce moment. Vos mots sont gardés ici et partent dès qu’il le peut.',
  storeOutAtDoor:
    'Le serveur ne peut rien enregistrer en ce moment. Si vous êtes nouveau ici, il faudra peut-être attendre un peu pour entrer.',
  relayOut:
    'La voix n’arrive peut-être pas à tout le monde en ce moment : le relais qui la porte est en panne.',
  partsBack: 'Le serveur va bien de nouveau.',
  tooFast: (seconds: number) => `C’était un peu rapide. Réessayez dans ${time(seconds)}.`,
  noScript:
    'Vous pouvez lire la porte et trouver de l’aide sans scripts. Pour entrer dans une pièce, autorisez JavaScript pour ce site.',
  unknown: {
    title: 'Ce chemin ne mène nulle part',
    text: 'L’adresse contient peut-être une petite faute, ou la pièce a changé de nom.',
    back: 'Aller à la porte d’entrée',
  },
  how: {
    title: 'Comment ça marche, et ce qui est gardé',
    parts: [
      {
        title: 'Entrer',
        text: 'Choisissez une pièce et entrez. Ni courriel, ni mot de passe. Tout nom convient. Vous pouvez écrire, parler ou seulement écouter.',
      },
      {
        title: 'Qui voit quoi',
        text: 'Dans une pièce, on voit votre nom, ce que vous y écrivez et que vous êtes là. À la porte, les autres voient votre nom, un nombre ou rien. C’est vous qui choisissez. Les intendants du serveur pourraient lire ce qui y est gardé.',
      },
      {
        title: 'Ce qui est gardé',
        text: 'Votre nom, vos messages et les tableaux sont gardés sur ce serveur. Chaque pièce dit combien de temps les mots y restent : 24 heures, 30 jours ou pour toujours. Vous pouvez modifier vos messages, les retirer, ou effacer tout ce qui est à vous. La voix n’est jamais enregistrée. Votre appareil garde un seul témoin (cookie), pour vous reconnaître. Rien n’est envoyé à d’autres entreprises.',
      },
      {
        title: 'Ce que les hôtes peuvent faire',
        text: 'Couper un micro, demander à quelqu’un de prendre du recul un moment, fermer une pièce. Tout le monde le voit, et la personne est prévenue.',
      },
      {
        title: 'Pas un service d’urgence',
        text: 'Personne ne veille sur ces pièces en tout temps. Si vous êtes en danger, appelez l’aide indiquée ici.',
      },
    ],
  },
};
