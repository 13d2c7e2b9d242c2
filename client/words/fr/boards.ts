import type { boards as en } from '../en/boards';

/** Les tableaux : des pages que les gens d'une pièce écrivent ensemble. */
export const boards: typeof en = {
  title: 'Tableaux',
  none: 'Pas encore de tableau. Un tableau est une page que les gens de cette pièce écrivent ensemble. Donnez un titre et commencez.',
  startedBy: (name, when) => (name ? `commencé par ${name}, ${when}` : `commencé ${when}`),
  untitled: 'Tableau sans titre',
  newTitle: 'Titre d’un nouveau tableau',
  newTitleHint: 'Par exemple : Ce qui aide les jours difficiles',
  start: 'Commencer un tableau',
  starting: 'Un instant…',
  roomIsFull:
    'Cette pièce a autant de tableaux qu’elle peut en contenir. Vous pouvez continuer ceux qui sont là.',

  opening: 'Le tableau s’ouvre…',
  openingFailed:
    'Impossible d’ouvrir ce tableau pour le moment. Rien de ce qui s’y trouve n’est perdu. Veuillez réessayer.',
  screenMissing:
    'Une partie de cette page n’est pas arrivée. Le tableau lui-même est en sécurité. Réessayez, ou rechargez la page.',
  tryAgain: 'Réessayer',
  notHere: 'Ce tableau n’est pas dans cette pièce.',
  toBoards: 'Tous les tableaux',

  page: (title) => `Le tableau « ${title} »`,
  empty: 'Écrivez ici. Tout le monde dans cette pièce le voit à mesure que vous écrivez.',
  standing: {
    saved: 'enregistré',
    saving: 'enregistrement…',
    lost: 'pas encore enregistré : la ligne est coupée ; vos mots sont gardés ici',
    cannotSave: 'pas encore enregistré : le serveur ne le peut pas en ce moment ; vos mots sont gardés ici',
    full: 'pas enregistré : ce tableau contient tout ce qu’il peut',
    refused: 'pas enregistré : cette page et le serveur ne sont plus d’accord',
  },
  lostAnnounced:
    'Pas encore enregistré. La ligne est coupée. Vos mots sont gardés sur cette page et partent quand elle revient.',
  savedAgain: 'La ligne est revenue. Tout le tableau est enregistré.',
  stoppedHelp:
    'Ce que vous avez écrit en dernier n’est que sur cette page. Copiez votre texte, puis rechargez le tableau et ajoutez ce qui manque.',
  loadAgain: 'Recharger le tableau',
  copy: 'Copier mon texte',
  copied: 'Copié.',
  copyByHand: 'Votre texte, prêt à copier',
  copyByHandHint: 'Sélectionnez tout et copiez-le en lieu sûr.',

  alone: 'Vous êtes la seule personne sur ce tableau.',
  withYou: 'Ici avec vous :',
  more: 'Plus',
  rename: 'Renommer ce tableau',
  renameTitle: 'Titre de ce tableau',
  renamed: 'Renommé.',
  saveMarkdown: 'Télécharger en Markdown',
  saveHtml: 'Télécharger en page web',
  fileName: 'recit',

  tools: 'Style du texte',
  tool: {
    bold: 'Gras',
    italic: 'Italique',
    heading: 'Titre',
    subheading: 'Petit titre',
    bullets: 'Liste',
    numbers: 'Numéros',
    quote: 'Citation',
    link: 'Lien',
    inward: 'Rentrer',
    outward: 'Sortir',
    undo: 'Annuler',
    redo: 'Rétablir',
  },
  undoHint: 'Annule seulement ce que vous avez écrit',
  linkTitle: 'Lien',
  linkAddress: 'Adresse',
  linkHint: 'Elle commence par https:// ou http://',
  linkBad: 'Ceci ne ressemble pas à une adresse web. Elle commence par https:// ou http://',
  linkSet: 'En faire un lien',
  linkRemove: 'Retirer le lien',
  linkOpen: (host) => `Ouvrir ${host}`,
  pasteTooLong: 'C’est trop long pour être mis d’un coup. Collez-le en plus petites parties.',
};
