// redis-benchmark's GET over one connection, 100 deep: what this server gives when the client costs next to nothing.
import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { KEYS } from './keyspace.mjs'

const run = promisify(execFile)
export const REFERENCE = 'redis-benchmark -c 1 -P 100'

// Commands per second, or null where redis-benchmark is not installed.
export async function serverLimit({ host, port }, commands) {
  const options = [
    '-h',
    host,
    '-p',
    String(port),
    '-c',
    '1',
    '-P',
    '100',
    '-r',
    String(KEYS),
    '-n',
    String(commands),
  ]
  try {
    const { stdout } = await run('redis-benchmark', [...options, '--csv', 'GET', 'key:__rand_int__'])
    return Number(stdout.trim().split('\n').at(-1).split(',').at(1).replaceAll('"', ''))
  } catch (error) {
    if (error.code === 'ENOENT') return null
    throw error
  }
}
