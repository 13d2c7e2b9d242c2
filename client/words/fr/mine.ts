/** Ses propres mots : en prendre une copie, ou tout effacer. */
export const mine = {
  title: 'Vos mots',
  link: 'Vos mots : en prendre une copie, ou tout effacer',
  unknown:
    'Cet appareil n’est pas connu ici : il n’y a rien de vous à montrer. Entrez d’abord dans une pièce.',
  as: (name: string) => `Ici, on vous connaît comme ${name}.`,
  take: 'Prendre une copie',
  takeText:
    'Vous recevez un fichier avec votre nom, vos choix, et ce que vous avez écrit dans les pièces et sur les tableaux. Les mots des autres n’y sont pas. Gardez-le là où vous seul pouvez le lire.',
  asPage: 'Comme page à lire',
  asData: 'Comme données (JSON)',
  taken: 'Votre copie est dans vos téléchargements.',
  erase: 'Tout effacer',
  eraseText: 'Tout ce qui est à vous quitte cette maison, pour de bon.',
  otherWays:
    '« Je suis quelqu’un d’autre », sur la carte devant une pièce, fait moins : cet appareil vous oublie, mais vos mots restent où ils sont.',
  sure: {
    title: 'Effacer tout ce qui est à vous ?',
    goes: 'Ce qui part',
    going: [
      'votre nom, sur tous les appareils',
      'ce que vous avez écrit dans toutes les pièces',
      'ce que vous avez écrit sur les tableaux, et les titres que vous avez donnés',
      'votre place dans les pièces et à la voix',
    ],
    stays: 'Ce que nous ne pouvons pas reprendre',
    staying: [
      'ce que d’autres ont copié ou cité de vous',
      'les copies enregistrées par d’autres sur leurs appareils',
    ],
    soon: 'C’est parti de tous les écrans en une minute, et des fichiers de ce serveur en un jour. D’anciennes sauvegardes peuvent le garder jusqu’à leur fin.',
    steward:
      'Vous êtes intendant. S’il n’y a que vous, personne ne pourra prendre soin de la maison avant que la personne qui tient le serveur le redémarre et ouvre le nouveau lien d’intendant.',
    noWayBack: 'On ne peut pas revenir en arrière.',
    yes: 'Effacer tout ce qui est à moi',
  },
  erased:
    'C’est fait. Vos mots quittent tous les écrans en une minute, et les fichiers de ce serveur en un jour. Vous pouvez revenir comme quelqu’un de nouveau, quand vous voulez.',
  copy: {
    title: 'Vos mots',
    lead: 'Une copie de ce que cette maison garde de vous. Gardez-la là où vous seul pouvez la lire.',
    name: (name: string) => `Votre nom ici : ${name}`,
    role: (role: string) => `Vous êtes : ${role}`,
    atDoor: (choice: string) => `À la porte : ${choice}`,
    cameAt: (day: string) => `Entré la première fois le ${day}`,
    device: (day: string) => `Un appareil est connu depuis le ${day}`,
    saidIn: (room: string) => `Ce que vous avez dit : ${room}`,
    wroteIn: (room: string) => `Ce que vous avez écrit sur des tableaux : ${room}`,
    titled: (title: string) => `Un tableau dont vous avez donné le titre : ${title}`,
  },
};
