/**
 * The example app, with the packed tarball installed, under both bundlers: built without Redis,
 * started, edited under `next dev`, and as a standalone server. Each time the server that Redis is
 * tells how many connections the app made.
 */
import { existsSync, mkdtempSync, readdirSync, renameSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  build,
  copySources,
  dev,
  getNotes,
  install,
  pack,
  postNote,
  readPage,
  type Server,
  standalone,
  start,
  submitForm,
} from '../../examples/drive'
import { askUntil, edit, SilentListener, Witness } from '../support/next'

jest.setTimeout(600_000)

/** npm installs once; each bundler gets fresh sources beside that node_modules. */
const base = mkdtempSync(join(tmpdir(), 'next-app-'))
const app = join(base, 'app')
let witness: Witness

beforeAll(async () => {
  witness = await Witness.start()
  await install(app, await pack(base))
})

afterAll(async () => {
  await witness?.stop()
  rmSync(base, { recursive: true, force: true })
})

/** The environment of one run: what it stores and how it calls itself is found again by `run`. */
function environment(run: string): Record<string, string> {
  return { REDIS_URL: witness.url, REDIS_CONNECTION_NAME: run, REDIS_KEY_PREFIX: `${run}:` }
}

describe.each(['turbopack', 'webpack'])('the example app, bundled by %s', (bundler) => {
  const listener = new SilentListener()
  let absent: string
  let printed: string

  beforeAll(async () => {
    for (const left of readdirSync(app)) {
      if (left !== 'node_modules') rmSync(join(app, left), { recursive: true })
    }
    copySources(app)
    absent = await listener.listen()
    printed = await build(app, { bundler, env: { REDIS_URL: absent } })
  })

  afterAll(() => listener.close())

  describe('next build with no Redis', () => {
    test('builds the page and the route handler, both rendered on demand', () => {
      expect(printed).toMatch(/ƒ \/$/m)
      expect(printed).toMatch(/ƒ \/api\/notes$/m)
    })

    test('makes no attempt to connect', () => {
      expect(listener.attempts).toBe(0)
    })

    test('prints no word of Redis, no warning and no error', () => {
      // In CI, Next speaks of its own build cache.
      const words = printed.replace(/^.*No build cache found.*$/m, '')
      expect(words).not.toMatch(/redis|ECONN|warn|⚠|error|⨯|unhandled/i)
    })
  })

  describe('next start', () => {
    const run = `start-${bundler}`
    serves(run, () => start(app, { env: environment(run) }))
  })

  describe('next dev', () => {
    const run = `dev-${bundler}`
    const running = serves(run, () => dev(app, { bundler, env: environment(run) }))

    test('twenty edits with hot reload leave the one connection as it was', async () => {
      const { origin } = running()
      const before = { connections: await witness.connections(), ever: await witness.everConnected() }
      const { evaluations } = (await readPage(origin)).facts

      for (let round = 1; round <= 5; round += 1) {
        edit(join(app, 'app', 'page.tsx'), /HEADING = '.*'/, `HEADING = 'Edit ${round}'`)
        await askUntil(
          () => readPage(origin),
          ({ heading }) => heading === `Edit ${round}`,
        )

        edit(join(app, 'app', 'api', 'notes', 'route.ts'), /REVISION = '.*'/, `REVISION = 'edit ${round}'`)
        await askUntil(
          () => getNotes(origin),
          ({ body }) => body.revision === `edit ${round}`,
        )

        edit(join(app, 'app', 'actions.ts'), /`form.*: /, `\`form ${round}: `)
        await askUntil(
          () => submitForm(origin, 'edited'),
          ({ page }) => page?.notes[0] === `form ${round}: edited`,
        )

        // The module itself: that it was evaluated anew is all that can be seen of this edit.
        const last = (await readPage(origin)).facts
        edit(join(app, 'lib', 'redis.ts'), /$/, `export const edit${round} = ${round}\n`)
        await askUntil(
          () => readPage(origin),
          ({ facts }) => Number(facts.evaluations) > Number(last.evaluations),
        )
      }

      const after = { connections: await witness.connections(), ever: await witness.everConnected() }
      expect(after).toEqual(before)
      const { facts } = await readPage(origin)
      expect(Number(facts.evaluations)).toBeGreaterThanOrEqual(Number(evaluations) + 5)
      expect(facts.clients).toBe('1')
    })
  })

  describe("output: 'standalone', moved away from where it was built", () => {
    const run = `standalone-${bundler}`
    const moved = join(base, run)
    const away = `${app}.away`

    beforeAll(async () => {
      // The edits above are undone.
      copySources(app)
      const output = await build(app, { bundler, env: { REDIS_URL: absent, NEXT_OUTPUT: 'standalone' } })
      expect(output).not.toMatch(/redis|ECONN|warn|⚠|error|⨯|unhandled/i)
      expect(listener.attempts).toBe(0)
      renameSync(join(app, '.next', 'standalone'), moved)
      // Nothing that the server runs may come from where it was built, so that place is gone.
      renameSync(app, away)
    })

    afterAll(() => {
      if (existsSync(away)) renameSync(away, app)
      rmSync(moved, { recursive: true, force: true })
    })

    test('holds the binary of the package', () => {
      const files = readdirSync(join(moved, 'node_modules', '@app', 'redis-native'))
      expect(files).toContainEqual(expect.stringMatching(/^redis-native\..*\.node$/))
    })

    serves(run, () => standalone(moved, { env: environment(run) }))
  })
})

