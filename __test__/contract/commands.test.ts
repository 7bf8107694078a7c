/**
 * Every command with real arguments: what ioredis gives for it, and that this package gives the
 * same, in both protocols, with and without `replyMapping`, `stringNumbers` and Buffers.
 */
import { CLIENTS } from '../support/clients'
import { SCENARIOS } from './commands'
import { setUpComparison } from './commands/comparison'
import { MAIN_MODES, MODES, named, oneByOne } from './commands/scenario'

const comparison = setUpComparison()

/** Commands that no scenario calls, and why. */
const APART: Record<string, string> = {
  sync: 'the server answers with its data, and the connection is one of a replica from there on',
  psync: 'as SYNC',
  multi: 'all scenarios are sent in transactions, too',
}

it('every command of ioredis is called by a scenario', () => {
  const [[, IORedis]] = CLIENTS
  const list: string[] = (new IORedis({ lazyConnect: true }) as any).getBuiltinCommands()
  const called = new Set(SCENARIOS.flatMap(({ rows }) => rows.map(([[command]]) => command)))
  expect(list.length).toBeGreaterThan(300)
  expect(list.filter((command) => !called.has(command) && !(command in APART))).toStrictEqual([])
  expect(Object.keys(APART).filter((command) => called.has(command))).toStrictEqual([])
})

describe('what ioredis gives', () => {
  it.each(named(SCENARIOS))('%s', async (_, scenario) => {
    const [, mode] = MAIN_MODES[0]
    const [theirs] = await comparison.replies(mode, scenario, oneByOne)
    expect(theirs).toHaveLength(scenario.rows.length)
    expect(theirs).toEqual(scenario.rows.map(([, pinned], i) => (pinned === undefined ? theirs[i] : pinned)))
  })
})

describe.each(MODES)('call by call, %s', (_, mode) => {
  it.each(named(SCENARIOS.filter(({ slow }) => !slow)))('%s', async (_, scenario) => {
    const [theirs, ours] = await comparison.replies(mode, scenario, oneByOne)
    expect(theirs).toHaveLength(scenario.rows.length)
    expect(ours).toStrictEqual(theirs)
  })
})

describe.each(MAIN_MODES)('call by call, %s', (_, mode) => {
  it.each(named(SCENARIOS.filter(({ slow }) => slow)))('%s', async (_, scenario) => {
    const [theirs, ours] = await comparison.replies(mode, scenario, oneByOne)
    expect(ours).toStrictEqual(theirs)
  })
})
