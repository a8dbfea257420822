import en from './words-en.js';
import zh from './words-zh.js';

const WORDS = { en, zh };
const LOCALES = { en: 'en-GB', zh: 'zh-CN' };
const REMEMBERED = 'hachi.language';

let language = 'en';

/** The language asked for before, or the browser's. */
export function firstLanguage() {
  const chosen = localStorage.getItem(REMEMBERED);
  if (chosen in WORDS) return chosen;
  return navigator.language.startsWith('zh') ? 'zh' : 'en';
}

/** Speaks `en` or `zh` from now on. */
export function speak(chosen) {
  language = chosen;
  localStorage.setItem(REMEMBERED, chosen);
}

/** The language spoken. */
export function spoken() {
  return language;
}

/** The words of the language spoken. */
export function words() {
  return WORDS[language];
}

/** A name from the program or the catalogue, else the code with its words apart. */
export function nameOf(names, code) {
  return names[language] ?? names.en ?? code.replaceAll('_', ' ').replaceAll('-', ' ');
}

/** `1,234,567` */
export function count(value) {
  return new Intl.NumberFormat(LOCALES[language]).format(value);
}

/** `+12` or `−42`: what moved. */
export function signed(value) {
  return `${value < 0 ? '−' : '+'}${count(Math.abs(value))}`;
}

/** Money from the smallest unit. */
export function money(value, { currency, decimals }) {
  const format = { style: 'currency', currency, currencyDisplay: 'narrowSymbol' };
  return new Intl.NumberFormat(LOCALES[language], format).format(value / 10 ** decimals);
}

/** `12 %`, rounded down: it is not done before it is. */
export function share(part, whole) {
  const percent = whole > 0 ? Math.floor((part / whole) * 100) : 0;
  return `${Math.min(percent, 100)} %`;
}

/** `640 MB` */
export function bytes(value) {
  const units = ['kB', 'MB', 'GB', 'TB'];
  let size = value / 1000;
  let unit = 0;
  while (size >= 1000 && unit < units.length - 1) {
    size /= 1000;
    unit += 1;
  }
  return `${size >= 100 ? Math.round(size) : size.toFixed(1)} ${units[unit]}`;
}

/** How long, in words. */
export function time(seconds) {
  const whole = Math.max(0, Math.ceil(seconds));
  if (whole < 60) return words().seconds(whole);
  return words().minutes(Math.floor(whole / 60), whole % 60);
}

/** A moment on the clocks of the program: the day too, unless it is today. */
export function moment(iso, timeZone, withSeconds = true) {
  const at = new Date(iso);
  const day = new Intl.DateTimeFormat('en-CA', { timeZone }).format;
  const clock = new Intl.DateTimeFormat(LOCALES[language], {
    timeZone,
    hour: '2-digit',
    minute: '2-digit',
    ...(withSeconds ? { second: '2-digit' } : {}),
    hourCycle: 'h23',
  }).format(at);
  return day(at) === day(new Date()) ? clock : `${day(at)} ${clock}`;
}
