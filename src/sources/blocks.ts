/** The text of an HTML tree: a blank line between blocks, one space for the white space within. Walks without recursion. */

/** As much of the DOM as is used here. */
export interface Node {
  nodeType: number;
  nodeName: string;
  textContent: string | null;
  firstChild: Node | null;
  nextSibling: Node | null;
  parentNode: Node | null;
}

const BLOCK = new Set(['ADDRESS', 'ARTICLE', 'ASIDE', 'BLOCKQUOTE', 'BODY', 'DD', 'DIV', 'DL', 'DT', 'FIGCAPTION', 'FIGURE', 'FOOTER', 'FORM', 'H1', 'H2', 'H3', 'H4', 'H5', 'H6', 'HEADER', 'HR', 'LI', 'MAIN', 'NAV', 'OL', 'P', 'PRE', 'SECTION', 'TABLE', 'TD', 'TH', 'TR', 'UL']);
const SILENT = new Set(['SCRIPT', 'STYLE', 'NOSCRIPT', 'TEMPLATE', 'HEAD', 'SVG', 'BUTTON', 'SELECT', 'IFRAME', 'OBJECT']);
/** Not of the text when the whole of a page is read. */
export const FURNITURE = new Set(['NAV', 'FOOTER', 'ASIDE', 'FORM']);

/** The blocks of text under a node, in order. */
export function blocksOf(root: Node, leaveOut: Set<string> = new Set()): string[] {
  const blocks: string[] = [];
  let current = '';
  const close = (): void => {
    const text = current.replace(/[^\S\n]+/g, ' ').replace(/ ?\n ?/g, '\n').trim();
    if (text !== '') blocks.push(text);
    current = '';
  };
  for (let node: Node | null = root; node; ) {
    const name = node.nodeName.toUpperCase();
    const silent = SILENT.has(name) || leaveOut.has(name);
    if (node.nodeType === 3) current += (node.textContent ?? '').replace(/\s+/g, ' ');
    else if (name === 'BR') current += '\n';
    else if (BLOCK.has(name)) close();
    if (!silent && node.firstChild) {
      node = node.firstChild;
      continue;
    }
    // Back up to the nearest node that has a next sibling; a block ends when it is left.
    while (node && node !== root && !node.nextSibling) {
      node = node.parentNode;
      if (node && BLOCK.has(node.nodeName.toUpperCase())) close();
    }
    if (!node || node === root) break;
    if (BLOCK.has(node.nodeName.toUpperCase())) close();
    node = node.nextSibling;
  }
  close();
  return blocks;
}
