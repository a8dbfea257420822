/** Short forms of given names: each stands for the name at the beginning of its line. */
const LINES = `robert bob bobby rob robbie
william bill billy will willy
elizabeth liz lizzie beth betty
richard dick rick ricky
margaret maggie peggy meg
james jim jimmy jamie
john jack johnny
thomas tom tommy
michael mike mick mikey
joseph joe joey
charles charlie chuck
edward ed eddie ted
daniel dan danny
matthew matt
anthony tony
christopher chris
katherine kate katie kathy
jennifer jenny jen
patricia pat patty trish
susan sue susie
deborah debbie deb
samuel sam sammy
benjamin ben benny
andrew andy drew
steven steve
alexander alex sasha
nicholas nick
rebecca becky
victoria vicky
francisco paco pancho
jose pepe
johann hans hannes
josef sepp`;

const FORMAL: ReadonlyMap<string, string> = new Map(
  LINES.split('\n').flatMap((line) => {
    const [formal = '', ...short] = line.split(' ');
    return short.map((one): [string, string] => [one, formal]);
  }),
);

/** The name for which a short form stands; every other name as it is. */
export function formalName(given: string): string {
  return FORMAL.get(given) ?? given;
}
