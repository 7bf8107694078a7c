// Finds redis-server, or installs it with the package manager of the system, and says so first.
// `node scripts/redis-server.mjs` does this and prints where it is.

import { spawnSync } from 'node:child_process'
import { accessSync, constants, statSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** In this order: on macOS a Linux manager may be there, too, and on Linux brew. */
const MANAGERS = [
  {
    name: 'apt-get',
    on: 'linux',
    commands: ['apt-get update', 'apt-get install -y --no-install-recommends redis-server'],
    note: 'Debian starts it as a service on port 6379 as well; nothing here uses that one.',
  },
  { name: 'dnf', on: 'linux', commands: ['dnf install -y redis'] },
  { name: 'apk', on: 'linux', commands: ['apk add redis'] },
  { name: 'pacman', on: 'linux', commands: ['pacman -Sy --noconfirm redis'] },
  { name: 'brew', on: 'darwin', commands: ['brew install redis'], asUser: true },
]

/**
 * The path of redis-server. Where it is missing it is installed, if that needs no password;
 * otherwise this prints what to install, and ends the process with code 1.
 */
export function ensureRedisServer() {
  const found = onPath('redis-server')
  if (found !== undefined) return found

  const manager = MANAGERS.find(({ name, on }) => process.platform === on && onPath(name) !== undefined)
  if (manager === undefined)
    giveUp(
      'redis-server is missing. Install Redis, so that redis-server is on the PATH: https://redis.io/docs/latest/operate/oss_and_stack/install/',
    )

  const prefix = rights(manager)
  if (prefix === undefined) {
    const commands = manager.commands.map((command) => `  sudo ${command}`).join('\n')
    giveUp(
      `redis-server is missing, and installing it needs rights that this process does not have. Install it with\n${commands}`,
    )
  }

  const commands = manager.commands.map((command) => `${prefix}${command}`)
  say(
    `redis-server is missing. Installing it with the package manager of the system:\n  ${commands.join('\n  ')}`,
  )
  if (manager.note) say(manager.note)
  for (const command of commands) {
    const [file, ...args] = command.split(' ')
    const { status } = spawnSync(file, args, { stdio: ['ignore', 'inherit', 'inherit'] })
    if (status !== 0)
      giveUp(`\`${command}\` failed. Install redis-server by hand, so that it is on the PATH.`)
  }
  return (
    onPath('redis-server') ??
    giveUp(`${manager.name} installed no redis-server. Install one by hand, so that it is on the PATH.`)
  )
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

if (process.argv[1] === fileURLToPath(import.meta.url)) process.stdout.write(`${ensureRedisServer()}\n`)
