/** A chart as marks on a sheet, which every form of a brief draws alike: SVG, PDF, the page, and a picture for Word. */
export type Tone = 'ink' | 'data';

export type Mark =
  | { kind: 'line'; x1: number; y1: number; x2: number; y2: number; tone: Tone; width: number; opacity: number; dashed?: boolean }
  | { kind: 'dot'; x: number; y: number; r: number; full: boolean }
  | { kind: 'band'; x: number; y: number; width: number; height: number; opacity: number }
  /** `y` is its baseline; `brief` stands for it where there is room or script for a few capitals only. */
  | { kind: 'text'; x: number; y: number; text: string; size: number; anchor: 'start' | 'middle' | 'end'; brief?: string };

export interface Drawing {
  width: number;
  height: number;
  marks: Mark[];
}

/** Blue and ink on paper; pages have colours of their own. */
export const COLOURS: Record<Tone, string> = { ink: '#1a1a1a', data: '#0072b2' };

/** Dashes and gaps of a dashed line. */
export const DASH = [3, 3] as const;

const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
export const escapeMarkup = (text: string): string => text.replace(/[&<>"']/g, (sign) => ENTITIES[sign]!);

const short = (value: number): string => String(Math.round(value * 100) / 100);

/** The drawing as SVG: a file of its own, or part of a page, where it can take the colour of the text around it (`currentColor`). */
export function svgOf({ width, height, marks }: Drawing, title: string, { ink = COLOURS.ink, paper = '#ffffff', inPage = false } = {}): string {
  const colour = (tone: Tone) => (tone === 'ink' ? ink : COLOURS[tone]);
  const drawn = marks.map((mark) => {
    switch (mark.kind) {
      case 'line':
        return `<line x1="${short(mark.x1)}" y1="${short(mark.y1)}" x2="${short(mark.x2)}" y2="${short(mark.y2)}" stroke="${colour(mark.tone)}" stroke-width="${mark.width}" stroke-opacity="${mark.opacity}"${mark.dashed ? ` stroke-dasharray="${DASH.join(' ')}"` : ''}/>`;
      case 'dot':
        return `<circle cx="${short(mark.x)}" cy="${short(mark.y)}" r="${short(mark.r)}" fill="${mark.full ? COLOURS.data : paper}" stroke="${COLOURS.data}" stroke-width="1.5"/>`;
      case 'band':
        return `<rect x="${short(mark.x)}" y="${short(mark.y)}" width="${short(mark.width)}" height="${short(mark.height)}" fill="${COLOURS.data}" fill-opacity="${mark.opacity}"/>`;
      case 'text':
        return `<text x="${short(mark.x)}" y="${short(mark.y)}" font-size="${mark.size}" text-anchor="${mark.anchor}" fill="${ink}">${escapeMarkup(mark.text)}</text>`;
    }
  });
  return `<svg${inPage ? '' : ' xmlns="http://www.w3.org/2000/svg"'} viewBox="0 0 ${short(width)} ${short(height)}" width="${short(width)}" height="${short(height)}" font-family="sans-serif" role="img" aria-label="${escapeMarkup(title)}">${drawn.join('')}</svg>`;
}
