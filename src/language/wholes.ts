/** What is one token whatever marks it has: addresses of the web and of mail, names of files and hosts, faces, shorthand. */
const WHOLES: readonly RegExp[] = [
  // Addresses of the web; marks at their end are the sentence's, but for the dots of what was left out.
  /(?:https?|ftp):\/\/[^\s<>"“”]*[^\s<>"“”.,;:!?'’)\]}*]+(?:\/|\.\.\.(?!\.))?|www\.[^\s<>"“”]*[^\s<>"“”.,;:!?'’)\]}*]\/?/gi,
  // Addresses of mail.
  /[a-z0-9._%+-]{1,64}@[a-z0-9-]{1,64}(?:\.[a-z0-9-]{1,64}){0,6}\.[a-z]{2,6}(?![a-z])/gi,
  // Hosts.
  /(?<![a-z0-9.-])(?:[a-z0-9-]{1,64}\.){1,6}(?:com|org|net|edu|gov|mil|info)(?:\.[a-z]{2})?(?![a-z0-9.@-])/gi,
  // Files.
  /(?<![^<("'[])[^\s<>"()[\],;]{1,80}\.(?:docx?|xlsx?|pptx?|pdf|html?|txt|jpe?g|gif|png|zip|exe|csv)(?![a-z0-9.])/gi,
  // Faces that stand alone.
  /(?<!\S)(?:[:;=]['^]?[-o]?[)(DPp|\/\\\]\[]+|>:[()]|<3+|\^_+\^|x[dD]+)(?!\S)/g,
  // Shorthand with a slash.
  /(?<![a-z0-9])(?:b\/c|w\/o(?:ut)?)(?![\/.a-z])/gi,
];
/** Most runs of characters hold none of it. */
const MAY_HOLD_WHOLE = /[/@:;=<>^]|\.[a-z]|^x[dD]/i;
/** What is longer is no address that anybody would type. */
const LONGEST_RUN = 2000;

/** Beginnings and ends of such tokens in the run [from, to), in pairs. */
export function wholesIn(text: string, from: number, to: number): number[] {
  const found: number[] = [];
  if (to - from > LONGEST_RUN) return found;
  const run = text.slice(from, to);
  if (!MAY_HOLD_WHOLE.test(run)) return found;
  for (const pattern of WHOLES) {
    for (const match of run.matchAll(pattern)) {
      const start = from + match.index, end = start + match[0].length;
      let apart = true;
      for (let k = 0; k < found.length; k += 2) if (start < (found[k + 1] as number) && end > (found[k] as number)) apart = false;
      if (apart) found.push(start, end);
    }
  }
  return found;
}
