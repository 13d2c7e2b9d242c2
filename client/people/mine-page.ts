import type { MinePart } from '../../shared/mine';
import { type Language, wordsOf } from '../words/words';

const style =
  'body{font:1.1rem/1.6 system-ui,sans-serif;max-width:40rem;margin:2rem auto;padding:0 1rem}' +
  'blockquote{margin:.5rem 0 1.5rem;white-space:pre-wrap}time{opacity:.7}';

/** Someone's copy as a page to read: it needs nothing else, and is drawn part by part. */
export function drawMine(language: Language): (part: MinePart) => string {
  const words = wordsOf[language];
  const { copy } = words.mine;
  const moments = new Intl.DateTimeFormat(language, {
    dateStyle: 'long',
    timeStyle: 'short',
    timeZone: 'UTC',
  });
  const days = new Intl.DateTimeFormat(language, { dateStyle: 'long', timeZone: 'UTC' });
  let heading = '';

  function under(title: string): string {
    if (title === heading) return '';
    heading = title;
    return `<h2>${escaped(title)}</h2>\n`;
  }

  return (part) => {
    if (part.part === 'message') {
      const edited = part.editedAt === undefined ? '' : `, ${words.messages.edited}`;
      return `${under(copy.saidIn(part.room))}<time>${moments.format(part.sentAt)} UTC${edited}</time>
<blockquote>${escaped(part.body)}</blockquote>\n`;
    }
    if (part.part === 'board') {
      const title = part.title ? `<p><strong>${escaped(copy.titled(part.title))}</strong></p>\n` : '';
      return `${under(copy.wroteIn(part.room))}${title}${part.words.map((piece) => `<blockquote>${escaped(piece)}</blockquote>\n`).join('')}<hr>\n`;
    }
    const facts = [
      copy.name(part.name),
      copy.role(words.people.roles[part.role]),
      copy.atDoor(words.people.atDoorChoices[part.atDoor]),
      copy.cameAt(days.format(part.cameAt)),
      ...part.devices.map((at) => copy.device(days.format(at))),
    ];
    return `<!doctype html>
<html lang="${language}">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escaped(copy.title)}</title><style>${style}</style></head>
<body>
<h1>${escaped(copy.title)}</h1>
<p>${escaped(copy.lead)}</p>
<ul>${facts.map((fact) => `<li>${escaped(fact)}</li>`).join('')}</ul>\n`;
  };
}

const escaped = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
