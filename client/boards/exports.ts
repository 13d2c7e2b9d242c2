import { isWebAddress } from '../../shared/links';

/** The page as the editor gives it (ProseMirror's JSON). */
export interface PageNode {
  type?: string;
  attrs?: Record<string, unknown>;
  content?: PageNode[];
  text?: string;
  marks?: { type: string; attrs?: Record<string, unknown> }[];
}

const markOrder = ['link', 'bold', 'italic'] as const;
type MarkName = (typeof markOrder)[number];

const has = (node: PageNode, name: MarkName) => node.marks?.some((mark) => mark.type === name) ?? false;
const hrefOf = (node: PageNode) =>
  String(node.marks?.find((mark) => mark.type === 'link')?.attrs?.href ?? '');

/** As others may have sent anything: a heading is of the two kinds that a board has, as the editor shows it. */
export const levelOf = ({ attrs }: PageNode): 2 | 3 => (attrs?.level === 3 ? 3 : 2);
/** The first number of a list. */
export const startOf = ({ attrs }: PageNode): number =>
  Number.isSafeInteger(attrs?.start) ? Number(attrs?.start) : 1;

/** Neighbours that carry the same mark (for links: to the same address), with that mark or without it. */
export function runsOf(
  nodes: PageNode[],
  name: MarkName,
): { marked: boolean; href: string; nodes: PageNode[] }[] {
  const runs: { marked: boolean; href: string; nodes: PageNode[] }[] = [];
  for (const node of nodes) {
    const marked = has(node, name) && (name !== 'link' || isWebAddress(hrefOf(node)));
    const href = name === 'link' && marked ? hrefOf(node) : '';
    const last = runs.at(-1);
    if (last && last.marked === marked && last.href === href) last.nodes.push(node);
    else runs.push({ marked, href, nodes: [node] });
  }
  return runs;
}

/** The page as one HTML document, complete in itself. */
export function toHtml(page: PageNode, title: string, language: string): string {
  const body = (page.content ?? []).map(block).join('\n');
  return `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>${escaped(title)}</title>
</head>
<body>
<h1>${escaped(title)}</h1>
${body}
</body>
</html>
`;
}

function block(node: PageNode): string {
  const within = () => (node.content ?? []).map(block).join('');
  switch (node.type) {
    case 'heading':
      return `<h${levelOf(node)}>${inline(node.content ?? [])}</h${levelOf(node)}>`;
    case 'bulletList':
      return `<ul>${within()}</ul>`;
    case 'orderedList':
      return `<ol${startOf(node) === 1 ? '' : ` start="${startOf(node)}"`}>${within()}</ol>`;
    case 'listItem':
      return `<li>${within()}</li>`;
    case 'blockquote':
      return `<blockquote>${within()}</blockquote>`;
    default:
      return `<p>${inline(node.content ?? [])}</p>`;
  }
}

function inline(nodes: PageNode[], [name, ...rest]: readonly MarkName[] = markOrder): string {
  if (!name)
    return nodes.map((node) => (node.type === 'hardBreak' ? '<br>' : escaped(node.text ?? ''))).join('');
  return runsOf(nodes, name)
    .map(({ marked, href, nodes: run }) => {
      const text = inline(run, rest);
      if (!marked) return text;
      if (name === 'link') return `<a href="${escaped(href)}">${text}</a>`;
      return name === 'bold' ? `<strong>${text}</strong>` : `<em>${text}</em>`;
    })
    .join('');
}

const entities: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};
const escaped = (text: string) => text.replace(/[&<>"']/g, (letter) => entities[letter] ?? letter);
