// Finds the programs that tests and demo start, or installs them with the package manager of the
// system, and says so first. `node scripts/programs.mjs redis-server openssl` does this and prints
// where they are.

import { spawnSync } from 'node:child_process'
import { accessSync, constants, statSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** In this order: on macOS a Linux manager may be there, too, and on Linux brew. */
const MANAGERS = [
  {
    name: 'apt-get',
    on: 'linux',
    install: ['apt-get update', 'apt-get install -y --no-install-recommends'],
    packages: { ip: 'iproute2' },
    note: 'Debian starts redis-server as a service on port 6379 as well; nothing here uses that one.',
  },
  {
    name: 'dnf',
    on: 'linux',
    install: ['dnf install -y'],
    packages: { 'redis-server': 'redis', ip: 'iproute' },
  },
  { name: 'apk', on: 'linux', install: ['apk add'], packages: { 'redis-server': 'redis', ip: 'iproute2' } },
  {
    name: 'pacman',
    on: 'linux',
    install: ['pacman -Sy --noconfirm'],
    packages: { 'redis-server': 'redis', ip: 'iproute2' },
  },
  {
    name: 'brew',
    on: 'darwin',
    install: ['brew install'],
    packages: { 'redis-server': 'redis' },
    asUser: true,
  },
]

/**
 * The paths of these programs: `redis-server`, `openssl`, `ip`. What is missing is installed, if that
 * needs no password; otherwise this prints what to install, and ends the process with code 1.
 */
export function ensurePrograms(...names) {
  const missing = names.filter((name) => onPath(name) === undefined)
  if (missing.length > 0) install(missing)
  return names.map((name) => onPath(name) ?? giveUp(`${name} is missing still. Install it by hand.`))
}

function install(missing) {
  const what = missing.join(' and ')
  const manager = MANAGERS.find(({ name, on }) => process.platform === on && onPath(name) !== undefined)
  if (manager === undefined) giveUp(`Missing: ${what}. Install what is missing, so that it is on the PATH.`)

  const packages = missing.map((name) => manager.packages[name] ?? name)
  const plain = manager.install.slice()
  plain.push([plain.pop(), ...packages].join(' '))
  const prefix = rights(manager)
  if (prefix === undefined) {
    const lines = plain.map((command) => `  sudo ${command}`).join('\n')
    giveUp(`Missing: ${what}. Installing needs rights that this process does not have. Install by\n${lines}`)
  }

  const commands = plain.map((command) => `${prefix}${command}`)
  say(`Missing: ${what}. Installing with the package manager of the system:\n  ${commands.join('\n  ')}`)
  if (manager.note && missing.includes('redis-server')) say(manager.note)
  for (const command of commands) {
    const [file, ...args] = command.split(' ')
    const { status } = spawnSync(file, args, { stdio: ['ignore', 'inherit', 'inherit'] })
    if (status !== 0) giveUp(`\`${command}\` failed. Install ${what} by hand, so that it is on the PATH.`)
  }
}

/** What goes before the command: nothing, `sudo`, or undefined where it would ask for a password. */
function rights({ asUser }) {
  const root = process.getuid?.() === 0
  if (asUser) return root ? undefined : ''
  if (root) return ''
  return spawnSync('sudo', ['-n', 'true'], { stdio: 'ignore' }).status === 0 ? 'sudo -n ' : undefined
}

function onPath(name) {
  return (process.env.PATH ?? '')
    .split(delimiter)
    .map((directory) => join(directory, name))
    .find(isExecutable)
}

function isExecutable(path) {
  try {
    accessSync(path, constants.X_OK)
    return statSync(path).isFile()
  } catch {
    return false
  }
}

function say(text) {
  process.stderr.write(`${text}\n`)
}

function giveUp(text) {
  say(text)
  process.exit(1)
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  process.stdout.write(`${ensurePrograms(...process.argv.slice(2)).join('\n')}\n`)
}
