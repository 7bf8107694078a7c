/**
 * Every command in a pipeline, in a pipeline that is given as a list, in a transaction, and with a
 * callback: the same replies as ioredis's, in both protocols and all their forms.
 */
import { SCENARIOS } from './commands'
import { setUpComparison } from './commands/comparison'
import { inTransaction, listed, MODES, named, piped, type Way, withCallbacks } from './commands/scenario'

const comparison = setUpComparison()
const scenarios = SCENARIOS.filter(({ alone, slow }) => !alone && !slow)

const WAYS: [name: string, way: Way][] = [
  ['in a pipeline', piped],
  ['in a pipeline that is a list', listed],
  ['in a transaction', inTransaction],
  ['with callbacks', withCallbacks],
]

describe.each(WAYS)('%s', (_, way) => {
  describe.each(MODES)('%s', (_, mode) => {
    it.each(named(scenarios))('%s', async (_, scenario) => {
      const [theirs, ours] = await comparison.replies(mode, scenario, way)
      expect(theirs.length).toBeGreaterThan(0)
      expect(ours).toStrictEqual(theirs)
    })
  })
})
