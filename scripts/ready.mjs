// `npm run ready`: what a developer runs before a commit. The same checks as CI, the quick ones first.

import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { installModules } from './install.mjs'

const root = fileURLToPath(new URL('..', import.meta.url))
installModules(root)

const checks = [
  ['Rust is formatted', 'cargo', 'fmt', '--check'],
  ['clippy has nothing to say', 'cargo', 'clippy', '--locked', '--all-targets', '--', '-D', 'warnings'],
  [
    'TypeScript is formatted and linted',
    process.execPath,
    'node_modules/@biomejs/biome/bin/biome',
    'check',
    '--error-on-warnings',
  ],
  ['the face type-checks', process.execPath, 'node_modules/typescript/bin/tsc', '--noEmit'],
  ['the types are those of the description', process.execPath, 'scripts/types/generate.mjs', '--check'],
  ['all tests pass', process.execPath, 'scripts/test.mjs'],
]

for (const [what, command, ...args] of checks) {
  console.log(`\n== ${what}`)
  const { status } = spawnSync(command, args, { cwd: root, stdio: 'inherit' })
  if (status !== 0) {
    console.error(`\nnot ready: ${what} — failed`)
    process.exit(1)
  }
}
console.log('\nready')
