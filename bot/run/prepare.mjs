// Runs at the end of an install: builds the tab, where the tools for it were installed. Plain JavaScript, because it
// also has to say so on a Node that cannot run TypeScript. Where it skips, the service works, without the tab.
const [major = 0] = process.versions.node.split('.').map(Number);

async function prepare() {
  if (major < 24) return `Node ${process.versions.node} is too old for it (24 or later is needed)`;
  try {
    await import('vite');
  } catch (error) {
    if (error?.code === 'ERR_MODULE_NOT_FOUND') return 'the tools for it are not installed (npm ci --omit=dev)';
    throw error;
  }
  const { buildTab } = await import('./build.ts');
  await buildTab();
  return '';
}

const skipped = await prepare();
if (skipped) console.log(`The tab was not built: ${skipped}. Copy dist/tab from where it was, or run: npm run build`);
else console.log('The tab is built: dist/tab.');
