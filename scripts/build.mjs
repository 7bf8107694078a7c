// Builds the package: the addon by cargo, the face by tsc, and the ES module entries.
// `--native` or `--lib` builds only one half; `--check` only says whether both are there.

import { spawnSync } from 'node:child_process'
import { copyFileSync, existsSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))
const only = process.argv[2]

function run(command, ...args) {
  const { status, error } = spawnSync(command, args, { cwd: root, stdio: 'inherit' })
  if (error?.code === 'ENOENT') {
    console.error(
      `${command} is missing: building needs a Rust toolchain (https://rustup.rs) and a C compiler.`,
    )
    process.exit(1)
  }
  if (status !== 0) process.exit(status ?? 1)
}

function platform() {
  const { platform, arch } = process
  if (platform !== 'linux') return `${platform}-${arch}`
  return `${platform}-${arch}-${process.report.getReport().header.glibcVersionRuntime ? 'gnu' : 'musl'}`
}

function buildNative() {
  run('cargo', 'build', '--release', '--locked')
  const library = process.platform === 'darwin' ? 'libredis_native.dylib' : 'libredis_native.so'
  const binary = join(root, `redis-native.${platform()}.node`)
  // A process may have the old file mapped: it is replaced, never written over.
  copyFileSync(join(root, 'target/release', library), `${binary}.new`)
  renameSync(`${binary}.new`, binary)
}

// What a person imports by name; both entries have the same.
function writeModule(name) {
  const exported = createRequire(import.meta.url)(join(root, 'dist', `${name}.js`))
  const hidden = new Set([
    'length',
    'name',
    'prototype',
    'default',
    'createClient',
    'shared',
    'defaultOptions',
  ])
  const names = Object.getOwnPropertyNames(exported).filter(
    (key) => !hidden.has(key) && /^[A-Za-z]/.test(key),
  )
  const kept = names.filter(
    (key) => typeof exported !== 'function' || Object.prototype.propertyIsEnumerable.call(exported, key),
  )
  const lines = [
    `import exported from './${name}.js'`,
    'export default exported',
    ...kept.map((key) => `export const ${key} = exported.${key}`),
  ]
  writeFileSync(join(root, 'dist', `${name}.mjs`), `${lines.join('\n')}\n`)
}

function buildLib() {
  rmSync(join(root, 'dist'), { recursive: true, force: true })
  run(process.execPath, join(root, 'node_modules/typescript/bin/tsc'))
  writeModule('index')
  writeModule('edge')
}

// A package without its binary or its face would install and not run.
function check() {
  const missing = [`redis-native.${platform()}.node`, 'dist/index.js'].filter(
    (file) => !existsSync(join(root, file)),
  )
  if (missing.length === 0) return
  console.error(`${missing.join(' and ')} missing: run \`npm run build\` first.`)
  process.exit(1)
}

if (only === '--check') {
  check()
} else {
  if (only !== '--lib') buildNative()
  if (only !== '--native') buildLib()
}
