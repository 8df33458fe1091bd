/**
 * A page as a tree: as much of the DOM as Readability and this room ask of one, and no more. A general DOM gives every node
 * its listeners, styles and proxies, which here was two thirds of the time of reading a page.
 */
import { Parser } from 'htmlparser2';
import { Unreadable } from './types.js';

type Parent = Element | Page;

/** What texts and elements have in common: their place. */
abstract class Placed {
  parentNode: Parent | null = null;
  previousSibling: Child | null = null;
  nextSibling: Child | null = null;

  remove(): void {
    this.parentNode?.removeChild(this as unknown as Child);
  }
}

class Text extends Placed {
  readonly nodeType = 3;
  readonly nodeName = '#text';
  readonly firstChild = null;
  textContent: string;

  constructor(text: string) {
    super();
    this.textContent = text;
  }

  /** Readability asks texts for their children too. */
  get childNodes(): Child[] {
    return [];
  }
}

type Child = Element | Text;

/** An element or the whole page: what has children, in a chain. */
abstract class Branch extends Placed {
  firstChild: Child | null = null;
  lastChild: Child | null = null;

  get childNodes(): Child[] {
    const list: Child[] = [];
    for (let child = this.firstChild; child; child = child.nextSibling) list.push(child);
    return list;
  }

  get children(): Element[] {
    const list: Element[] = [];
    for (let child = this.firstElementChild; child; child = child.nextElementSibling) list.push(child);
    return list;
  }

  get firstElementChild(): Element | null {
    return elementFrom(this.firstChild);
  }

  get textContent(): string {
    let text = '';
    for (let node = next(this, this); node; node = next(node, this)) if (node.nodeType === 3) text += node.textContent;
    return text;
  }

  appendChild<C extends Child>(child: C): C {
    return this.insertBefore(child, null);
  }

  insertBefore<C extends Child>(child: C, before: Child | null): C {
    child.remove();
    const after = before ? before.previousSibling : this.lastChild;
    child.parentNode = this as unknown as Parent;
    child.previousSibling = after;
    child.nextSibling = before;
    if (after) after.nextSibling = child;
    else this.firstChild = child;
    if (before) before.previousSibling = child;
    else this.lastChild = child;
    return child;
  }

  removeChild<C extends Child>(child: C): C {
    const { previousSibling: before, nextSibling: after } = child;
    if (before) before.nextSibling = after;
    else this.firstChild = after;
    if (after) after.previousSibling = before;
    else this.lastChild = before;
    child.parentNode = child.previousSibling = child.nextSibling = null;
    return child;
  }

  replaceChild<C extends Child>(fresh: Child, child: C): C {
    this.insertBefore(fresh, child);
    return this.removeChild(child);
  }

  /** The elements of a name under this one, in the order of the page. */
  getElementsByTagName(name: string): Element[] {
    const wanted = name.toUpperCase();
    const list: Element[] = [];
    for (let node = next(this, this); node; node = next(node, this)) if (node.nodeType === 1 && node.tagName === wanted) list.push(node);
    return list;
  }

  /** Of selectors, names alone and lists of them are understood: "h1,h2". */
  querySelectorAll(names: string): Element[] {
    const wanted = new Set(names.toUpperCase().split(','));
    const list: Element[] = [];
    for (let node = next(this, this); node; node = next(node, this)) if (node.nodeType === 1 && wanted.has(node.tagName)) list.push(node);
    return list;
  }
}

interface Attribute {
  name: string;
  value: string;
  cloneNode(): Attribute;
}

const attributeOf = (name: string, value: string): Attribute => ({ name, value, cloneNode: () => attributeOf(name, value) });

const NO_STYLE = { display: '', visibility: '' };

export class Element extends Branch {
  readonly nodeType = 1;
  readonly nodeName: string;
  readonly tagName: string;
  readonly ownerDocument: Page;
  attributes: Attribute[] = [];
  /** Readability's notes on a node. */
  readability: unknown = undefined;
  _readabilityDataTable: boolean | undefined = undefined;

  constructor(page: Page, name: string) {
    super();
    this.ownerDocument = page;
    this.nodeName = this.tagName = name.toUpperCase();
  }

  get localName(): string {
    return this.tagName.toLowerCase();
  }

  get nextElementSibling(): Element | null {
    return elementFrom(this.nextSibling);
  }

  get previousElementSibling(): Element | null {
    let node = this.previousSibling;
    while (node && node.nodeType !== 1) node = node.previousSibling;
    return node;
  }

  getAttribute(name: string): string | null {
    for (const attribute of this.attributes) if (attribute.name === name) return attribute.value;
    return null;
  }

  hasAttribute(name: string): boolean {
    return this.getAttribute(name) !== null;
  }

  setAttribute(name: string, value: string): void {
    const known = this.attributes.find((attribute) => attribute.name === name);
    if (known) known.value = value;
    else this.attributes.push(attributeOf(name, value));
  }

  setAttributeNode({ name, value }: Attribute): void {
    this.setAttribute(name, value);
  }

  removeAttribute(name: string): void {
    const at = this.attributes.findIndex((attribute) => attribute.name === name);
    if (at >= 0) this.attributes.splice(at, 1);
  }

  get id(): string {
    return this.getAttribute('id') ?? '';
  }

  set id(value: string) {
    this.setAttribute('id', value);
  }

  get className(): string {
    return this.getAttribute('class') ?? '';
  }

  set className(value: string) {
    this.setAttribute('class', value);
  }

  get src(): string {
    return this.getAttribute('src') ?? '';
  }

  get srcset(): string {
    return this.getAttribute('srcset') ?? '';
  }

