import {
  bytes,
  count,
  firstLanguage,
  moment,
  nameOf,
  share,
  speak,
  spoken,
  time,
  words,
} from './format.js';
import { showStream } from './stream.js';

const KEY = 'hachi.key';
const LOADING_MS = 1000;
const QUIET_MS = 5000;
const PLACES = ['active', 'pending', 'held', 'redeemed', 'expired', 'takenBack'];

const at = (id) => document.getElementById(id);
let last = null;
let timer = 0;

/** A link may carry the key behind `#key=`, which no server sees; it leaves the address at once. */
function takeKeyFromAddress() {
  const given = new URLSearchParams(location.hash.slice(1)).get('key');
  if (given === null) return;
  sessionStorage.setItem(KEY, given);
  history.replaceState(null, '', location.pathname);
}

async function look() {
  clearTimeout(timer);
  const key = sessionStorage.getItem(KEY);
  if (key === null) return askForKey();
  try {
    const answer = await fetch('/v1/status', { headers: { authorization: `Bearer ${key}` } });
    if (answer.status === 401) return refuseKey();
    if (!answer.ok) throw new Error(`the hub answered ${answer.status}`);
    last = await answer.json();
    at('away').hidden = true;
    show(last);
  } catch {
    at('away').hidden = false;
    show(last);
  }
  const loading = last?.demo?.state === 'loading';
  timer = setTimeout(look, document.hidden || !loading ? QUIET_MS : LOADING_MS);
}

function askForKey() {
  at('status').hidden = true;
  at('sign-out').hidden = true;
  at('sign-in').hidden = false;
  at('key').focus();
}

function refuseKey() {
  sessionStorage.removeItem(KEY);
  at('key-wrong').textContent = words().keyWrong;
  askForKey();
  at('key').select();
}

function show(status) {
  at('sign-in').hidden = true;
  at('status').hidden = false;
  at('sign-out').hidden = false;
  if (status === null) return;
  const word = words();
  const { program, demo, queue, database } = status;
  at('program').textContent = program ? title(program.name) : word.noProgram;
  at('program-line').textContent = program
    ? word.programLine(program.version, program.timezone, program.currency)
    : word.noProgramLine;
  document.title = program ? `${title(program.name)} · Hachi` : 'Hachi';
  for (const name of ['members', 'events', 'purchases', 'returns']) {
    at(name).textContent = count(status[name]);
  }
  at('queue').textContent = word.queueLine(count(queue.waiting), count(queue.most));
  at('database').textContent = word.databaseLine(database.version, bytes(database.bytes));
  const counted = status.countedUntil;
  at('counted').textContent = counted ? moment(counted, program?.timezone) : '–';
  at('version').textContent = status.version;
  showDemo(demo);
  at('points').replaceChildren(...status.points.map(pointsCard));
  showStream(status);
}

/** `harvest-market` as a heading. */
function title(name) {
  return name.replaceAll('-', ' ').replace(/(^|\s)\p{L}/gu, (letter) => letter.toUpperCase());
}

function showDemo(demo) {
  at('demo').hidden = demo === null;
  if (demo === null) return;
  const word = words();
  const { state, done, total } = demo;
  at('demo').dataset.state = state;
  at('demo-title').textContent = word[`demo${title(state)}`];
  at('demo-share').textContent = state === 'done' ? '' : share(done, total);
  at('demo-bar').hidden = state === 'done';
  at('demo-bar').value = total > 0 ? done / total : 0;
  at('demo-line').textContent = demoLine(demo, word);
}

function demoLine({ state, done, total, members, ratePerSecond, secondsLeft }, word) {
  if (state === 'done') return word.demoDoneLine(count(done), count(members));
  const line = [word.demoLine(count(done), count(total))];
  if (state !== 'loading') return [...line, word.demoGoesOn].join(' · ');
  if (ratePerSecond > 0) line.push(word.demoRate(count(ratePerSecond)));
  if (secondsLeft !== null) line.push(word.demoLeft(time(secondsLeft)));
  return line.join(' · ');
}

function pointsCard(figures) {
  const word = words();
  const card = element('section', 'card');
  const head = element('div', 'spread');
  head.append(element('h2', '', nameOf(figures.names, figures.currency)));
  const headline = element('p', 'headline', count(figures.active));
  headline.append(' ', element('small', '', word.active));
  const facts = element('dl', 'parts');
  for (const part of ['issued', ...PLACES.slice(1)]) {
    const row = element('div', '');
    const dt = element('dt', `part-${part}`, word[part]);
    row.append(dt, element('dd', '', count(figures[part])));
    facts.append(row);
  }
  card.append(head, headline, sharesOf(figures, word), facts);
  return card;
}

/** A strip that shows where the issued points are now. */
function sharesOf(figures, word) {
  const svg = svgElement('svg', { viewBox: '0 0 100 2', preserveAspectRatio: 'none', role: 'img' });
  svg.setAttribute('aria-label', word.whereTheyAre);
  svg.classList.add('strip');
  const whole = PLACES.reduce((sum, part) => sum + Math.max(0, figures[part]), 0);
  let x = 0;
  for (const part of PLACES) {
    const width = whole > 0 ? (Math.max(0, figures[part]) / whole) * 100 : 0;
    svg.append(svgElement('rect', { x, y: 0, width, height: 2, class: `part-${part}` }));
    x += width;
  }
  return svg;
}

function element(name, className, text = '') {
  const made = document.createElement(name);
  if (className) made.className = className;
  made.textContent = text;
  return made;
}

function svgElement(name, attributes) {
  const made = document.createElementNS('http://www.w3.org/2000/svg', name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  return made;
}

function useLanguage(language) {
  speak(language);
  document.documentElement.lang = language === 'zh' ? 'zh-CN' : 'en';
  for (const place of document.querySelectorAll('[data-word]')) {
    place.textContent = words()[place.dataset.word];
  }
  for (const button of document.querySelectorAll('[data-language]')) {
    button.setAttribute('aria-pressed', String(button.dataset.language === spoken()));
  }
  at('away').textContent = words().away;
  at('key-wrong').textContent = '';
  if (last !== null && !at('status').hidden) show(last);
}

document.querySelector('.switch').addEventListener('click', ({ target }) => {
  if (target.dataset.language) useLanguage(target.dataset.language);
});
document.querySelector('form').addEventListener('submit', (event) => {
  event.preventDefault();
  sessionStorage.setItem(KEY, at('key').value.trim());
  at('key').value = '';
  at('key-wrong').textContent = '';
  look();
});
at('sign-out').addEventListener('click', () => {
  sessionStorage.removeItem(KEY);
  last = null;
  look();
});
document.addEventListener('visibilitychange', () => {
  if (!document.hidden && !at('status').hidden) look();
});

takeKeyFromAddress();
addEventListener('hashchange', () => {
  takeKeyFromAddress();
  look();
});
useLanguage(firstLanguage());
look();
