/** The paths inside ioredis that code reaches for, under the name ioredis, in processes of their own. */

import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ROOT, run } from '../support/script'

const COMPAT = join(ROOT, 'compat/ioredis')

let folder: string

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'redis-native-paths-'))
  mkdirSync(join(folder, 'node_modules/@app'), { recursive: true })
  symlinkSync(ROOT, join(folder, 'node_modules/@app/redis-native'))
  cpSync(COMPAT, join(folder, 'node_modules/ioredis'), { recursive: true })
})

afterAll(() => rmSync(folder, { recursive: true, force: true }))

async function told(name: string, text: string): Promise<unknown> {
  writeFileSync(join(folder, name), text)
  const { code, stdout, stderr } = await run(process.execPath, [name], { cwd: folder })
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
  return JSON.parse(stdout)
}

const CLASSES = {
  'built/Redis': 'Redis',
  'built/Redis.js': 'Redis',
  'built/cluster': 'Cluster',
  'built/cluster/index': 'Cluster',
  'built/cluster/index.js': 'Cluster',
  'built/Command': 'Command',
  'built/Pipeline': 'Pipeline',
  'built/ScanStream.js': 'ScanStream',
  'built/errors/MaxRetriesPerRequestError': 'MaxRetriesPerRequestError',
  'built/errors/ClusterAllFailedError.js': 'ClusterAllFailedError',
}

test('the default of each path is the class of the package, for require and for compiled imports', async () => {
  const text = `
    const ours = require('@app/redis-native')
    const wrong = Object.entries(${JSON.stringify(CLASSES)}).filter(([path, name]) => {
      const module = require('ioredis/' + path)
      return !module.__esModule || module.default !== ours[name] || Object.keys(module).join() !== 'default'
    })
    const main = ['ioredis', 'ioredis/built', 'ioredis/built/index', 'ioredis/built/index.js'].map(require)
    console.log(JSON.stringify([wrong, main.every((exported) => exported === ours)]))
  `
  expect(await told('require.cjs', text)).toEqual([[], true])
})

test('the error of built/errors is what a client rejects with', async () => {
  const text = `
    const Redis = require('ioredis')
    const { MaxRetriesPerRequestError } = require('ioredis/built/errors')
    const redis = new Redis({ port: 1, host: '127.0.0.1', maxRetriesPerRequest: 1, retryStrategy: () => 1 })
    redis.on('error', () => {})
    redis.get('a').catch((error) => {
      console.log(JSON.stringify([error instanceof MaxRetriesPerRequestError, error.constructor === MaxRetriesPerRequestError]))
      redis.disconnect()
    })
  `
  expect(await told('rejects.cjs', text)).toEqual([true, true])
})

test('an ES module imports them by name', async () => {
  const text = `
    import Redis from 'ioredis'
    import { MaxRetriesPerRequestError } from 'ioredis/built/errors/index.js'
    import { CONNECTION_CLOSED_ERROR_MSG } from 'ioredis/built/utils/index.js'
    import command from 'ioredis/built/Command.js'
    const same = MaxRetriesPerRequestError === Redis.MaxRetriesPerRequestError && command.default === Redis.Command
    console.log(JSON.stringify([same, CONNECTION_CLOSED_ERROR_MSG]))
  `
  expect(await told('import.mjs', text)).toEqual([true, 'Connection is closed.'])
})

test('parseURL of built/utils reads URLs and paths', async () => {
  const text = `
    const { parseURL } = require('ioredis/built/utils/index')
    const urls = ['redis://:pa%20ss@[::1]:7000/3?family=6', '/tmp/redis.sock?db=2', '6380', 'host:7001', '//user:p@host']
    console.log(JSON.stringify(urls.map(parseURL)))
  `
  expect(await told('url.cjs', text)).toEqual([
    { username: '', password: 'pa ss', host: '::1', port: '7000', db: '3', family: 6 },
    { path: '/tmp/redis.sock', db: '2' },
    { port: '6380' },
    { host: 'host', port: '7001' },
    { username: 'user', password: 'p', host: 'host' },
  ])
})

test('a path that is for types only, and one that is not there, can not be required', async () => {
  const text = `
    const codes = ['built/redis/RedisOptions', 'built/types', 'built/DataHandler'].map((path) => {
      try { return require('ioredis/' + path) } catch (error) { return error.code }
    })
    console.log(JSON.stringify(codes))
  `
  expect(await told('absent.cjs', text)).toEqual(Array(3).fill('ERR_PACKAGE_PATH_NOT_EXPORTED'))
})

test('each path leads to files that are there and are packed', () => {
  const { exports, files } = JSON.parse(readFileSync(join(COMPAT, 'package.json'), 'utf8'))
  const targets = Object.values(exports).flatMap((target): string[] =>
    typeof target === 'string' ? [target] : Object.values(target as object).flatMap(leaves),
  )
  expect(targets.filter((target) => !existsSync(join(COMPAT, target)))).toEqual([])
  const packed = (target: string) => files.some((file: string) => target.startsWith(`./${file}`))
  expect(targets.filter((target) => !packed(target))).toEqual(['./package.json'])
})

const leaves = (target: string | object): string[] =>
  typeof target === 'string' ? [target] : Object.values(target).flatMap(leaves)

test('ES modules import the names of ioredis/built, as they do from ioredis itself', async () => {
  const seen = await told(
    'names.mjs',
    `import Redis, { Redis as Named, Cluster } from 'ioredis/built/index.js'
    import Main from 'ioredis'
    console.log(JSON.stringify([Redis === Main && Named === Main, Cluster === Main.Cluster]))`,
  )
  expect(seen).toEqual([true, true])
})
