/** A drawing as a PNG picture, for programs that show no SVG in a Word document. Letters are plain capitals of seven dots. */
import { deflateSync } from 'node:zlib';
import { COLOURS, DASH, type Drawing, type Mark, type Tone } from './drawing.js';

/** Dots of a picture for each point of a drawing. */
const SCALE = 3;

/** Seven rows of five dots, a digit in base 32 for each row. */
const FONT: Record<string, string> = {
  A: 'ehhvhhh', B: 'uhhuhhu', C: 'ehggghe', D: 'uhhhhhu', E: 'vgguggv', F: 'vgguggg', G: 'ehgnhhf', H: 'hhhvhhh', I: 'e44444e', J: '72222ic', K: 'hikokih', L: 'ggggggv', M: 'hrllhhh', N: 'hhpljhh', O: 'ehhhhhe', P: 'uhhuggg', Q: 'ehhhlid', R: 'uhhukih', S: 'fgge11u',
  T: 'v444444', U: 'hhhhhhe', V: 'hhhhha4', W: 'hhhllla', X: 'hha4ahh', Y: 'hha4444', Z: 'v1248gv',
  0: 'ehjlphe', 1: '4c4444e', 2: 'eh1248v', 3: 'v2421he', 4: '26aiv22', 5: 'vgu11he', 6: '68guhhe', 7: 'v124888', 8: 'ehhehhe', 9: 'ehhf12c', '-': '000v000', '−': '000v000', '.': '00000cc', ',': '0000c48',
};

const RGB: Record<Tone, [number, number, number]> = Object.fromEntries(Object.entries(COLOURS).map(([tone, code]) => [tone, [1, 3, 5].map((at) => parseInt(code.slice(at, at + 2), 16))])) as Record<Tone, [number, number, number]>;

class Sheet {
  readonly dots: Uint8Array;

  constructor(readonly width: number, readonly height: number) {
    this.dots = new Uint8Array(width * height * 3).fill(255);
  }

  /** Paints where `share` says how much of a dot is covered (0…1), within a frame. */
  paint([left, top, right, bottom]: readonly [number, number, number, number], [r, g, b]: readonly [number, number, number], share: (x: number, y: number) => number): void {
    for (let y = Math.max(0, Math.floor(top)); y <= Math.min(this.height - 1, Math.ceil(bottom)); y++) {
      for (let x = Math.max(0, Math.floor(left)); x <= Math.min(this.width - 1, Math.ceil(right)); x++) {
        const a = Math.max(0, Math.min(1, share(x + 0.5, y + 0.5)));
        if (a === 0) continue;
        const at = (y * this.width + x) * 3;
        [r, g, b].forEach((value, i) => (this.dots[at + i] = Math.round(this.dots[at + i]! * (1 - a) + value * a)));
      }
    }
  }
}

