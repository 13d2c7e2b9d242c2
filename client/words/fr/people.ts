const beings = (
  'Héron Castor Érable Ruisseau Moineau Saule Fanal Sentier Merle Rivage Cèdre Renard Galet Pinson Noisetier ' +
  'Trèfle Blaireau Verger Prunier Bouleau Lièvre Chardon Roseau Tilleul Vallon Nuage Olivier Rossignol'
).split(' ');
const moods = (
  'calme tranquille aimable doux patient paisible serein tendre brave discret clair sage doré matinal ' +
  'argenté curieux sincère rêveur ensoleillé feutré simple amical attentif léger'
).split(' ');

/** Qui l'on est : entrer, les noms, et ce que montre la porte. */
export const people = {
  gentleName: (one: number, other: number) =>
    `${beings[Math.floor(one * beings.length)]} ${moods[Math.floor(other * moods.length)]}`,
  whatToCallYou: 'Comment vous appeler ?',
  nameHint: 'Ce peut être un autre nom que le vôtre. Laissez tel quel pour prendre celui-ci.',
  weKeepTo: 'Nous tenons à ceci :',
  comeIn: 'Entrer',
  comingIn: 'On entre…',
  notNow: 'pas maintenant',
  welcomeBack: (name: string) => `Re-bonjour, ${name}`,
  someoneElse: 'Je suis quelqu’un d’autre',
  agreementChanged: 'L’accord vient de changer. Lisez-le encore une fois, puis entrez.',
  you: 'vous',
  was: (name: string) => `avant : ${name}`,
  changeName: 'Changer de nom',
  newName: 'Nouveau nom',
  nameChanged: (name: string) => `Vous vous appelez maintenant ${name}.`,
  atDoor: 'À la porte',
  atDoorChoices: { name: 'on voit mon nom', counted: 'on me compte seulement', hidden: 'on ne me voit pas' },
  roles: { peer: 'pair', host: 'hôte', steward: 'intendant' },
  steward: {
    title: 'Devenir intendant de cette maison',
    text: 'Ce lien sert une seule fois. Un intendant peut changer la maison, ses pièces et qui accueille. Ouvrez-le sur un appareil que vous seul utilisez.',
    as: (name: string) => `Ici, on vous connaît comme ${name}.`,
    accept: 'Prendre la clé',
    noToken: 'Cette adresse n’est pas complète. Ouvrez le lien d’intendant en entier.',
  },
};
