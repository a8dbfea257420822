import type { Known } from '../../src/rooms/identity/index.ts';
import { seeded } from './seeded.ts';

/** One record as a channel has taken it down, and who it really is. */
export interface Entered {
  readonly id: number;
  readonly person: number;
  readonly known: Known;
}

interface Person {
  readonly id: number;
  readonly chinese: boolean;
  given: string;
  surname: string;
  readonly birthday: string;
  address: string;
  phone: string;
  email: string;
  readonly app: string;
  readonly card: string;
  readonly device: string;
}

const GIVEN =
  `James Mary Robert Patricia John Jennifer Michael Linda David Elizabeth William Barbara
Richard Susan Joseph Jessica Thomas Sarah Charles Karen Daniel Lisa Matthew Nancy Anthony Betty Mark
Sandra Lukas Hannah Jürgen Zoë François Chloé Mateo Sofía Björn Astrid Piotr Agnieszka Giulia Matteo
Emma Olivia Noah Liam Mia Amelia Oscar Ivan Olga Dmitri Fatima Omar Aisha Yusuf Priya Arjun
Mei Kenji`.split(/\s+/);
const SURNAMES =
  `Smith Johnson Williams Brown Jones Garcia Miller Davis Rodriguez Martinez Hernandez
Lopez Gonzalez Wilson Anderson Thomas Taylor Moore Jackson Martin Lee Perez Thompson White Harris
Sanchez Clark Ramirez Lewis Robinson Walker Young Allen King Wright Scott Torres Nguyen Hill Flores
Müller Schmidt Schneider Fischer Weber Dubois Lefèvre Rossi Bianchi Novák Kowalski Ivanova Petrov
Khan Patel Singh Tanaka Sato Kim Park Hansen Olsen Virtanen Korhonen`.split(/\s+/);
const HAN_SURNAMES = [...'王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董'];
const HAN_GIVEN = [
  ...'伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀兰霞平刚桂',
  ...'英华玉萍红建国志文晓雨梓涵欣怡浩宇博思佳琪',
];
/** Characters that sound alike: what a clerk writes who only hears the name. */
const HOMOPHONES = ['伟玮', '静净', '丽莉', '杰洁', '明鸣', '英瑛', '晓小', '佳嘉', '怡仪', '涛滔'];
const NICKNAMES: Readonly<Record<string, string>> = {
  Robert: 'Bob',
  William: 'Bill',
  Elizabeth: 'Liz',
  Richard: 'Dick',
};
const STREETS = `Oak Maple Cedar High Church Mill Station Park Lake Hill River Garden`.split(' ');
const KIOSKS = 12;

/**
 * A made-up town of `count` people with a known truth: families who share a phone, a tablet and a
 * flat, twins, namesakes, typing errors, people who moved, married, changed their number, and
 * numbers that were given to somebody else. A quarter of them enrolled more than once.
 */
export function townOf(count: number, seed: number): Entered[] {
  const random = seeded(seed);
  const people: Person[] = [];
  while (people.length < count) people.push(...familyOf(people.length, random));
  recycleNumbers(people, random);
  const entered: Entered[] = [];
  for (const person of people.slice(0, count)) {
    const times = random.chance(0.25) ? (random.chance(0.15) ? 3 : 2) : 1;
    for (let time = 0; time < times; time++) {
      if (time > 0) livesOn(person, random);
      entered.push({ id: entered.length + 1, person: person.id, known: enter(person, random) });
    }
  }
  return entered;
}

type Random = ReturnType<typeof seeded>;

function familyOf(from: number, random: Random): Person[] {
  const size = random.pick([1, 1, 1, 2, 2, 3, 4]);
  const chinese = random.chance(0.4);
  const surname = random.pick(chinese ? HAN_SURNAMES : SURNAMES);
  const address = `${random.int(1, 240)} ${random.pick(STREETS)} Street ${random.int(1000, 9999)}`;
  const sharesPhone = size > 1 && random.chance(0.15);
  const sharesDevice = size > 1 && random.chance(0.4);
  const [phone, device] = [phoneOf(random), `dev-${random.int(0, 1e9)}`];
  const taken = new Set<string>();
  const family = Array.from({ length: size }, (_, index): Person => {
    let given = givenOf(chinese, random);
    // Nobody gives two children one name; now and then a son is called as his father.
    while (taken.has(given) && !random.chance(0.02)) given = givenOf(chinese, random);
    taken.add(given);
    return {
      id: from + index,
      chinese,
      given,
      surname,
      birthday: birthdayOf(random),
      address,
      phone: sharesPhone ? phone : phoneOf(random),
      email: `u${from + index}@mail.example`,
      app: `app-${from + index}`,
      card: `card-${from + index}`,
      device: sharesDevice ? device : `dev-${random.int(0, 1e9)}`,
    };
  });
  return random.chance(0.01) && size > 1 ? asTwins(family) : family;
}

