/** What a date does to trade. Factors multiply what an ordinary Wednesday would have seen. */
interface Season {
  /** How many more visits. */
  traffic: number;
  /** How much more of it is online, as odds. */
  online: number;
  /** The share of products on offer. */
  offers: number;
  /** Factor by department id; absent is 1. */
  departments: Readonly<Record<string, number>>;
}

/** A stretch of days: `from` and `to` count from the anchor (both included). */
interface Festival extends Season {
  anchor: 'new-year' | 'mid-autumn' | { month: number; day: number };
  from: number;
  to: number;
}

/** Lunar New Year's Day, official dates, in the order of the years from 2018. */
const newYears = [
  ['02-16', '02-05', '01-25', '02-12', '02-01', '01-22', '02-10', '01-29', '02-17', '02-06'],
  ['01-26', '02-13', '02-03', '01-23', '02-11', '01-31', '02-19', '02-08', '01-28', '02-15'],
].flat();

/** The 15th of the eighth lunar month, from 2018. */
const midAutumns = [
  ['09-24', '09-13', '10-01', '09-21', '09-10', '09-29', '09-17', '10-06', '09-25', '09-15'],
  ['10-03', '09-22', '09-12', '10-01', '09-19', '09-08', '09-27', '09-16', '10-04', '09-24'],
].flat();

const dayMs = 86_400_000;

/** The season of a civil day (its midnight as if in UTC); festivals that overlap multiply. */
export function seasonOf(day: number): Season {
  const date = new Date(day);
  const weekday = date.getUTCDay();
  const month = date.getUTCMonth();
  let traffic = weekdays[weekday]! * months[month]!;
  let online = 1;
  let offers = 0.1;
  const departments: Record<string, number> = { ...(quarters[month] ?? {}) };
  for (const festival of festivals) {
    const anchor = anchorOf(festival, date.getUTCFullYear());
    const distance = Math.round((day - anchor) / dayMs);
    if (distance < festival.from || distance > festival.to) continue;
    traffic *= festival.traffic;
    online *= festival.online;
    offers = Math.max(offers, festival.offers);
    for (const [id, factor] of Object.entries(festival.departments)) {
      departments[id] = (departments[id] ?? 1) * factor;
    }
  }
  return { traffic, online, offers, departments };
}

function anchorOf({ anchor }: Festival, year: number): number {
  if (typeof anchor === 'object') return Date.UTC(year, anchor.month - 1, anchor.day);
  const table = anchor === 'new-year' ? newYears : midAutumns;
  // Outside the table a middling date is better than none.
  const date = table[year - 2018] ?? (anchor === 'new-year' ? '02-06' : '09-22');
  return Date.parse(`${year}-${date}T00:00:00Z`);
}

/** Sunday first. */
const weekdays = [1.32, 0.86, 0.84, 0.88, 0.92, 1.08, 1.36];
/** January first: without the festivals, which have their own factors. */
const months = [1, 0.94, 0.97, 1, 1, 0.98, 0.98, 0.97, 1, 1, 0.98, 1.06];

const summer = { drinks: 1.5, outdoor: 1.2, appliance: 1.15, fresh: 1.05 };
const spring = { outdoor: 1.6, household: 1.15 };
const winter = { pantry: 1.2, appliance: 1.1, drinks: 0.85 };
const quarters: Readonly<Record<number, Readonly<Record<string, number>>>> = {
  0: winter,
  3: spring,
  4: spring,
  5: summer,
  6: summer,
  7: summer,
  8: spring,
  9: spring,
  11: winter,
};

const festivals: readonly Festival[] = [
  {
    anchor: 'new-year',
    from: -18,
    to: -1,
    traffic: 1.55,
    online: 1,
    offers: 0.25,
    departments: { pantry: 1.9, drinks: 1.8, fresh: 1.15 },
  },
  {
    anchor: 'new-year',
    from: 0,
    to: 6,
    traffic: 0.5,
    online: 0.8,
    offers: 0.08,
    departments: { drinks: 1.4, pantry: 1.3 },
  },
  {
    anchor: { month: 5, day: 1 },
    from: 0,
    to: 4,
    traffic: 1.25,
    online: 0.9,
    offers: 0.15,
    departments: { outdoor: 1.8 },
  },
  {
    anchor: { month: 6, day: 18 },
    from: -17,
    to: -1,
    traffic: 1.15,
    online: 1.5,
    offers: 0.25,
    departments: { appliance: 1.8, beauty: 1.5, baby: 1.3 },
  },
  {
    anchor: { month: 6, day: 18 },
    from: 0,
    to: 0,
    traffic: 2.4,
    online: 2.6,
    offers: 0.5,
    departments: { appliance: 2.8, beauty: 2, baby: 1.6, household: 1.4 },
  },
  {
    anchor: 'mid-autumn',
    from: -14,
    to: 0,
    traffic: 1.15,
    online: 1,
    offers: 0.15,
    departments: { pantry: 1.5, drinks: 1.25 },
  },
  {
    anchor: { month: 10, day: 1 },
    from: 0,
    to: 6,
    traffic: 1.22,
    online: 0.9,
    offers: 0.15,
    departments: { outdoor: 1.6 },
  },
  {
    anchor: { month: 11, day: 11 },
    from: -10,
    to: -1,
    traffic: 1.2,
    online: 1.6,
    offers: 0.3,
    departments: { appliance: 2, beauty: 1.7, baby: 1.4, household: 1.2 },
  },
  {
    anchor: { month: 11, day: 11 },
    from: 0,
    to: 0,
    traffic: 3.2,
    online: 3.4,
    offers: 0.6,
    departments: { appliance: 3.2, beauty: 2.4, baby: 1.9, household: 1.7, outdoor: 1.5 },
  },
  {
    anchor: { month: 12, day: 12 },
    from: 0,
    to: 0,
    traffic: 1.5,
    online: 1.8,
    offers: 0.35,
    departments: { beauty: 1.6, appliance: 1.4 },
  },
];
