import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadPipeline } from '../../language/node.js';
import type { Pipeline } from '../../language/index.js';
import { codesOn, parseDatedCode } from './actors.js';
import { codePetrarch, parsePetrarchDictionaries, PetrarchDictionaryError, type PetrarchDictionaries } from './index.js';
import { loadPetrarchDictionaries } from './node.js';
import { parsePatternBody } from './patterns.js';
import { compose } from './phrases.js';
import { fold, parsePhrase, plural, verbForms } from './units.js';

const ACTORS = `
<!-- a comment
  over two lines -->
CHILE [CHL]
+CHILEAN
PERU [PER]   # with a comment
+PERUVIAN
+LIMA
BOLIVIA [BOL]
URUGUAY [URY] ; an older comment
PARAGUAY_ [PRY]
STATE TELEVISION [PRYMED]
TWIN_CITIES [AAA/BBB]
NOBODY_AT_ALL [---]
ROSA_PEREZ
	[URYELI <19991231]
	[URYGOV 20000101-20041231]
	[URYOPP >050101]
`;
const AGENTS = `
!MEMBER! = MAN, MEN, WOMAN, WOMEN
GOVERNMENT [~GOV]
MINISTER [~GOV]
POLICE {} [~COP]
STUDENT [~EDU]
SOLDIER [~MIL]
ATTORNEY_GENERAL {ATTORNEYS_GENERAL} [~JUD]
AID_GROUP [NGO~]
CONGRESS!MEMBER! [~LEG]
`;
const VERBS = `
&MONEY
+DOLLAR
+GOLD_COIN_

--- CONDEMN [111] ---
CONDEMN
DENOUNCE [112]
- WILL NOT * [050]
- * PLAN TO_LEAVE [1121]

--- SEND [---] ---
SEND {SENT}
- * &MONEY [071]
- * {MEDICAL SUPPLIES} (TO HOSPITAL) [073]
- * LETTER ^ TO + [010]

--- VISIT [042:043] ---
VISIT

--- RELEASE [---] ---
RELEASE
- + * FROM $ [0841]

--- AGREE [030] ---
AGREE
- % * [057:057]

--- CLOSE [160] ---
+CLOSE_DOWN
WIRE_+TAP {WIRE_+TAPPED WIRE_+TAPPING}
CLOSE

--- DESTROY [---] ---
DESTROY
- SOLDIERS * BRIDGE [190]
`;

const read = (verbs = VERBS, discards = ''): PetrarchDictionaries => parsePetrarchDictionaries({
  actors: [{ name: 'actors.txt', text: ACTORS }], agents: [{ name: 'agents.txt', text: AGENTS }],
  verbs: [{ name: 'verbs.txt', text: verbs }], discards: [{ name: 'discards.txt', text: discards }],
});

describe('words', () => {
  it('folds case, accents, hyphens, stops and contractions', () => {
    expect(fold('al-Qaeda')).toEqual(['AL', 'QAEDA']);
    expect(fold('Perú')).toEqual(['PERU']);
    expect(fold("DON'T")).toEqual(['DO', "N'T"]);
    expect(fold('U.N.')).toEqual(['U.N']);
  });

  it('keeps which words must stand side by side', () => {
    expect(parsePhrase('HEAD OF_STATE')).toEqual({ words: ['HEAD', 'OF', 'STATE'], adjacent: [false, false, true] });
  });

  it('makes plurals and verb forms', () => {
    expect([plural('MINISTRY'), plural('CONGRESS'), plural('ENVOY')]).toEqual(['MINISTRIES', 'CONGRESSES', 'ENVOYS']);
    expect(verbForms('DENY', false)).toEqual(['DENY', 'DENIES', 'DENYING', 'DENIED']);
    expect(verbForms('EXPEL', false)).toContain('EXPELLED');
    expect(verbForms('SEND', true)).not.toContain('SENDED');
  });
});