/** The note that was stored last, as redis-cli prints it: the id, the field and the text. */
async function newestNote(run: string): Promise<string | undefined> {
  const entry = await witness.ask('XREVRANGE', `${run}:notes`, '+', '-', 'COUNT', '1')
  return entry.split('\n').at(-1)
}

/**
 * Starts a server for the tests of a describe block, and states what every way of running the app
 * has in common. Gives a function that gives the server.
 */
function serves(run: string, begin: () => Promise<Server>): () => Server {
  let server: Server
  let everBefore: number

  beforeAll(async () => {
    everBefore = await witness.everConnected()
    server = await begin()
  })

  afterAll(() => server?.stop())

  test('instrumentation.ts wrote the start before the first request', async () => {
    // `next dev` says that it is ready before it has compiled instrumentation.ts.
    const started = await askUntil(
      () => witness.ask('GET', `${run}:started`),
      (value) => value !== '',
    )
    expect(started).toMatch(/^\d{4}-\d\d-\d\dT/)
  })

  test('the page shows what it read, and the facts of the connection', async () => {
    const { status, facts } = await readPage(server.origin)
    expect(status).toBe(200)
    expect(facts.started).toBe(await witness.ask('GET', `${run}:started`))
    expect(facts.visits).toBe(await witness.ask('GET', `${run}:visits`))
    expect(facts.state).toBe('ready')
  })

  test('the route handler writes by POST and reads by GET', async () => {
    const written = await postNote(server.origin, 'hello')
    expect(written).toEqual({ status: 201, body: { added: 'hello' } })
    const { status, body } = await getNotes(server.origin)
    expect(status).toBe(200)
    expect(body.notes[0].text).toBe('api: hello')
    expect(await newestNote(run)).toBe('api: hello')
  })

  test('the server action runs for a form that a browser without JavaScript sends', async () => {
    const { status, location, page } = await submitForm(server.origin, 'plain <form> & "quotes"')
    expect({ status, location }).toEqual({ status: 303, location: '/' })
    expect(page?.notes[0]).toBe('form: plain <form> & "quotes"')
    expect(await newestNote(run)).toBe('form: plain <form> & "quotes"')
  })

  test('a hundred requests at once are all answered', async () => {
    const before = Number(await witness.ask('GET', `${run}:visits`))
    const pages = await Promise.all(Array.from({ length: 100 }, () => readPage(server.origin)))
    expect(pages.map(({ status }) => status)).toEqual(Array(100).fill(200))
    // INCR gave each of them a number of its own: no reply went to another request.
    const visits = pages.map(({ facts }) => Number(facts.visits)).sort((a, b) => a - b)
    expect(visits).toEqual(Array.from({ length: 100 }, (_, index) => before + 1 + index))
  })

  test('the module was evaluated more than once, and every time gave the same client', async () => {
    const { facts } = await readPage(server.origin)
    expect(Number(facts.evaluations)).toBeGreaterThan(1)
    expect(facts.clients).toBe('1')
  })

  test('the server sees exactly one connection, and never saw another', async () => {
    expect((await readPage(server.origin)).status).toBe(200)
    expect(await witness.connections()).toEqual([{ id: expect.any(String), name: run }])
    expect((await witness.everConnected()) - everBefore).toBe(1)
  })

  test('nothing was printed about Redis', () => {
    expect(server.output()).not.toMatch(/redis|ECONN|⚠|⨯|unhandled/i)
  })

  return () => server
}
