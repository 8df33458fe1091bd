/** robots.txt (RFC 9309): which paths of a site a visitor of some name may read. */

export interface Robots {
  allows(path: string): boolean;
}

interface Rule {
  allow: boolean;
  path: string;
}

export const ALLOW_ALL: Robots = { allows: () => true };
export const ALLOW_NONE: Robots = { allows: () => false };

/** The rules for a visitor: of the groups that name it, else of those for everybody. The longest rule that fits decides, allowing where two are as long. */
export function parseRobots(text: string, agent: string): Robots {
  const own: Rule[] = [];
  const everybody: Rule[] = [];
  let named = false;
  let groups: Rule[][] = [];
  let inNames = false;
  for (const line of text.split(/\r\n|\r|\n/)) {
    const found = /^\s*([a-z-]+)\s*:([^#]*)/i.exec(line);
    if (!found) continue;
    const field = found[1]!.toLowerCase();
    const value = found[2]!.trim();
    if (field === 'user-agent') {
      if (!inNames) groups = [];
      inNames = true;
      if (value === '*') groups.push(everybody);
      else if (value !== '' && value.toLowerCase() === agent.toLowerCase()) {
        groups.push(own);
        named = true;
      }
    } else if (field === 'allow' || field === 'disallow') {
      inNames = false;
      // An empty "disallow" forbids nothing.
      if (value !== '') for (const group of groups) group.push({ allow: field === 'allow', path: value });
    }
  }
  const rules = named ? own : everybody;
  return {
    allows(path) {
      let best: Rule | null = null;
      for (const rule of rules) {
        if (!fits(rule.path, path)) continue;
        if (best === null || rule.path.length > best.path.length || (rule.path.length === best.path.length && rule.allow)) best = rule;
      }
      return best?.allow ?? true;
    },
  };
}

/** Whether a path begins with a rule, in which "*" stands for anything and a last "$" for the end. Takes time of length times length at most. */
function fits(rule: string, path: string): boolean {
  const anchored = rule.endsWith('$');
  const pattern = anchored ? rule.slice(0, -1) : `${rule}*`;
  let p = 0;
  let star = -1;
  let mark = 0;
  let at = 0;
  while (at < path.length) {
    if (pattern[p] === '*') {
      star = p++;
      mark = at;
    } else if (p < pattern.length && pattern[p] === path[at]) {
      p += 1;
      at += 1;
    } else if (star >= 0) {
      p = star + 1;
      at = ++mark;
    } else return false;
  }
  while (pattern[p] === '*') p += 1;
  return p === pattern.length;
}