describe('actors', () => {
  it('reads dates of either length, inclusive', () => {
    expect(parseDatedCode(' URYGOV 000101 - 20041231 ')).toEqual({ codes: ['URYGOV'], from: '20000101', to: '20041231' });
    expect(parseDatedCode('URY <450630')).toEqual({ codes: ['URY'], from: null, to: '19450630' });
    expect(parseDatedCode('URY since 1945')).toBeNull();
  });

  it('takes the first code that holds on the date, else the one without dates', () => {
    const entry = { dated: ['ONE', 'TWO 20100109-20100112', 'SIX 20080120-20121109'].map((code) => parseDatedCode(code) as NonNullable<ReturnType<typeof parseDatedCode>>), at: '' };
    expect(['20100112', '20100113', '20200101', ''].map((date) => codesOn(entry, date))).toEqual([['TWO'], ['SIX'], ['ONE'], ['ONE']]);
  });

  it('composes codes of actor and agents, none twice, by blocks of three', () => {
    const agent = (code: string, before = false) => ({ code, before, at: '' });
    expect(compose('USAGOV', [agent('GOV')])).toBe('USAGOV');
    expect(compose('GMWGOV', [agent('WGO')])).toBe('GMWGOVWGO');
    expect(compose('CHL', [agent('NGO', true), agent('MED')])).toBe('NGOCHLMED');
    expect(compose(null, [agent('EDU')])).toBe('---EDU');
  });
});

describe('patterns', () => {
  it('reads places, connections, brackets and synonym sets', () => {
    const synsets = new Map([['&AID', [['FOOD'], ['MEDICAL', 'AID']]]]);
    const { before, after } = parsePatternBody(' WILL_* &AID (TO {POOR PEOPLE}) + ', synsets);
    expect(before).toEqual([{ place: null, options: [['WILL']], adjacent: true }]);
    expect(after.map(({ place, options }) => place ?? options.map((words) => words.join(' ')).join('|'))).toEqual(['FOOD|MEDICAL AID', 'TO', 'POOR', 'PEOPLE', '+']);
  });

  it('reads alternatives', () => {
    expect(parsePatternBody('{ WAS | WERE } *', new Map()).before[0]?.options).toEqual([['WAS'], ['WERE']]);
  });
});

describe('problems', () => {
  it('names file and line of what it leaves out, and reads the rest', () => {
    const { problems, verbs } = read('--- GO [040] ---\nGO {WENT}\n- * &UNKNOWN [041]\n- NO VERB [042]\n- * HOME\n- * AWAY [+++]\n');
    expect(problems.map(({ file, line }) => `${file}:${line}`)).toEqual(['verbs.txt:3', 'verbs.txt:4', 'verbs.txt:5', 'verbs.txt:6']);
    expect(problems[0]?.message).toContain('&UNKNOWN is not defined above');
    expect(verbs.forms.has('WENT')).toBe(true);
  });

  it('refuses dictionaries that hold nothing', () => {
    expect(() => read('# nothing yet\n')).toThrow(PetrarchDictionaryError);
    expect(() => read('# nothing yet\n')).toThrow('verbs.txt');
  });
});

