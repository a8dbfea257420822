import { DAY, HOUR, MINUTE, type Street } from './street.ts';

/** Friends who live elsewhere: nothing is shared, now and then the token service is down. */
export function friends(street: Street): void {
  const advocate = street.resident(street.person());
  for (let count = street.random.between(1, 4); count > 0; count--) {
    const human = street.random.chance(0.02) ? 'unreachable' : 'passed';
    const at = street.moment();
    street.arrive(advocate, {
      ...{ at, story: 'friends', honest: true, signals: street.person(), human },
    });
  }
}

function home(street: Street) {
  const [device, payment, address] = [street.fresh(), street.fresh(), street.fresh()];
  return { ...street.person(), network: street.fresh(), device, payment, address };
}

/** A family: one address and network, often one tablet, sometimes one purse. */
export function family(street: Street): void {
  const { random } = street;
  const parent = home(street);
  const advocate = street.resident(parent);
  const first = street.moment();
  const tablet = random.chance(0.5);
  const purse = random.chance(0.3);
  for (let count = random.between(1, 4); count > 0; count--) {
    const own = street.person();
    street.arrive(advocate, {
      ...{ at: first + random.between(0, 72) * HOUR, story: 'family', honest: true },
      signals: {
        ...{ ...own, address: parent.address, network: parent.network },
        ...(tablet ? { device: parent.device } : {}),
        ...(purse ? { payment: parent.payment } : {}),
      },
    });
  }
}

/** An office: one network for all, parcels to its address, colleagues who come in a burst. */
export function office(street: Street): void {
  const { random } = street;
  const [network, address] = [street.fresh(), street.fresh()];
  const day = street.moment();
  for (let teams = random.between(1, 5); teams > 0; teams--) {
    const advocate = street.resident({ ...street.person(), network, address });
    for (let count = random.between(2, 9); count > 0; count--) {
      const own = street.person();
      const parcels = random.chance(0.4) ? { address } : {};
      street.arrive(advocate, {
        ...{ at: day + random.between(0, 8 * 60) * MINUTE, story: 'office', honest: true },
        signals: { ...own, network, ...parcels },
      });
    }
  }
}

/** A post of an influencer: a hundred strangers and more in a day. */
export function influencer(street: Street): void {
  const advocate = street.resident(street.person(), 'influencer');
  const post = street.moment();
  for (let count = street.random.between(60, 180); count > 0; count--) {
    const at = post + Math.floor(street.random.unit() * DAY);
    street.arrive(advocate, {
      ...{ at, story: 'influencer', honest: true, signals: street.person() },
    });
  }
}

/** The tablet on a shop's counter: everybody enrols on it and pays at once, for many advocates. */
export function counter(street: Street): void {
  const [device, network] = [street.fresh(), street.fresh()];
  const day = street.moment();
  for (let count = street.random.between(5, 30); count > 0; count--) {
    const advocate = street.resident(street.person());
    street.arrive(advocate, {
      ...{ at: day + street.random.between(0, 10 * 60) * MINUTE, story: 'counter', honest: true },
      ...{ signals: { ...street.person(), device, network }, reads: null },
      buys: street.random.between(30, 300) * 1_000,
    });
  }
}
