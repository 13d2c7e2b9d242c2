import type { Charter } from '../../shared/house';

/** What a new house says until its stewards say it in their own words, and the rooms it opens with. */
export interface FirstWords extends Omit<Charter, 'agreement'> {
  agreement: string;
  rooms: { name: string; purpose: string }[];
}

export const firstWords: Record<'en' | 'fr', FirstWords> = {
  en: {
    name: 'Porchlight',
    welcome: 'The light is on. Come as you are. You can listen, write or talk, and leave when you like.',
    agreement: [
      'Be kind. Everyone here is carrying something.',
      'What is said here stays here.',
      'You may pass, or just listen, at any time.',
      'Speak for yourself. Ask before you give advice.',
      'If someone worries you, tell a host.',
      'This is not an emergency service. “Help now” lists who to call.',
    ].join('\n'),
    crisis: [
      {
        title: 'If you or someone near you is in danger now',
        reach: 'Call your local emergency number',
        link: undefined,
      },
      { title: 'Emergency in Europe and many other places', reach: '112', link: 'tel:112' },
      { title: 'Emergency in Canada and the United States', reach: '911', link: 'tel:911' },
      {
        title: 'Suicide crisis line in Canada and the United States, call or text',
        reach: '988',
        link: 'tel:988',
      },
    ],
    rooms: [
      { name: 'Kitchen table', purpose: 'Everyday talk, with the kettle on' },
      { name: 'Quiet room', purpose: 'Be here together. No need to talk' },
      { name: 'Story circle', purpose: 'Write and share stories together' },
      { name: 'Hard days', purpose: 'When things are heavy. Listening first' },
      { name: 'Front steps', purpose: 'New here? Sit down and ask anything' },
    ],
  },
  fr: {
    name: 'Porchlight',
    welcome:
      'La lumière est allumée. Venez comme vous êtes. Écoutez, écrivez ou parlez, et partez quand vous voulez.',
    agreement: [
      'Soyez bienveillants. Chacun ici porte quelque chose.',
      'Ce qui est dit ici reste ici.',
      'Vous pouvez passer votre tour, ou simplement écouter, à tout moment.',
      'Parlez pour vous. Demandez avant de donner un conseil.',
      'Si quelqu’un vous inquiète, dites-le à un hôte.',
      'Ce n’est pas un service d’urgence. « Aide immédiate » indique qui appeler.',
    ].join('\n'),
    crisis: [
      {
        title: 'Si vous ou un proche êtes en danger maintenant',
        reach: 'Appelez les secours de votre région',
        link: undefined,
      },
      { title: 'Urgences en Europe et dans bien d’autres pays', reach: '112', link: 'tel:112' },
      { title: 'Prévention du suicide, en France', reach: '3114', link: 'tel:3114' },
      { title: 'Ligne de crise suicide au Canada, appel ou texto', reach: '988', link: 'tel:988' },
    ],
    rooms: [
      { name: 'Table de cuisine', purpose: 'La vie de tous les jours, autour d’un thé' },
      { name: 'Salle calme', purpose: 'Être là ensemble. Pas besoin de parler' },
      { name: 'Cercle d’histoires', purpose: 'Écrire et partager des histoires' },
      { name: 'Jours difficiles', purpose: 'Quand c’est lourd. On écoute d’abord' },
      { name: 'Marches du perron', purpose: 'Vous arrivez ? Asseyez-vous, demandez' },
    ],
  },
};
