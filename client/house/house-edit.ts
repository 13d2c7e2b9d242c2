import { signal } from '@preact/signals';
import type { CrisisResource, House } from '../../shared/house';
import { isWayToHelp } from '../../shared/links';
import type { Refusal } from '../../shared/result';
import type { Link } from '../link';

export type ResourceDraft = { title: string; reach: string; link: string };

/** The house as its steward is rewriting it. Nothing typed is lost when saving fails. */
export function createHouseEdit({ link, charter }: { link: Link; charter: House['charter'] }) {
  const name = signal(charter.name);
  const welcome = signal(charter.welcome);
  const agreement = signal(charter.agreement.text);
  const crisis = signal<ResourceDraft[]>(charter.crisis.map((resource) => ({ link: '', ...resource })));
  const outcome = signal<'saved' | Refusal | undefined>(undefined);
  const busy = signal(false);

  return {
    name,
    welcome,
    agreement,
    crisis,
    outcome,
    add() {
      crisis.value = [...crisis.value, { title: '', reach: '', link: '' }];
    },
    remove(place: number) {
      crisis.value = crisis.value.filter((_, other) => other !== place);
    },
    write(place: number, part: keyof ResourceDraft, text: string) {
      crisis.value = crisis.value.map((draft, other) =>
        other === place ? { ...draft, [part]: text } : draft,
      );
    },
    async save() {
      if (busy.value) return;
      busy.value = true;
      const answer = await link.ask('house:edit', {
        name: name.value,
        welcome: welcome.value,
        agreement: agreement.value,
        crisis: crisis.value.map(asResource),
      });
      outcome.value = answer.ok ? 'saved' : answer.why;
      busy.value = false;
    },
  };
}

export type HouseEdit = ReturnType<typeof createHouseEdit>;

/** Numbers are written with spaces; links hold none. */
const asLink = (written: string) => written.replace(/\s/g, '');

export const isReachable = (written: string) => written.trim() === '' || isWayToHelp(asLink(written));

function asResource({ title, reach, link }: ResourceDraft): CrisisResource {
  const to = asLink(link);
  return { title, reach, ...(to && { link: to }) };
}