describe('coding', () => {
  let pipeline: Pipeline;
  beforeAll(() => {
    pipeline = loadPipeline('en');
  });
  const code = (text: string, { date = '2002-05-01', dictionaries = read() } = {}): string[] =>
    codePetrarch(pipeline.parse(text), dictionaries, date).map((event) => `${event.source} ${event.target} ${event.code}`);

  it('finds who does what to whom, with what the dictionary says of them', () => {
    expect(code('The Chilean government condemned Peru on Monday.')).toEqual(['CHLGOV PER 111']);
    expect(code('Bolivia denounced the Peruvian police.')).toEqual(['BOL PERCOP 112']);
  });

  it('says by which line of which dictionary, and where', () => {
    const text = 'Chile condemned Peru.';
    const [event] = codePetrarch(pipeline.parse(text), read(), '');
    expect(text.slice(event?.start, event?.end)).toBe('condemned');
    expect(event?.why).toContain('verbs.txt:7');
  });

  it('chooses codes by date', () => {
    for (const [date, source] of [['1998-01-01', 'URYELI'], ['2004-12-31', 'URYGOV'], ['2006-01-01', 'URYOPP']] as const) {
      expect(code('Rosa Perez condemned Bolivia.', { date })).toEqual([`${source} BOL 111`]);
    }
  });

  it('joins actors, and gives each what belongs to all', () => {
    expect(code('Soldiers from Chile and Peru condemned Bolivia.')).toEqual(['CHLMIL BOL 111', 'PERMIL BOL 111']);
    expect(code('The Twin Cities condemned Peru.')).toEqual(['AAA PER 111', 'BBB PER 111']);
    expect(code('Chile and Peru agreed on Friday to cooperate.')).toEqual(['CHL PER 057', 'PER CHL 057']);
  });

  it('codes both ways where the code has two sides', () => {
    expect(code('The Chilean minister visited Peru.')).toEqual(['CHLGOV PER 042', 'PER CHLGOV 043']);
  });

  it('turns passives, and patterns with them', () => {
    expect(code('Peru was condemned by Chile.')).toEqual(['CHL PER 111']);
    expect(code('The bridge was destroyed by Chilean soldiers near Bolivia.')).toEqual(['CHLMIL BOL 190']);
    expect(code('Peruvian students were released from Chile.')).toEqual(['CHL PEREDU 0841']);
  });

  it('follows patterns with gaps, connections, synonym sets and skipped phrases', () => {
    expect(code('Chile condemned the Bolivian plan to leave Peru.')[0]).toBe('CHL PER 1121');
    expect(code('Chile will not condemn Peru.')).toEqual(['CHL PER 050']);
    expect(code('Chile sent a million dollars to Peru.')).toEqual(['CHL PER 071']);
    expect(code('Chile sent medical supplies to a hospital in Peru.')).toEqual(['CHL PER 073']);
    expect(code('Chile sent a letter from Bolivia to Peru.')).toEqual(['CHL PER 010']);
    expect(code('Chile sent a ship to Peru.')).toEqual([]);
  });

  it('knows verbs of several words', () => {
    expect(code('Chile closed down the office of Peru.')).toEqual(['CHL PER 160']);
    expect(code('Chile wire tapped the police of Peru.')).toEqual(['CHL PERCOP 160']);
  });

  it('leaves out what is null, unknown, or another’s clause', () => {
    expect(code('Nobody at all condemned Peru.')).toEqual([]);
    expect(code('Crowds condemned Peru, a Chilean minister said.')).toEqual([]);
    expect(code('Chile condemned the play after crowds left Peru.')).toEqual([]);
  });

  it('keeps a subject through coordination and relative clauses', () => {
    expect(code('Chile condemned Peru and visited Bolivia.')).toEqual(['CHL PER 111', 'CHL BOL 042', 'BOL CHL 043']);
    expect(code('The Chilean minister, who visited Peru last week, condemned Bolivia.')).toContain('CHLGOV BOL 111');
  });

  it('discards sentences and stories', () => {
    const text = 'Chile condemned Peru at the football cup. Bolivia condemned Uruguay.';
    expect(code(text, { dictionaries: read(VERBS, 'FOOTBALL CUP\n') })).toEqual(['BOL URY 111']);
    expect(code(text, { dictionaries: read(VERBS, '+FOOTBALL CUP\n') })).toEqual([]);
  });

  it('lets a verb above make another event of the one below', () => {
    const verbs = `${VERBS}\n--- SAY [---] ---\nSAY {SAID SAYS}\n~ a (a b WILL_VISIT) SAY = a b 036\n`;
    expect(code('Chile said it will visit Peru.', { dictionaries: read(verbs) })).toEqual(['CHL PER 036']);
    expect(code('Chile visited Peru.', { dictionaries: read(verbs) })).toEqual(['CHL PER 042', 'PER CHL 043']);
  });
});

describe('folder', () => {
  const dir = mkdtempSync(join(tmpdir(), 'petrarch-'));
  afterAll(() => rmSync(dir, { recursive: true, force: true }));

  it('knows files by their names, and a verb dictionary by its blocks', () => {
    expect(() => loadPetrarchDictionaries(dir)).toThrow('no dictionary of actors');
    writeFileSync(join(dir, 'mine.countries.actors.txt'), ACTORS);
    writeFileSync(join(dir, 'mine.agents.txt'), AGENTS);
    writeFileSync(join(dir, 'notes.txt'), 'nothing for a coder');
    writeFileSync(join(dir, 'CODES.1.0.txt'), VERBS);
    const dictionaries = loadPetrarchDictionaries(dir);
    expect(dictionaries.problems).toEqual([]);
    expect(dictionaries.verbs.forms.has('CONDEMNED')).toBe(true);
  });
});
