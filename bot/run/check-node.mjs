// Runs before the scripts of package.json: an old Node would only say "unknown file extension .ts". Plain JavaScript,
// so that an old one can run it and name the remedy.
const NEEDED = 24;
const major = Number(process.versions.node.split('.')[0]);
if (major < NEEDED) {
  console.error(
    `Digital Clerk needs Node ${NEEDED} or later; this is Node ${process.versions.node}.\n` +
      'Run "npm ci" again: it brings Node 24 into node_modules for these scripts. Where it cannot (no access to the npm\n' +
      'registry, an unusual processor), install Node 24 from nodejs.org.',
  );
  process.exit(1);
}
