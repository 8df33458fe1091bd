/** Words of logging in and of the audit log. */
import { table } from './index.js';

export const LOGIN = table({
  en: {
    title: 'Log in',
    why: 'This record is for those who have been given a login by its keeper.',
    name: 'Name',
    password: 'Password',
    show: 'Show the password',
    enter: 'Log in',
    entering: 'Logging in …',
    inAlready: (name: string) => `You are logged in as ${name}.`,
    notNeeded: 'Nobody needs a login here: this server answers this machine alone.',
    toRecord: 'To the record',
    out: 'Log out',
    as: (name: string, role: string) => `${name}, ${role}`,
    roles: { reader: 'reader', analyst: 'analyst', admin: 'administrator' },
    refused: {
      401: 'The name or the password is wrong.',
      429: (seconds: string) => `Too many tries that failed. Try again in ${seconds} s.`,
    },
    failed: 'The server could not be reached, or failed. Try again in a moment.',
    audit: 'Audit log',
  },
  es: {
    title: 'Iniciar sesión',
    why: 'Este registro es para quienes recibieron una cuenta de la persona que lo administra.',
    name: 'Nombre',
    password: 'Contraseña',
    show: 'Mostrar la contraseña',
    enter: 'Entrar',
    entering: 'Entrando …',
    inAlready: (name) => `Ya inició sesión como ${name}.`,
    notNeeded: 'Aquí no hace falta iniciar sesión: este servidor responde solo a este equipo.',
    toRecord: 'Ir al registro',
    out: 'Cerrar sesión',
    as: (name, role) => `${name}, ${role}`,
    roles: { reader: 'lectura', analyst: 'análisis', admin: 'administración' },
    refused: {
      401: 'El nombre o la contraseña no son correctos.',
      429: (seconds) => `Demasiados intentos fallidos. Vuelva a intentarlo en ${seconds} s.`,
    },
    failed: 'No se pudo llegar al servidor, o este falló. Vuelva a intentarlo en un momento.',
    audit: 'Auditoría',
  },
});

/** What the server writes into the log, which is English, by its whole or its beginning. */
const DETALLES: Record<string, string | undefined> = {
  'added as': 'agregado con el rol de', role: 'rol de', 'saved:': 'guardado:', 'deleted:': 'eliminado:',
  'new password': 'contraseña nueva', 'own password': 'contraseña propia', removed: 'eliminado', deleted: 'eliminado', 'put back': 'repuesto',
  pages: 'páginas', feeds: 'canales', stopped: 'detenido', followed: 'se sigue', 'no longer followed': 'ya no se sigue',
  rename: 'nombre', merge: 'unión', split: 'separación',
};

export const AUDIT = table({
  en: {
    title: 'Audit log',
    what: 'Who judged, added, took out and changed what, and who came in: appended only, with the record.',
    person: 'Person',
    kind: 'Kind',
    from: 'From',
    to: 'Up to',
    any: 'any',
    nobody: 'not known',
    when: 'When',
    who: 'Who',
    did: 'What',
    about: 'About',
    detail: 'Detail',
    address: 'Address',
    none: 'The log has no entry like this.',
    count: (n: number, more: boolean) => `${n} ${n === 1 ? 'entry' : 'entries'}${more ? ' so far' : ''}`,
    asCsv: 'as CSV',
    more: 'Earlier entries',
    kinds: {
      judgement: 'judged', login: 'logged in', 'login failed': 'failed to log in', logout: 'logged out', 'token refused': 'token refused', user: 'users changed', export: 'took out',
      upload: 'added', source: 'sources', actor: 'changed an actor', merge: 'merged', training: 'trained', search: 'saved a search', brief: 'brief',
    } as Record<string, string>,
    verdicts: { accepted: 'accepted', corrected: 'corrected', rejected: 'rejected', resolved: 'resolved', withdrawn: 'taken back' } as Record<string, string>,
    things: { event: 'event', statement: 'statement', forecast: 'forecast', document: 'document', search: 'search', brief: 'brief', user: 'user', token: 'token' } as Record<string, string>,
    /** Details stand in the log in English. */
    details: (detail: string) => detail,
    local: 'local user',
    unknownName: 'a name that nobody has',
  },
  es: {
    title: 'Auditoría',
    what: 'Quién evaluó, agregó, extrajo y cambió qué, y quién entró: solo se agrega, junto con el registro.',
    person: 'Persona',
    kind: 'Tipo',
    from: 'Desde',
    to: 'Hasta',
    any: 'cualquiera',
    nobody: 'no se sabe',
    when: 'Cuándo',
    who: 'Quién',
    did: 'Qué',
    about: 'Sobre qué',
    detail: 'Detalle',
    address: 'Dirección',
    none: 'No hay ninguna entrada así.',
    count: (n, more) => `${n} ${n === 1 ? 'entrada' : 'entradas'}${more ? ' hasta aquí' : ''}`,
    asCsv: 'en CSV',
    more: 'Entradas anteriores',
    kinds: {
      judgement: 'evaluó', login: 'inició sesión', 'login failed': 'no logró iniciar sesión', logout: 'cerró sesión', 'token refused': 'credencial rechazada', user: 'cambio de usuarios', export: 'extrajo',
      upload: 'agregó', source: 'fuentes', actor: 'cambió un actor', merge: 'unió', training: 'entrenó', search: 'guardó una búsqueda', brief: 'informe',
    },
    verdicts: { accepted: 'aceptado', corrected: 'corregido', rejected: 'rechazado', resolved: 'resuelto', withdrawn: 'retirado' },
    things: { event: 'hecho', statement: 'declaración', forecast: 'pronóstico', document: 'documento', search: 'búsqueda', brief: 'informe', user: 'usuario', token: 'credencial' },
    details: (detail) => {
      const [whole, start = '', rest = ''] = /^(added as|role|saved:|deleted:) (.*)$/s.exec(detail) ?? [];
      if (whole !== undefined) return `${DETALLES[start]} ${LOGIN.es.roles[rest as 'reader'] ?? rest}`;
      const files = /^(\d+) files?$/.exec(detail);
      return files ? `${files[1]} ${files[1] === '1' ? 'archivo' : 'archivos'}` : (DETALLES[detail] ?? detail);
    },
    local: 'usuario local',
    unknownName: 'un nombre que nadie tiene',
  },
});
