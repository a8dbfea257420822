import { type Command, EXIT } from './command.ts';

interface Rate {
  readonly dimension: string;
  readonly figure: string;
  readonly good: number;
  readonly of: number;
  readonly rate: number | null;
}

interface Quality {
  readonly from: string;
  readonly to: string;
  readonly figures: readonly Rate[];
  readonly members: { readonly members: number; readonly figures: readonly Rate[] } | null;
}

interface Mend {
  readonly items: readonly {
    readonly kind: string;
    readonly source: string;
    readonly subject: string;
    readonly times: number;
    readonly fix: string;
  }[];
}

/** Things to mend that are printed; all are in the JSON of the route. */
const SHOWN = 20;

/** `hachi quality`: the figures of data quality, and what to mend first. */
export const quality: Command = {
  name: 'quality',
  summary: 'how good the data is that comes in, and what to mend',
  usage: '[--source NAME] [--from DAY] [--to DAY]',
  exitCodes: {},
  options: {
    source: { type: 'string', help: 'only what this system sent' },
    from: { type: 'string', help: 'first day, such as 2026-06-01; 30 days by default' },
    to: { type: 'string', help: 'last day; today by default' },
  },
  run: async (context) => {
    const api = await context.api();
    const query = new URLSearchParams();
    for (const name of ['from', 'to', 'source'] as const) {
      const value = context.flags[name];
      if (typeof value === 'string') query.set(name, value);
    }
    const figures = (await api.request('GET', `/v1/data-quality?${query}`)) as Quality;
    const source = query.get('source');
    const of = source === null ? '' : `&source=${encodeURIComponent(source)}`;
    const path = `/v1/data-quality/mend?limit=${SHOWN}${of}`;
    const mend = (await api.request('GET', path)) as Mend;
    context.print(textOf(figures, mend), { ...figures, mend: mend.items });
    return EXIT.ok;
  },
};

function textOf({ from, to, figures, members }: Quality, { items }: Mend): string {
  const lines = [`${from} to ${to}`, ...figures.map(rateText)];
  if (figures.length === 0) lines.push('  nothing was counted yet; it is every minute');
  if (members) lines.push(`${members.members} members`, ...members.figures.map(rateText));
  if (items.length > 0) lines.push('to mend, the most frequent first');
  for (const { kind, source, subject, times, fix } of items) {
    const whose = source === '' ? '' : ` of ${source}`;
    lines.push(`  ${times} × ${kind}: ${subject}${whose}. ${fix}`);
  }
  return lines.join('\n');
}

function rateText({ dimension, figure, good, of, rate }: Rate): string {
  const percent = rate === null ? '–' : `${(rate * 100).toFixed(1)} %`;
  return `  ${dimension.padEnd(13)} ${figure.padEnd(24)} ${percent.padStart(8)}  ${good} of ${of}`;
}