/** Twins have a birthday, and mostly a phone, of one kind; their names begin alike. */
function asTwins([one, other, ...rest]: Person[]): Person[] {
  if (!one || !other) return [];
  const { birthday, phone, device } = one;
  return [one, { ...other, birthday, phone, device }, ...rest];
}

function givenOf(chinese: boolean, random: Random): string {
  if (!chinese) return random.pick(GIVEN);
  const first = random.pick(HAN_GIVEN);
  return random.chance(0.3) ? first : first + random.pick(HAN_GIVEN);
}

function phoneOf(random: Random): string {
  return `+8613${random.int(100_000_000, 999_999_999)}`;
}

function birthdayOf(random: Random): string {
  const two = (number: number): string => `${number}`.padStart(2, '0');
  return `${random.int(1945, 2007)}-${two(random.int(1, 12))}-${two(random.int(1, 28))}`;
}

/** A number that was given up belongs to a stranger now, who has proved it too. */
function recycleNumbers(people: Person[], random: Random): void {
  for (const person of people) {
    if (random.chance(0.003)) person.phone = random.pick(people).phone;
  }
}

/** What happens to a person between two enrolments. */
function livesOn(person: Person, random: Random): void {
  if (random.chance(0.15)) person.address = `${random.int(1, 240)} New Road ${random.int(1, 9999)}`;
  if (random.chance(0.02)) person.phone = phoneOf(random);
  if (random.chance(0.05)) person.email = `new${person.id}@mail.example`;
  if (!person.chinese && random.chance(0.04)) person.surname = random.pick(SURNAMES);
}

function enter(person: Person, random: Random): Known {
  const { phone, email, app, card } = person;
  const identifiers = [{ kind: 'phone', value: phone, verified: random.chance(0.985) }];
  const has = (kind: string, value: string, often: number, verified = true): void => {
    if (random.chance(often)) identifiers.push({ kind, value, verified });
  };
  has('email', email, 0.6);
  has('app', app, 0.35);
  // A new card is printed for most who enrol again.
  has('card', random.chance(0.4) ? card : `card-new-${random.int(0, 1e9)}`, 0.5);
  has('device', person.device, 0.5, false);
  has('device', `kiosk-${random.int(1, KIOSKS)}`, 0.04, false);
  return {
    ...(random.chance(0.97) && { name: nameAsWritten(person, random) }),
    ...(random.chance(0.88) && { birthday: birthdayAsWritten(person.birthday, random) }),
    ...(random.chance(0.6) && { address: addressAsWritten(person.address, random) }),
    identifiers,
  };
}

function nameAsWritten({ chinese, given, surname }: Person, random: Random): string {
  if (chinese) {
    const heard = random.chance(0.03) ? homophone(given) : given;
    return random.chance(0.05) ? `${surname} ${heard}` : surname + heard;
  }
  const called = random.chance(0.05) ? (NICKNAMES[given] ?? given) : given;
  const typed = random.chance(0.05) ? slip(called, random) : called;
  const plain = random.chance(0.3) ? typed.normalize('NFD').replaceAll(/\p{Mark}/gu, '') : typed;
  if (random.chance(0.03)) return `${surname} ${plain}`;
  if (random.chance(0.05)) return `${surname.toUpperCase()}, ${plain}`;
  return `${plain} ${surname}`;
}

function homophone(given: string): string {
  for (const pair of HOMOPHONES) {
    if (given.includes(pair[0] as string)) return given.replace(pair[0] as string, pair[1] ?? '');
  }
  return given;
}

/** One letter too many, too few, or two the wrong way round. */
function slip(word: string, random: Random): string {
  const at = random.int(1, word.length - 1);
  const what = random.int(0, 2);
  if (what === 0) return word.slice(0, at) + word.slice(at + 1);
  if (what === 1) return `${word.slice(0, at)}${word[at] ?? ''}${word.slice(at)}`;
  return `${word.slice(0, at - 1)}${word[at] ?? ''}${word[at - 1] ?? ''}${word.slice(at + 1)}`;
}

function birthdayAsWritten(birthday: string, random: Random): string {
  if (!random.chance(0.02)) return birthday;
  const [year, month, day] = birthday.split('-') as [string, string, string];
  return random.chance(0.5) ? `${year}-${day}-${month}` : `${Number(year) + 1}-${month}-${day}`;
}

function addressAsWritten(address: string, random: Random): string {
  return random.chance(0.3) ? address.replace('Street', 'St.').toUpperCase() : address;
}
