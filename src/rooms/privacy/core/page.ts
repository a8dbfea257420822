import type { PersonalExport } from './export.ts';
import type { Words } from './holding.ts';
import { type Language, PAGE_WORDS } from './page-words.ts';

const STYLE = `body{font:16px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;
padding:0 1rem;color:#1a1a1a}h1{font-size:1.6rem}h2{font-size:1.2rem;margin-top:2rem}
summary{cursor:pointer;padding:.3rem 0}dl{display:grid;grid-template-columns:max-content 1fr;
gap:.2rem 1rem;margin:0}dt{color:#666}dd{margin:0;overflow-wrap:anywhere}
.row{border-top:1px solid #ddd;padding:.6rem 0}.note{color:#555}`;

/** Rows in one piece of a page. */
const PIECE = 50;

/**
 * The readable page of an export in pieces, so that a long one keeps nobody waiting: one file, no
 * scripts, nothing fetched from elsewhere.
 */
export function* exportPage(given: PersonalExport, language: Language): Generator<string> {
  const words = PAGE_WORDS[language];
  const lang = language === 'zh' ? 'zh-CN' : 'en';
  yield [
    `<!doctype html><html lang="${lang}"><head><meta charset="utf-8">`,
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    `<title>${asText(words.title)}</title><style>${STYLE}</style></head><body><main>`,
    `<h1>${asText(words.title)}</h1>`,
    `<p class="note">${asText(given.hub)} · ${asText(words.member)} ${asText(given.member)} · `,
    `${asText(words.made)} ${asText(given.madeAt)}</p><p>${asText(words.rights)}</p>`,
    `<h2>${asText(words.person)}</h2>${shown(given.person, language)}`,
    `<h2>${asText(words.consents)}</h2>${consents(given.consents, language)}`,
  ].join('\n');
  for (const { about, rows } of given.holdings) yield* holding(about, rows, language);
  const left = Object.fromEntries(given.left.map(({ table, reason }) => [table, reason]));
  yield `<h2>${asText(words.left)}</h2>${shown(left, language)}</main></body></html>\n`;
}

function* holding(about: Words, rows: readonly object[], language: Language): Generator<string> {
  const { none, rows: counted } = PAGE_WORDS[language];
  const name = asText(about[language]);
  const count = `<span class="note">(${rows.length} ${counted})</span>`;
  yield `<h2>${name}</h2><details><summary>${name} ${count}</summary>`;
  if (rows.length === 0) yield `<p class="note">${asText(none)}</p>`;
  for (let from = 0; from < rows.length; from += PIECE) {
    const piece = rows.slice(from, from + PIECE);
    yield piece.map((row) => `<div class="row">${shown(row, language)}</div>`).join('\n');
  }
  yield '</details>';
}

interface ShownConsents {
  readonly purposes?: readonly {
    readonly name: Words;
    readonly channels: readonly { readonly channel: string | null; readonly said: string }[];
  }[];
  readonly history?: readonly object[];
}

function consents(given: unknown, language: Language): string {
  const { purposes = [], history = [] } = (given ?? {}) as ShownConsents;
  const words = PAGE_WORDS[language];
  const rows = purposes.flatMap(({ name, channels }) =>
    channels.map(({ channel, said }) => {
      const answer = said === 'yes' ? words.yes : said === 'no' ? words.no : words.nothing;
      return [`${name[language]} · ${channel ?? words.every}`, answer] as const;
    }),
  );
  const past = history.map((row) => `<div class="row">${shown(row, language)}</div>`).join('\n');
  const before = `<h3>${asText(words.history)}</h3>${past || `<p>${asText(words.none)}</p>`}`;
  return shown(Object.fromEntries(rows), language) + before;
}

/** Any value as people read it: names beside values, lists one below the other. */
function shown(value: unknown, language: Language): string {
  const { yes, no } = PAGE_WORDS[language];
  if (value === null || value === undefined || value === '') return '–';
  if (typeof value === 'boolean') return asText(value ? yes : no);
  if (typeof value !== 'object') return asText(String(value));
  if (Array.isArray(value)) {
    if (value.length === 0) return '–';
    return value.every((one) => typeof one !== 'object' || one === null)
      ? asText(value.join(', '))
      : value.map((one) => `<div class="row">${shown(one, language)}</div>`).join('');
  }
  const words = value as Partial<Words>;
  if (typeof words.en === 'string' && typeof words.zh === 'string') return asText(words[language]);
  const rows = Object.entries(value);
  if (rows.length === 0) return '–';
  return `<dl>${rows
    .map(([name, one]) => `<dt>${asText(name)}</dt><dd>${shown(one, language)}</dd>`)
    .join('')}</dl>`;
}

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function asText(text: string | undefined): string {
  return (text ?? '').replace(/[&<>"']/g, (sign) => ESCAPES[sign] ?? sign);
}
