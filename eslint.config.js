import tseslint from 'typescript-eslint';

/** Rooms that must run in a browser: no Node API, and nothing from a room that has one. */
const PURE = ['language', 'codebook', 'actors', 'coder', 'analysis'];

/** What each room may import, as DESIGN draws it: data flows one way. */
const MAY_IMPORT = {
  language: [],
  codebook: [],
  actors: ['codebook'],
  coder: ['language', 'codebook', 'actors'],
  record: ['actors'],
  sources: ['record'],
  intake: ['sources', 'coder', 'record', 'actors', 'codebook'],
  analysis: ['record'],
  brief: ['record', 'analysis'],
};
const ROOMS = ['language', 'codebook', 'actors', 'coder', 'sources', 'record', 'intake', 'analysis', 'brief', 'server', 'web', 'mcp', 'cli'];

const walls = Object.entries(MAY_IMPORT).map(([room, may]) => ({
  files: [`src/${room}/**/*.ts`],
  ignores: ['src/**/*.test.ts', 'src/**/training/main.ts'],
  rules: {
    'no-restricted-imports': ['error', {
      patterns: [
        {
          group: ROOMS.filter((other) => other !== room && !may.includes(other)).map((other) => `**/${other}/**`),
          message: `src/${room} may import only: ${[room, ...may].join(', ')}.`,
        },
        ...(PURE.includes(room) ? [{ group: ['node:*'], message: `src/${room} runs in a browser: no Node API.` }] : []),
      ],
    }],
  },
}));

export default tseslint.config(
  { ignores: ['dist/**', 'node_modules/**', 'build/**', '.demarche/**', 'coverage/**'] },
  ...tseslint.configs.recommended,
  {
    rules: {
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      '@typescript-eslint/consistent-type-imports': 'error',
      'no-console': 'off',
      eqeqeq: ['error', 'smart'],
    },
  },
  ...walls,
  // A room's `node.ts` is its one door to the file system.
  { files: ['src/*/node.ts', 'src/*/*/node.ts'], rules: { 'no-restricted-imports': 'off' } },
);
