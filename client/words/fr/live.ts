/** Écriture en direct : des mots que les autres voient pendant qu'ils s'écrivent. */
export const live = {
  title: 'Écriture en direct',
  keyHint: 'Alt+L la met en marche et l’arrête, aussi pendant que vous écrivez.',
  states: {
    off: '',
    on: 'Tout le monde ici voit ce que vous écrivez pendant que vous l’écrivez.',
    'from-next-key': 'Dès la prochaine touche, tout le monde ici voit ce que vous écrivez.',
    'from-next-line': 'Retiré : personne ne voit cette ligne. La prochaine se verra de nouveau en direct.',
  },
  escapeHint: 'Échap le retire.',
  waiting: 'Personne ne voit ce que vous écrivez en ce moment : la ligne est coupée. Vos mots sont gardés.',
  said: {
    off: 'Écriture en direct arrêtée. Personne ne voit ce que vous écrivez avant l’envoi.',
    on: 'Écriture en direct en marche. Tout le monde ici voit ce que vous écrivez pendant que vous l’écrivez.',
    'from-next-key':
      'Écriture en direct en marche. Dès la prochaine touche, tout le monde voit ce que vous écrivez.',
    'from-next-line': 'Retiré. Personne ne voit cette ligne.',
  },
  lines: 'En train de s’écrire',
  writing: 'écrit encore…',
  yours: 'vous l’écrivez dans une autre fenêtre…',
  others: 'Les mots que d’autres écrivent encore',
  othersChoices: { shown: 'montrés', hidden: 'cachés jusqu’à l’envoi' },
  offer:
    'Vous pouvez participer par écriture en direct : tout le monde ici lit vos mots pendant que vous les écrivez.',
};
