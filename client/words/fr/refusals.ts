import type { Refusal } from '../../../shared/result';

/** Ce qu'on lit quand une chose n'a pas été faite : ce qui s'est passé, et que faire. */
export const refusals: Record<Refusal, string> = {
  'bad-input': 'Une partie n’a pas pu être lue. Changez un peu et réessayez.',
  'too-large': 'C’est trop long. Raccourcissez, s’il vous plaît.',
  'too-fast': 'C’était un peu rapide. Attendez un instant et réessayez.',
  'no-session': 'Cet appareil n’est plus connu ici. Entrez de nouveau, s’il vous plaît.',
  'not-inside': 'Seules les personnes dans cette pièce peuvent le faire. Entrez de nouveau.',
  'not-allowed': 'Votre rôle ne le permet pas.',
  'not-yours': 'Seule la personne qui l’a écrit peut le faire.',
  'stepped-back':
    'Un hôte vous a demandé de prendre du recul de cette pièce un moment. D’autres pièces vous sont ouvertes.',
  'room-closed': 'Un hôte a fermé cette pièce pour le moment. D’autres pièces sont peut-être ouvertes.',
  'voice-full': 'Autant de voix que la pièce peut en porter. Réessayez dans un moment, ou écrivez.',
  'piece-elsewhere': 'Quelqu’un d’autre a le bâton de parole. Votre tour vient quand on vous le passe.',
  'not-found': 'Ce n’est plus là.',
  'id-used': 'Ceci a déjà servi pour autre chose. Réessayez.',
  'name-refused':
    'Ce nom ne peut pas servir ici. Choisissez-en un autre, en lettres courantes d’un seul alphabet.',
  'name-taken': 'Ce nom ressemble trop à celui de quelqu’un d’autre. Choisissez-en un autre.',
  'agreement-changed': 'L’accord vient de changer. Lisez-le encore une fois.',
  'link-used': 'Ce lien a déjà servi, est trop ancien ou n’est pas connu. Demandez-en un nouveau.',
  'store-down': 'Nous ne pouvons rien enregistrer en ce moment. Rien n’est perdu. Réessayez bientôt.',
  broken: 'Quelque chose s’est cassé chez nous. Rien n’est perdu. Réessayez.',
  offline: 'Il n’y a pas de ligne en ce moment. Rien n’est perdu. Réessayez quand elle revient.',
  'no-answer': 'Aucune réponse. Rien n’est perdu. Réessayez.',
};
