// The packages that are measured: that they are there, and in which version.
import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const here = (path) => fileURLToPath(new URL(path, import.meta.url))
const OURS = '@app/redis-native'
const manifest = (path) => JSON.parse(readFileSync(path, 'utf8'))

export const bunBinary = here('./node_modules/.bin/bun')

// Where Node would find it from here: bench's own node_modules, else the one of the package.
function installedVersion(name) {
  if (name === OURS) return manifest(here('../package.json')).version
  const path = [
    here(`./node_modules/${name}/package.json`),
    here(`../node_modules/${name}/package.json`),
  ].find(existsSync)
  return path ? manifest(path).version : undefined
}

export function versions(clients) {
  return Object.fromEntries(clients.map(({ packageName }) => [packageName, installedVersion(packageName)]))
}

// Installs bench's own dependencies, unless all that these clients need is there in the version that is asked for.
export function ensurePeers(clients) {
  const wanted = manifest(here('./package.json')).dependencies
  const peers = clients.map((client) => client.packageName).filter((name) => name !== OURS)
  if (peers.every((name) => installedVersion(name) === wanted[name])) return
  const command = existsSync(here('./package-lock.json')) ? 'ci' : 'install'
  process.stderr.write(`Installing the peers (npm ${command} in bench/) ...\n`)
  const { status } = spawnSync('npm', [command], { cwd: here('.'), stdio: ['ignore', 2, 2] })
  if (status !== 0) throw new Error(`npm ${command} in bench/ failed: the peers cannot be measured.`)
}

export function ensureBuilt(clients) {
  for (const { root = here('..') } of clients.filter((client) => client.packageName === OURS)) {
    if (existsSync(join(root, 'dist/index.js'))) continue
    throw new Error(`${root} is not built: dist/index.js is missing. Build it first: npm run build.`)
  }
}