  /** What its own style says of whether it can be seen. */
  get style(): { display: string; visibility: string } {
    const written = this.getAttribute('style');
    if (written === null) return NO_STYLE;
    const found = { ...NO_STYLE };
    for (const rule of written.split(';')) {
      const colon = rule.indexOf(':');
      const name = rule.slice(0, Math.max(0, colon)).trim();
      if (name === 'display' || name === 'visibility') found[name] = rule.slice(colon + 1).trim();
    }
    return found;
  }

  get innerHTML(): string {
    let html = '';
    for (let child = this.firstChild; child; child = child.nextSibling) html += htmlOf(child);
    return html;
  }

  set innerHTML(html: string) {
    while (this.firstChild) this.removeChild(this.firstChild);
    grow(html, this.ownerDocument, new Set(), Infinity, () => this);
  }
}

/** A page; it always has a head and a body, whether its source names them or not. */
export class Page extends Branch {
  readonly nodeType = 9;
  readonly nodeName = '#document';
  readonly tagName = undefined;
  readonly documentElement: Element;
  readonly head: Element;
  readonly body: Element;
  /** Addresses are not resolved: nothing is fetched of them. */
  readonly baseURI = 'http://page.invalid/';
  readonly documentURI = 'http://page.invalid/';

  constructor() {
    super();
    this.documentElement = this.appendChild(this.createElement('html'));
    this.head = this.documentElement.appendChild(this.createElement('head'));
    this.body = this.documentElement.appendChild(this.createElement('body'));
  }

  get title(): string {
    return this.head.getElementsByTagName('title')[0]?.textContent ?? '';
  }

  createElement(name: string): Element {
    return new Element(this, name);
  }

  createTextNode(text: string): Text {
    return new Text(text);
  }
}

function elementFrom(node: Child | null): Element | null {
  while (node && node.nodeType !== 1) node = node.nextSibling;
  return node;
}

/** The node after this one in the order of the page, under a root. */
function next(node: Child | Branch, root: Branch): Child | null {
  if (node.firstChild) return node.firstChild;
  for (let at: Child | Branch | null = node; at && at !== root; at = at.parentNode) if (at.nextSibling) return at.nextSibling;
  return null;
}

const VOID = new Set(['AREA', 'BASE', 'BR', 'COL', 'EMBED', 'HR', 'IMG', 'INPUT', 'LINK', 'META', 'SOURCE', 'TRACK', 'WBR']);
const escaped = (text: string): string => (/[&<>"]/.test(text) ? text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;') : text);

function htmlOf(node: Child): string {
  if (node.nodeType === 3) return escaped(node.textContent);
  const name = node.localName;
  let html = `<${name}`;
  for (const attribute of node.attributes) html += ` ${attribute.name}="${escaped(attribute.value)}"`;
  return VOID.has(node.tagName) ? `${html}>` : `${html}>${node.innerHTML}</${name}>`;
}

const HEAD = new Set(['title', 'meta', 'link', 'base', 'script', 'style', 'noscript']);

/**
 * The tree of a page's source, without the elements named to be left out (in lower case) and all that is in them. Of a page
 * nested deeper than a limit no tree is built: Unreadable.
 */
export function treeOf(source: string, leaveOut: ReadonlySet<string>, deepest: number): Page {
  const page = new Page();
  let inBody = false;
  grow(source, page, leaveOut, deepest, (name, blank) => {
    // What stands before the body and is nothing of a head's begins the body, as browsers have it.
    if (!inBody && (HEAD.has(name) || blank)) return page.head;
    inBody = true;
    return page.body;
  });
  return page;
}

/** Adds what a source holds: each thing that stands outermost where `root` says, the rest under its element. */
function grow(source: string, page: Page, leaveOut: ReadonlySet<string>, deepest: number, root: (name: string, blank: boolean) => Element): void {
  /** Where the elements that are open were added; null for a page's own three, whose content stands outermost. */
  const open: (Element | null)[] = [];
  let at: Element | null = null;
  /** How many elements are open within one that is left out, with it. */
  let out = 0;
  const parser = new Parser({
    onopentag(name, attributes) {
      if (out > 0 || (leaveOut.has(name) && !(name === 'script' && /ld\+json/.test(attributes['type'] ?? '')))) {
        out += 1;
        return;
      }
      if (open.length >= deepest) throw tooDeep(deepest, source.slice(0, parser.startIndex).split('\n').length);
      open.push(at);
      const own = name === 'html' ? page.documentElement : name === 'head' ? page.head : name === 'body' ? page.body : null;
      const element = own ?? (at ?? root(name, false)).appendChild(page.createElement(name));
      for (const key in attributes) if (!own || !own.hasAttribute(key)) element.attributes.push(attributeOf(key, attributes[key]!));
      if (name === 'body') root(name, false);
      at = own ? null : element;
    },
    onclosetag() {
      if (out > 0) out -= 1;
      else at = open.pop() ?? null;
    },
    ontext(text) {
      if (out > 0) return;
      const parent = at ?? root('', !/\S/.test(text));
      const last = parent.lastChild;
      // The parser gives a text in pieces, cut where there are entities.
      if (last?.nodeType === 3) last.textContent += text;
      else parent.appendChild(page.createTextNode(text));
    },
  }, { decodeEntities: true });
  parser.end(source);
}

function tooDeep(deepest: number, line: number): Unreadable {
  return new Unreadable({ place: `line ${line}`, found: `elements nested more than ${deepest} deep`, expected: `at most ${deepest}, as in any page meant for reading`, advice: 'Save the page\'s text as a text file, or leave it out.' });
}
