import { moment, money, nameOf, signed, spoken, words } from './format.js';

const ROWS_MOST = 12;
const table = document.getElementById('stream');
const body = table.querySelector('tbody');
const empty = document.getElementById('stream-empty');
let shown = '';

/** Shows the newest events. Rows that stay are left alone, so that nothing flickers. */
export function showStream({ recent, points, program }) {
  const look = `${spoken()} ${program?.version}`;
  if (look !== shown) body.replaceChildren();
  shown = look;
  table.hidden = recent.length === 0;
  empty.hidden = recent.length > 0;
  const known = new Map([...body.children].map((row) => [row.dataset.event, row]));
  const rows = recent.slice(0, ROWS_MOST).map((event) => {
    const name = `${event.member} ${event.no}`;
    return known.get(name) ?? rowOf(event, name, { points, program });
  });
  body.replaceChildren(...rows);
}

function rowOf(event, name, context) {
  const row = document.createElement('tr');
  row.dataset.event = name;
  const when = cell('when', moment(event.happenedAt, context.program?.timezone));
  when.title = event.happenedAt;
  const member = cell('member', event.member);
  const what = cell('what', whatOf(event, context));
  what.title = `${event.source} ${event.id}`;
  row.append(when, member, what, pointsOf(event, context), whyOf(event));
  return row;
}

function whatOf({ type, amount, channel, store }, { program }) {
  const { types, channels } = words();
  const head = types[type] ?? nameOf({}, type.replaceAll('.', ' '));
  const parts = [amount === null || !program ? head : `${head} ${money(amount, program)}`];
  if (store) parts.push(nameOf(store.names, store.id));
  else if (channel) parts.push(channels[channel] ?? channel);
  return parts.join(' · ');
}

function pointsOf(event, { points }) {
  const td = cell('number', '');
  if (event.points.length === 0) td.append('0');
  for (const { currency, amount } of event.points) {
    const known = points.find((one) => one.currency === currency);
    const line = document.createElement('span');
    line.className = amount < 0 ? 'less' : 'more';
    const name = document.createElement('small');
    name.textContent = known ? nameOf(known.names, currency) : currency;
    line.append(signed(amount), ' ', name);
    td.append(line);
  }
  return td;
}

function whyOf({ why }) {
  const td = cell('why', '');
  const list = document.createElement('ul');
  const { moves, reasons } = words();
  for (const { code, names, points, reason } of why) {
    const chip = document.createElement('li');
    chip.className = points > 0 ? 'chip pays' : 'chip';
    chip.title = code;
    const name = moves[code] ?? nameOf(names, code);
    chip.textContent = points === 0 ? name : `${name} ${signed(points)}`;
    if (reason !== null) chip.append(words().colon, reasons[reason] ?? nameOf({}, reason));
    list.append(chip);
  }
  td.append(list);
  return td;
}

function cell(name, text) {
  const td = document.createElement('td');
  td.className = name;
  td.textContent = text;
  return td;
}
