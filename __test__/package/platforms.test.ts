import { readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Outcome, run } from '../support/script'
import { copyOf, installPacked, type Project } from '../support/tarball'

let project: Project

beforeAll(async () => {
  project = await installPacked()
})

afterAll(() => project.remove())

/** Imports the package, then calls it, and prints what each did. */
const SCRIPT = `
  import Redis, { redis, getRedis, getKeyPrefix } from '@app/redis-native'
  console.log('imported')
  const tell = (error) => console.log(error.code + ': ' + error.message)
  await Promise.resolve().then(() => redis.get('x')).catch(tell)
  try { getRedis() } catch (error) { tell(error) }
  try { new Redis() } catch (error) { tell(error) }
`

function runIn({ folder }: Project, flags: string[] = []): Promise<Outcome> {
  writeFileSync(join(folder, 'script.mjs'), SCRIPT)
  return run(process.execPath, [...flags, 'script.mjs'], { cwd: folder })
}

function lines({ stdout, stderr, code }: Outcome): string[] {
  expect({ stderr, code }).toEqual({ stderr: '', code: 0 })
  return stdout.trim().split('\n')
}

const binaryOf = ({ installed }: Project) => {
  const file = readdirSync(installed).find((name) => name.endsWith('.node'))
  if (file === undefined) throw new Error('the package holds no binary')
  return join(installed, file)
}

test('a platform without a binary gets an error that says all that helps', async () => {
  const copy = copyOf(project)
  try {
    rmSync(binaryOf(copy))
    const [imported, ...errors] = lines(await runIn(copy))
    expect(imported).toBe('imported')
    expect(errors).toHaveLength(3)
    for (const error of errors) {
      expect(error).toMatch(/^ERR_REDIS_NATIVE_ADDON: /)
      expect(error).toContain(`${process.platform}-${process.arch}`)
      expect(error).toMatch(/Looked for redis-native\.\S+\.node/)
      expect(error).toContain('Cannot find module')
      expect(error).toContain('npm run build')
    }
  } finally {
    copy.remove()
  }
})

test('a binary that does not load gets an error with the loader’s own words', async () => {
  const copy = copyOf(project)
  try {
    const binary = binaryOf(copy)
    renameSync(binary, `${binary}.away`)
    writeFileSync(binary, 'no shared object')
    const [, error] = lines(await runIn(copy))
    expect(error).toMatch(/^ERR_REDIS_NATIVE_ADDON: /)
    expect(error).toMatch(/file too short|invalid ELF header/)
  } finally {
    copy.remove()
  }
})

test('without addons the import succeeds, and the first call says what to do', async () => {
  const [imported, ...errors] = lines(await runIn(project, ['--no-addons']))
  expect(imported).toBe('imported')
  expect(errors).toHaveLength(3)
  for (const error of errors) expect(error).toMatch(/^ERR_REDIS_NATIVE_ADDON: .*--no-addons/)
})

test.each(['edge-light', 'workerd', 'browser'])(
  'under the condition %s the import succeeds, and the first call says what to do',
  async (condition) => {
    const [imported, ...errors] = lines(await runIn(project, [`--conditions=${condition}`]))
    expect(imported).toBe('imported')
    expect(errors).toHaveLength(3)
    for (const error of errors) expect(error).toMatch(/^ERR_REDIS_NATIVE_EDGE: .*runtime = 'nodejs'/)
  },
)

test('a page within Node, as in jest’s jsdom environment, gets the package itself', async () => {
  writeFileSync(
    join(project.folder, 'page.mjs'),
    `globalThis.document = {}
    const { redis, getRedis } = await import('@app/redis-native')
    console.log(redis === getRedis() && redis.constructor.name)
    redis.disconnect()`,
  )
  const outcome = await run(process.execPath, ['--conditions=browser', 'page.mjs'], { cwd: project.folder })
  expect(lines(outcome)).toEqual(['Redis'])
})

test('bundlers know of each binary that it may be missing', () => {
  const { readFileSync } = require('node:fs')
  const loader: string = readFileSync(join(project.installed, 'dist/native.js'), 'utf8')
  const literal = loader.match(/require\('\.\.\/redis-native\.[\w-]+\.node'\)/g) ?? []
  const guarded =
    loader.match(/try \{\s+return require\('\.\.\/redis-native\.[\w-]+\.node'\);\s+\}\s+catch/g) ?? []
  expect(literal).toHaveLength(6)
  expect(guarded).toHaveLength(6)
})

test('the edge entry has every export of the real one, and nothing of Node', () => {
  const real = require(join(project.installed, 'dist/index.js'))
  const edge = require(join(project.installed, 'dist/edge.js'))
  const names = (of: object) => Object.keys(of).filter((name) => name !== 'defaultOptions')
  expect(names(edge).sort()).toEqual(names(real).sort())
  const { readFileSync } = require('node:fs')
  expect(readFileSync(join(project.installed, 'dist/edge.js'), 'utf8')).not.toMatch(
    /require\(|process|Buffer/,
  )
})
