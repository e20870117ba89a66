// `npm run build`: builds the tab from src/tab into dist/tab. The service itself needs no build.
import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { build } from 'vite';

const ROOT = fileURLToPath(new URL('../../src/tab/', import.meta.url));
const OUT = fileURLToPath(new URL('../../dist/tab/', import.meta.url));

/** Builds the tab into a folder, which is emptied first. Throws when it does not build. */
export async function buildTab(outDir: string = OUT): Promise<void> {
  await build({
    root: ROOT,
    configFile: false,
    envDir: false,
    // Addresses within the tab are relative: a proxy may put the service below a path of its own.
    base: './',
    logLevel: 'warn',
    plugins: [react()],
    build: {
      outDir,
      emptyOutDir: true,
      target: 'es2022',
      // An inline script or a data: address would not get past the content security policy.
      assetsInlineLimit: 0,
      modulePreload: { polyfill: false },
      chunkSizeWarningLimit: 2000,
      // Copyright notices stay in the files, as their licences ask.
      license: true,
    },
  });
}

if (import.meta.main) {
  await buildTab();
  console.log('The tab is built: dist/tab.');
}
