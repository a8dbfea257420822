import { DAY, HOUR, MINUTE, type Street } from './street.ts';

/** Somebody tries the own code. */
export function self(street: Street): void {
  const signals = street.person();
  const member = street.resident(signals);
  street.arrive(member, { at: street.moment(), story: 'self', honest: false, signals }, member);
}

/** Second and third accounts of one person: some of what is left behind is the same. */
export function doubles(street: Street): void {
  const { random } = street;
  const one = street.person();
  const advocate = street.resident(one);
  const first = street.moment();
  for (let count = random.between(1, 3); count > 0; count--) {
    const kept = Object.entries(one).filter(() => random.chance(0.75));
    street.arrive(advocate, {
      ...{ at: first + random.between(0, 5) * DAY, story: 'doubles', honest: false },
      signals: { ...street.person(), ...Object.fromEntries(kept) },
      buys: random.between(1, 60) * MINUTE,
    });
  }
}

/** New accounts that bring each other in a circle; the last one closes it. */
export function circle(street: Street): void {
  const { random } = street;
  const length = random.between(2, 6);
  const members = Array.from({ length }, () => street.member());
  const first = street.moment();
  members.forEach((friend, index) => {
    const at = first + index * 2 * HOUR;
    const advocate = members[(index + length - 1) % length] as number;
    if (index > 0) {
      const signals = street.person();
      street.arrive(advocate, { at, story: 'circle', honest: true, signals }, friend);
    }
  });
  const at = first + length * 2 * HOUR;
  const signals = street.person();
  const [head, tail] = [members[0] as number, members.at(-1) as number];
  street.arrive(tail, { at, story: 'circle', honest: false, signals }, head);
}

/** A farm: many accounts on a few devices in hours, filled in by a script, paid from few purses. */
export function farm(street: Street): void {
  const { random } = street;
  const advocate = street.resident(street.person());
  const devices = Array.from({ length: random.between(1, 3) }, () => street.fresh());
  const purses = Array.from({ length: random.between(1, 4) }, () => street.fresh());
  const network = street.fresh();
  const first = street.moment();
  for (let count = random.between(8, 40); count > 0; count--) {
    const device = devices[random.below(devices.length)] as string;
    const payment = purses[random.below(purses.length)] as string;
    street.arrive(advocate, {
      ...{ at: first + random.between(0, 300) * MINUTE, story: 'farm', honest: false },
      signals: { ...street.person(), device, payment, network },
      ...{ reads: random.between(500, 8_000), buys: random.between(10, 600) * 1_000 },
      human: random.chance(0.3) ? 'failed' : 'passed',
    });
  }
}

/** A burst: every account has a device of its own (an emulator), but the network is one. */
export function burst(street: Street): void {
  const { random } = street;
  const advocate = street.resident(street.person());
  const network = street.fresh();
  const addresses = Array.from({ length: random.between(1, 5) }, () => street.fresh());
  const first = street.moment();
  for (let count = random.between(25, 80); count > 0; count--) {
    const address = addresses[random.below(addresses.length)] as string;
    street.arrive(advocate, {
      ...{ at: first + random.between(0, 600) * MINUTE, story: 'burst', honest: false },
      signals: { ...street.person(), network, address },
      ...{ reads: random.between(1_000, 20_000), buys: random.between(1, 120) * MINUTE },
    });
  }
}

/** Somebody careful: another device, purse and network for each account. Only the address stays. */
export function careful(street: Street): void {
  const { random } = street;
  const one = street.person();
  const advocate = street.resident(one);
  for (let count = random.between(1, 2); count > 0; count--) {
    street.arrive(advocate, {
      ...{ at: street.moment(), story: 'careful', honest: false },
      signals: { ...street.person(), address: one.address as string },
    });
  }
}
