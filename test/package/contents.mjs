const atTop = ['CHANGELOG.md', 'LICENSE', 'README.md', 'dist', 'package.json'];

/** Refuses a tarball with more or less than it should have. */
export function checkContents(files, manifest) {
  const problems = [];
  const top = new Set(files.map((file) => file.split('/')[0]));
  for (const name of atTop) if (!top.delete(name)) problems.push(`${name} is missing`);
  for (const name of top) problems.push(`${name} does not belong there`);
  const licences = 'dist/THIRD_PARTY_LICENSES';
  if (!files.includes(licences)) problems.push(`${licences} is missing`);
  const inspector = ['index.html.gz', 'code.js.gz', 'policy.txt', 'THIRD_PARTY_LICENSES'].map(
    (name) => `dist/inspector/${name}`,
  );
  for (const name of inspector) if (!files.includes(name)) problems.push(`${name} is missing`);
  const others = new Set([licences, ...inspector]);
  for (const file of files.filter((name) => name.startsWith('dist/') && !others.has(name))) {
    if (!/^dist\/(src|machines)\/.+\.(js|d\.ts)$/.test(file))
      problems.push(`${file} does not belong there`);
    const twin = file.endsWith('.d.ts')
      ? file.replace(/\.d\.ts$/, '.js')
      : file.replace(/\.js$/, '.d.ts');
    if (!files.includes(twin)) problems.push(`${file} is without ${twin}`);
  }
  const targets = [
    ...Object.values(manifest.exports).flatMap((target) => Object.values(Object(target))),
    ...Object.values(manifest.bin),
  ].filter((target) => target.startsWith('./'));
  for (const target of targets) {
    if (!files.includes(target.slice(2))) problems.push(`${target} is missing`);
  }
  if (problems.length > 0) throw new Error(problems.join('\n'));
}
