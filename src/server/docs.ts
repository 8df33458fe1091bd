/** The API's description as a page: made from the OpenAPI document, without script, so that it is there offline. */

import { PERMISSIONS } from './security/roles.js';

interface Schema {
  type?: string | string[];
  enum?: unknown[];
  default?: unknown;
  description?: string;
  pattern?: string;
  minimum?: number;
  maximum?: number;
  properties?: Record<string, Schema>;
  required?: string[];
  items?: Schema;
  anyOf?: Schema[];
}

interface Operation {
  summary?: string;
  parameters?: { name: string; in: string; required?: boolean; schema?: Schema }[];
  requestBody?: { content?: Record<string, { schema?: Schema }> };
  responses?: Record<string, { description?: string; content?: Record<string, { schema?: Schema }> }>;
}

export interface ApiDescription {
  info: { title: string; version: string; description?: string };
  paths?: Record<string, Record<string, Operation>>;
}

const escape = (text: string) => text.replace(/[&<>"]/g, (sign) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[sign]!);

function typeOf(schema: Schema | undefined): string {
  if (!schema) return 'anything';
  if (schema.anyOf) return schema.anyOf.map(typeOf).join(' | ');
  if (schema.items) return `list of ${typeOf(schema.items)}`;
  const type = schema.enum?.map((value) => JSON.stringify(value)).join(' | ') ?? (Array.isArray(schema.type) ? schema.type.join(' | ') : (schema.type ?? 'anything'));
  const bounds = [schema.minimum !== undefined && `from ${schema.minimum}`, schema.maximum !== undefined && schema.maximum < Number.MAX_SAFE_INTEGER && `to ${schema.maximum}`, schema.default !== undefined && schema.default !== '' && `default ${JSON.stringify(schema.default)}`].filter(Boolean);
  return [type, ...bounds].join(', ');
}

function rows(title: string, kindOf: 'Where' | 'Presence', entries: [name: string, kind: string, schema: Schema | undefined][]): string {
  if (entries.length === 0) return '';
  const body = entries.map(([name, kind, schema]) => `<tr><th scope="row"><code>${escape(name)}</code></th><td>${escape(kind)}</td><td>${escape(typeOf(schema))}</td></tr>`).join('');
  return `<table><caption>${escape(title)}</caption><thead><tr><th scope="col">Name</th><th scope="col">${kindOf}</th><th scope="col">What</th></tr></thead><tbody>${body}</tbody></table>`;
}

const fieldsOf = (schema: Schema | undefined): [string, string, Schema][] =>
  Object.entries(schema?.properties ?? {}).map(([name, field]) => [name, schema?.required?.includes(name) ? 'required' : 'optional', field]);

/** Who may use a route, in words. */
function roleOf(path: string, method: string): string {
  const role = PERMISSIONS[`${method.toUpperCase()} ${path}`]?.role;
  return role === undefined ? '' : ` <small>${role === 'anyone' ? 'Open to anyone' : `For the role ${role}${role === 'admin' ? '' : ' and above'}`}.</small>`;
}

function section(path: string, method: string, { summary = '', parameters = [], requestBody, responses = {} }: Operation): string {
  const id = `${method}${path.replace(/\W+/g, '-')}`;
  const answers = Object.entries(responses).map(([status, { description = '' }]) => `<li><code>${escape(status)}</code> ${escape(description)}</li>`).join('');
  const answer = Object.entries(responses).find(([status]) => status.startsWith('2'))?.[1].content?.['application/json']?.schema;
  return `<section aria-labelledby="${escape(id)}"><h2 id="${escape(id)}"><code>${escape(method.toUpperCase())} ${escape(path)}</code></h2><p>${escape(summary)}.${roleOf(path, method)}</p>
${rows('Parameters', 'Where', parameters.map(({ name, in: where, required, schema }) => [name, `${where}${required ? ', required' : ''}`, schema]))}
${rows('Body', 'Presence', fieldsOf(requestBody?.content?.['application/json']?.schema))}
${rows('Answer', 'Presence', fieldsOf(answer))}
<ul>${answers}</ul></section>`;
}

export function docsPage({ info, paths = {} }: ApiDescription): string {
  const operations = Object.entries(paths).flatMap(([path, methods]) => Object.entries(methods).map(([method, operation]) => ({ path, method, operation })));
  operations.sort((a, b) => (a.path + a.method < b.path + b.method ? -1 : 1));
  const contents = operations.map(({ path, method }) => `<li><a href="#${escape(`${method}${path.replace(/\W+/g, '-')}`)}"><code>${escape(method.toUpperCase())} ${escape(path)}</code></a></li>`).join('');
  return `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>API · ${escape(info.title)}</title><link rel="icon" href="/icon.svg"><link rel="stylesheet" href="/api/docs.css"></head>
<body><main>
<h1>The API of ${escape(info.title)} ${escape(info.version)}</h1>
<p>${escape(info.description ?? '')}</p>
<p>Every page of the app answers as data at its own address: <code>/desk/ARG.json</code> is <code>/api/desk/ARG</code>, and <code>/desk/ARG.csv</code> its main table. Lists go on with <code>after</code>, which takes the <code>next</code> of the page before, and are narrowed with <code>updated_since</code> to what was added, coded anew or judged since an instant: the <code>Date</code> of an earlier answer. Answers have an <code>ETag</code>; sent back in <code>If-None-Match</code> it saves the body (304). Where the server asks for a login, a script sends <code>Authorization: Bearer …</code> with a token of <code>demarche token add</code>. Errors are <code>application/problem+json</code>. The same as an OpenAPI 3.1 document: <a href="/api/openapi.json">/api/openapi.json</a>. <a href="/">Back to the record</a>.</p>
<nav aria-label="Addresses"><ul>${contents}</ul></nav>
${operations.map(({ path, method, operation }) => section(path, method, operation)).join('\n')}
</main></body>
</html>
`;
}

/** The page's looks; its own file, for the policy allows no style in a page. */
export const DOCS_CSS = `:root { color-scheme: light dark; }
body { margin: 0; font: 1rem/1.5 system-ui, sans-serif; background: light-dark(#fcfbf8, #14171b); color: light-dark(#191b1f, #eceae4); overflow-wrap: anywhere; }
main { max-width: 60rem; margin: 0 auto; padding: 1.5rem 1rem 4rem; }
a { color: light-dark(#17508c, #8fbef2); }
nav ul { columns: 18rem; column-gap: 2rem; }
ul { padding: 0; list-style: none; }
nav li { break-inside: avoid; padding: 0.1rem 0 0.1rem 1.5rem; text-indent: -1.5rem; }
nav a { text-underline-offset: 0.18em; text-decoration-thickness: 1px; }
small { color: light-dark(#646870, #989ca2); }
:focus-visible { outline: 2px solid light-dark(#0a58ca, #9cc8ff); outline-offset: 2px; border-radius: 2px; }
section { margin-top: 2.2rem; border-top: 1px solid light-dark(#e2dfd7, #2b3037); }
h2 { font-size: 1.1rem; font-weight: 600; }
h2 + p { margin-top: -0.4rem; }
table { border-collapse: collapse; width: 100%; margin: 0.8rem 0; font-size: 0.9rem; table-layout: fixed; }
caption { text-align: left; font-weight: 600; }
th, td { text-align: left; vertical-align: top; padding: 0.2rem 0.6rem 0.2rem 0; border-bottom: 1px solid light-dark(#e2dfd7, #2b3037); font-weight: 400; }
thead th { color: light-dark(#646870, #989ca2); }
code { font: 0.92em ui-monospace, Consolas, monospace; }
`;