function paint(sheet: Sheet, mark: Mark): void {
  switch (mark.kind) {
    case 'line': {
      const [x1, y1, x2, y2] = [mark.x1, mark.y1, mark.x2, mark.y2].map((value) => value * SCALE) as [number, number, number, number];
      const half = Math.max(0.5, (mark.width * SCALE) / 2);
      const length = Math.hypot(x2 - x1, y2 - y1);
      sheet.paint([Math.min(x1, x2) - half - 1, Math.min(y1, y2) - half - 1, Math.max(x1, x2) + half + 1, Math.max(y1, y2) + half + 1], RGB[mark.tone], (x, y) => {
        const along = length === 0 ? 0 : Math.max(0, Math.min(length, ((x - x1) * (x2 - x1) + (y - y1) * (y2 - y1)) / length));
        if (mark.dashed && along % ((DASH[0] + DASH[1]) * SCALE) > DASH[0] * SCALE) return 0;
        const share = length === 0 ? 0 : along / length;
        return mark.opacity * Math.min(1, half + 0.5 - Math.hypot(x - x1 - share * (x2 - x1), y - y1 - share * (y2 - y1)));
      });
      return;
    }
    case 'dot': {
      const [x0, y0, r, edge] = [mark.x * SCALE, mark.y * SCALE, mark.r * SCALE, 0.75 * SCALE];
      const frame = [x0 - r - edge, y0 - r - edge, x0 + r + edge, y0 + r + edge] as const;
      sheet.paint(frame, RGB.data, (x, y) => r + edge + 0.5 - Math.hypot(x - x0, y - y0));
      if (!mark.full) sheet.paint(frame, [255, 255, 255], (x, y) => r - edge + 0.5 - Math.hypot(x - x0, y - y0));
      return;
    }
    case 'band': {
      const [x0, y0, x1, y1] = [mark.x, mark.y, mark.x + mark.width, mark.y + mark.height].map((value) => value * SCALE) as [number, number, number, number];
      sheet.paint([x0, y0, x1, y1], RGB.data, (x, y) => (x >= x0 && x < x1 && y >= y0 && y < y1 ? mark.opacity : 0));
      return;
    }
    case 'text': {
      const cell = (mark.size * SCALE) / 11;
      const letters = [...(mark.brief ?? mark.text).normalize('NFD').replace(/\p{M}/gu, '').toUpperCase()];
      const long = letters.length * 6 * cell - cell;
      const left = mark.x * SCALE - (mark.anchor === 'middle' ? long / 2 : mark.anchor === 'end' ? long : 0);
      const top = mark.y * SCALE - 7 * cell;
      letters.forEach((letter, i) => {
        const rows = FONT[letter];
        if (rows === undefined) return;
        [...rows].forEach((row, down) => {
          for (let across = 0; across < 5; across++) {
            if (!(parseInt(row, 32) & (16 >> across))) continue;
            const [x0, y0] = [left + (6 * i + across) * cell, top + down * cell];
            const covered = (at: number, from: number) => Math.max(0, Math.min(at + 0.5, from + cell) - Math.max(at - 0.5, from));
            sheet.paint([x0 - 1, y0 - 1, x0 + cell + 1, y0 + cell + 1], RGB.ink, (x, y) => covered(x, x0) * covered(y, y0));
          }
        });
      });
    }
  }
}

const CRC = Array.from({ length: 256 }, (_, n) => {
  let c = n;
  for (let k = 0; k < 8; k++) c = c & 1 ? 0xedb88320 ^ (c >>> 1) : c >>> 1;
  return c >>> 0;
});

function chunk(kind: string, data: Uint8Array): Buffer {
  const body = Buffer.concat([Buffer.from(kind, 'latin1'), data]);
  let crc = 0xffffffff;
  for (const byte of body) crc = CRC[(crc ^ byte) & 255]! ^ (crc >>> 8);
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  sum.writeUInt32BE((crc ^ 0xffffffff) >>> 0);
  return Buffer.concat([length, body, sum]);
}

/** The drawing on white, as a PNG file. */
export function pngOf({ width, height, marks }: Drawing): Uint8Array {
  const sheet = new Sheet(Math.round(width * SCALE), Math.round(height * SCALE));
  for (const mark of marks) paint(sheet, mark);
  const head = Buffer.alloc(13);
  head.writeUInt32BE(sheet.width, 0);
  head.writeUInt32BE(sheet.height, 4);
  // Eight bits each of red, green and blue.
  head.set([8, 2, 0, 0, 0], 8);
  const line = sheet.width * 3;
  const raw = Buffer.alloc((line + 1) * sheet.height);
  for (let y = 0; y < sheet.height; y++) raw.set(sheet.dots.subarray(y * line, (y + 1) * line), y * (line + 1) + 1);
  return new Uint8Array(Buffer.concat([Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]), chunk('IHDR', head), chunk('IDAT', deflateSync(raw)), chunk('IEND', Buffer.alloc(0))]));
}
