/** Abbreviations of both languages that decide where tokens and sentences end. */

/**
 * Words that a full stop after them belongs to, with what tends to follow: 1 a name or number, 2 anything. No sentence ends
 * after one of them before a small letter or a digit.
 */
export const ABBREVIATIONS = new Map<string, number>([
  ...'mr mrs ms dr prof gen col lt sgt capt maj adm sen rep gov pres st hon rev brig cmdr amb sr sra srta sres dra d dña lic ing gral cnel tte alte mons fr no nos nº núm art arts p pp pág págs fig vol cap ed ing lic av avda sta sto ud uds ee ej mt ft'
    .split(' ').map((word) => [word, 1] as [string, number]),
  ...'u.s u.k u.n e.u u.s.a d.c a.m p.m e.g i.e etc jr inc co corp ltd bros dept univ ave blvd jan feb mar apr jun jul aug sep sept oct nov dec vs approx est mon tue tues wed thu thur thurs fri sat sun al esp ext attn assn assoc govt bldg rd apt ste dist yr yrs min hr hrs sec lb lbs oz tel fax pvt plc llc corp ph.d m.d b.a m.a u.s.c l.l.c p.s ps a.k.a incl excl misc spec ref resp cf viz ibid et ee.uu ee.uu.aa s.a uu depto dpto aprox km kg cm mm ha tel dic ene abr ago'
    .split(' ').map((word) => [word, 2] as [string, number]),
]);

/** Titles before a name and the like: no sentence ends after them. */
export const TITLES = new Set('mr. mrs. ms. dr. prof. gen. col. lt. sgt. capt. maj. adm. sen. rep. gov. brig. cmdr. amb. sr. sra. srta. sres. dra. gral. cnel. tte. mons. ing. lic. av. avda. sta. sto. ud. uds. ee. ej. núm.'.split(' '));

/** Abbreviations that are words as well: before a small letter their full stop may end a sentence. */
export const WORDS_TOO = new Set('no nos art arts fig sun sat mon wed mar col rev gen ed min sec est ref spec jun al dec cap vol co et ext rd st a.m p.m inc ltd corp etc'.split(' '));
