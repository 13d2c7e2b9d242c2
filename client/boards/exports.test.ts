import { type PageNode, toHtml } from './exports';
import { toMarkdown } from './markdown';

const text = (words: string, ...marks: (string | PageNode['marks'])[]): PageNode => ({
  type: 'text',
  text: words,
  marks: marks.flatMap((mark) => (typeof mark === 'string' ? [{ type: mark }] : (mark ?? []))),
});
const link = (href: string): PageNode['marks'] => [{ type: 'link', attrs: { href } }];
const node = (type: string, ...content: PageNode[]): PageNode => ({ type, content });
const p = (...content: (PageNode | string)[]) =>
  node('paragraph', ...content.map((one) => (typeof one === 'string' ? text(one) : one)));
const li = (...content: PageNode[]) => node('listItem', ...content);
const page = (...content: PageNode[]) => node('doc', ...content);
const markdown = (...content: PageNode[]) => toMarkdown(page(...content), 'T').replace(/^# T\n\n/, '');
const html = (...content: PageNode[]) =>
  /<h1>T<\/h1>\n(.*)\n<\/body>/s.exec(toHtml(page(...content), 'T', 'en'))?.[1];

test('headings and paragraphs', () => {
  const content = [
    { ...node('heading', text('Dear you')), attrs: { level: 2 } },
    p('It gets lighter.'),
    p(),
    { ...node('heading', text('Later')), attrs: { level: 3 } },
  ];
  expect(markdown(...content)).toBe('## Dear you\n\nIt gets lighter.\n\n### Later\n');
  expect(html(...content)).toBe('<h2>Dear you</h2>\n<p>It gets lighter.</p>\n<p></p>\n<h3>Later</h3>');
});

test('the title is the first heading, whatever is in it', () => {
  expect(toMarkdown(page(), '1. *Us* & <them>')).toBe('# 1\\. \\*Us\\* \\& \\<them>\n');
  const written = toHtml(page(), '</title><script>alert(1)</script>', 'fr');
  expect(written).toContain('<html lang="fr">');
  expect(written).not.toContain('<script>');
  expect(written).toContain('<h1>&lt;/title&gt;&lt;script&gt;alert(1)&lt;/script&gt;</h1>');
});

test('a heading of no kind, and a list that begins nowhere, are written as the page shows them', () => {
  for (const odd of ['9 onclick=alert(1)', '1e999', -1, Number.NaN, 1.5, 1e300, null, {}]) {
    const content = [
      { ...node('heading', text('Dear you')), attrs: { level: odd } },
      { ...node('orderedList', li(p('tea'))), attrs: { start: odd === -1 ? 'one' : odd } },
    ];
    expect(markdown(...content)).toBe('## Dear you\n\n1. tea\n');
    expect(html(...content)).toBe('<h2>Dear you</h2>\n<ol><li><p>tea</p></li></ol>');
  }
});

test('lists within lists, with their numbers', () => {
  const inner = { ...node('orderedList', li(p('first')), li(p('second'))), attrs: { start: 3 } };
  const content = [node('bulletList', li(p('tea')), li(p('a walk'), inner, p('and then')), li(p('sleep')))];
  expect(markdown(...content)).toBe('- tea\n- a walk\n\n  3. first\n  4. second\n\n  and then\n- sleep\n');
  expect(html(...content)).toBe(
    '<ul><li><p>tea</p></li><li><p>a walk</p><ol start="3"><li><p>first</p></li><li><p>second</p></li></ol><p>and then</p></li><li><p>sleep</p></li></ul>',
  );
  expect(markdown(node('bulletList', li(p('one'))), node('bulletList', li(p('other'))))).toBe(
    '- one\n\n<!-- -->\n\n- other\n',
  );
});

test('emphasis stays what it was, beside words, spaces and other emphasis', () => {
  expect(markdown(p('be ', text('kind ', 'bold'), 'to ', text('yourself', 'italic'), '.'))).toBe(
    'be **kind** to _yourself_.\n',
  );
  expect(markdown(p(text('all of it ', 'bold'), text('and this', 'bold', 'italic')))).toBe(
    '**all of it _and this_**\n',
  );
  expect(markdown(p('un', text('believ', 'italic'), 'able'))).toBe('un<em>believ</em>able\n');
  expect(markdown(p(text('one', 'italic'), text('two', 'bold')))).toBe('_one_<strong>two</strong>\n');
  expect(markdown(p(text('   ', 'bold'), 'x'))).toBe('x\n');
  expect(html(p(text('a', 'bold', 'italic'), 'b'))).toBe('<p><strong><em>a</em></strong>b</p>');
});

test('quotes, also around lists, and line breaks', () => {
  const content = [
    node(
      'blockquote',
      p('You are not', { type: 'hardBreak' }, 'a burden.'),
      node('bulletList', li(p('said Bo'))),
    ),
  ];
  expect(markdown(...content)).toBe('> You are not\\\n> a burden.\n>\n> - said Bo\n');
  expect(html(...content)).toBe(
    '<blockquote><p>You are not<br>a burden.</p><ul><li><p>said Bo</p></li></ul></blockquote>',
  );
});

test('links of the web; addresses of another kind stay plain words', () => {
  const web = p(
    'see ',
    text('the page', link('https://a.example/x_(y)?q="1"')),
    '!',
    text('this', link('http://b.example')),
  );
  expect(markdown(web)).toBe(
    'see [the page](https://a.example/x_%28y%29?q="1")\\![this](http://b.example)\n',
  );
  expect(html(web)).toContain('<a href="https://a.example/x_(y)?q=&quot;1&quot;">the page</a>');
  for (const href of ['javascript:alert(1)', 'data:text/html,x', ' https//no', 'tel:1']) {
    expect(markdown(p(text('press', link(href))))).toBe('press\n');
    expect(html(p(text('press', link(href))))).toBe('<p>press</p>');
  }
});

test('what looks like Markdown or HTML stays text', () => {
  expect(markdown(p('# no'), p('- no'), p('+ no'), p('12. no'), p('> no'), p('---'), p('==='))).toBe(
    '\\# no\n\n\\- no\n\n\\+ no\n\n12\\. no\n\n\\> no\n\n\\---\n\n\\===\n',
  );
  expect(markdown(p('*a* _b_ `c` [d](e) <f> &amp; ~~g~~ \\h'))).toBe(
    '\\*a\\* \\_b\\_ \\`c\\` \\[d\\](e) \\<f> \\&amp; \\~\\~g\\~\\~ \\\\h\n',
  );
  expect(markdown(p('a', { type: 'hardBreak' }, '# b'))).toBe('a\\\n\\# b\n');
  expect(markdown(p('    not code'))).toBe('not code\n');
  expect(html(p('<img src=x onerror=alert(1)>'))).toBe('<p>&lt;img src=x onerror=alert(1)&gt;</p>');
});
