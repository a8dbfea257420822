/** The floors of the house: what is below knows nobody above. Each rule says why, and what to do. */
const FLOORS = [
  ['audit'],
  ['access', 'members', 'catalog', 'ledger', 'events', 'codes'],
  ['program'],
  [
    'points',
    'tiers',
    'earning',
    'challenges',
    'coupons',
    'rewards',
    'benefits',
    'referrals',
    'leaving',
    'consent',
    'scenes',
    'profile',
  ],
  ['engine'],
  ['intake'],
  ['statements', 'offline', 'identity'],
  ['proof', 'privacy', 'view', 'quality'],
];

const room = (names) => `^src/rooms/(${names.join('|')})/`;

const upward = FLOORS.slice(0, -1).map((names, floor) => ({
  name: `floor-${floor + 1}-looks-down`,
  comment:
    'A room may use only rooms of lower floors: move the shared idea down, or wire it in app.ts.',
  severity: 'error',
  from: { path: room(names) },
  to: { path: room(FLOORS.slice(floor + 1).flat()) },
}));

const sideways = FLOORS.map((names, floor) => ({
  name: `floor-${floor + 1}-neighbours`,
  comment: 'Rooms of one floor do not know each other: wire them in app.ts, or move the idea down.',
  severity: 'error',
  from: { path: `^src/rooms/(${names.join('|')})/` },
  to: { path: room(names), pathNot: '^src/rooms/$1/' },
}));

module.exports = {
  forbidden: [
    ...upward,
    ...sideways,
    {
      name: 'only-doors',
      comment: 'Another room is entered by its door: import its index.ts, and add the name there.',
      severity: 'error',
      from: { path: '^src/rooms/([^/]+)/' },
      to: {
        path: '^src/rooms/[^/]+/',
        pathNot: ['^src/rooms/$1/', '^src/rooms/[^/]+/index\\.ts$'],
      },
    },
    {
      name: 'app-and-cli-use-doors',
      comment: 'The wiring enters rooms by their doors too: import index.ts.',
      severity: 'error',
      from: { path: '^(src/app|src/app\\.ts|src/cli|bin)' },
      to: { path: '^src/rooms/[^/]+/', pathNot: '^src/rooms/[^/]+/index\\.ts$' },
    },
    {
      name: 'ground-floor',
      comment: 'kernel and platform are under every room: give them what they need as an argument.',
      severity: 'error',
      from: { path: '^src/(kernel|platform)/', pathNot: '\\.spec\\.ts$' },
      to: { path: '^src/(rooms|cli|app)' },
    },
    {
      name: 'kernel-knows-nobody',
      comment: 'The kernel is plain words and numbers: nothing of the platform, of node or of npm.',
      severity: 'error',
      from: { path: '^src/kernel/', pathNot: '\\.spec\\.ts$' },
      to: { pathNot: '^src/kernel/' },
    },
    {
      name: 'core-is-pure',
      comment:
        'core/ decides on plain data: let service.ts or store.ts do this and pass the result in.',
      severity: 'error',
      from: { path: '/core/', pathNot: '\\.spec\\.ts$' },
      to: { path: ['^src/platform/', '/(store|service|routes|tasks)\\.ts$', 'node_modules/pg'] },
    },
    {
      name: 'core-without-node',
      comment: 'core/ has no clock, files or randomness: pass what it needs as an argument.',
      severity: 'error',
      from: { path: '/core/', pathNot: '\\.spec\\.ts$' },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'nobody-imports-the-app',
      comment: 'app.ts is the top: only the CLI, tests and benchmarks start a hub.',
      severity: 'error',
      from: { pathNot: '^(bin|src/cli|src/app|test|bench|demo|scripts)' },
      to: { path: '^src/app\\.ts$' },
    },
    {
      name: 'no-circles',
      comment:
        'A circle has no bottom to begin reading at: move the shared part into its own file.',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'no-lost-imports',
      comment: 'The import leads nowhere: correct the path, or add the package.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    // TypeScript 7 has no compiler API yet; swc reads the same imports.
    parser: 'swc',
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      extensions: ['.ts', '.js', '.cjs', '.mjs', '.json'],
      conditionNames: ['import', 'node', 'default'],
    },
  },
};
