import { levelOf, type PageNode, runsOf, startOf } from './exports';

/** The page as Markdown (CommonMark) that any reader shows as it was written. */
export function toMarkdown(page: PageNode, title: string): string {
  const whole = [`# ${lines([{ type: 'text', text: title }])}`, blocks(page.content ?? [])];
  return `${whole.filter(Boolean).join('\n\n')}\n`;
}

function blocks(nodes: PageNode[]): string {
  const written: string[] = [];
  let before: string | undefined;
  for (const node of nodes) {
    const text = block(node);
    if (!text) continue;
    // Two lists in a row would be read as one.
    if (node.type === before && node.type?.endsWith('List')) written.push('<!-- -->');
    written.push(text);
    before = node.type;
  }
  return written.join('\n\n');
}

function block(node: PageNode): string {
  const content = node.content ?? [];
  switch (node.type) {
    case 'heading':
      return content.length > 0
        ? `${'#'.repeat(levelOf(node))} ${lines(content).replaceAll('\\\n', ' ')}`
        : '';
    case 'bulletList':
      return items(content, () => '- ');
    case 'orderedList':
      return items(content, (index) => `${startOf(node) + index}. `);
    case 'blockquote':
      return blocks(content).replace(/^/gm, '> ').replace(/^> $/gm, '>');
    default:
      return lines(content);
  }
}

function items(nodes: PageNode[], marker: (index: number) => string): string {
  return nodes
    .map((item, index) => {
      const indent = ' '.repeat(marker(index).length);
      const body = blocks(item.content ?? []).replace(/\n(?=[^\n])/g, `\n${indent}`);
      return `${marker(index)}${body}`.trimEnd();
    })
    .join('\n');
}

/** One paragraph's text, with what would begin a block at the start of a line made harmless. */
function lines(nodes: PageNode[]): string {
  return linked(nodes)
    .split('\n')
    .map((line) =>
      line
        .trimStart()
        .replace(/^(#{1,6}|[-+]|[=-]+|>)(?=\s|$|>)/, '\\$1')
        .replace(/^>/, '\\>')
        .replace(/^(\d{1,9})([.)])(?=\s|$)/, '$1\\$2'),
    )
    .join('\n')
    .trimEnd();
}

function linked(nodes: PageNode[]): string {
  return runsOf(nodes, 'link')
    .map(({ marked, href, nodes: run }, index, runs) => {
      const text = emphasised(run, 'bold');
      if (marked)
        return `[${text}](${href.replace(/[\s()<>\\]/g, encodeURIComponent).replace(/[()]/g, percent)})`;
      // An exclamation mark right before a link would make a picture of it.
      return runs[index + 1]?.marked ? text.replace(/!$/, '\\!') : text;
    })
    .join('');
}

function emphasised(nodes: PageNode[], name: 'bold' | 'italic'): string {
  const inner = (run: PageNode[]) => (name === 'bold' ? emphasised(run, 'italic') : plain(run));
  const runs = runsOf(nodes, name).map((run) => ({ ...run, text: inner(run.nodes) }));
  return runs
    .map(({ marked, text }, index) => {
      if (!marked) return text;
      const [, before = '', core = '', after = ''] = /^(\s*)(.*?)(\s*)$/s.exec(text) ?? [];
      if (core === '') return text;
      const left = before || runs[index - 1]?.text.at(-1);
      const right = after || runs[index + 1]?.text.at(0);
      const [open, close] = isClear(left) && isClear(right) ? signs[name] : tags[name];
      return `${before}${open}${core}${close}${after}`;
    })
    .join('');
}

const signs = { bold: ['**', '**'], italic: ['_', '_'] } as const;
const tags = { bold: ['<strong>', '</strong>'], italic: ['<em>', '</em>'] } as const;

/** Signs are only read as signs beside a space or a common mark: never inside a word, nor beside each other. */
const isClear = (beside: string | undefined) => beside === undefined || /[\s.,;:!?()'"’“”«»…-]/.test(beside);

function plain(nodes: PageNode[]): string {
  return nodes
    .map((node) => (node.type === 'hardBreak' ? '\\\n' : (node.text ?? '').replace(/[\\`*_[\]<&~]/g, '\\$&')))
    .join('');
}

const percent = (letter: string) => `%${letter.charCodeAt(0).toString(16).toUpperCase()}`;
