import { defineConfig } from 'vitest/config';

// A script of its own (`npm run test:playground`): its tool is not ours, and npx downloads it the first time.
export default defineConfig({
  test: {
    include: ['test/playground/**/*.playground.ts'],
    testTimeout: 300_000,
    hookTimeout: 240_000,
    fileParallelism: false,
  },
});
