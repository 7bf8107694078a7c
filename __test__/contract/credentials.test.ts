/** A server that refuses the credentials: what waits is told so in the server's words. */
import { CLIENTS, rejection, setUpServer } from '../support/clients'
import { event, within } from '../support/events'

const bench = setUpServer({ password: 'right' })
const WRONG = 'WRONGPASS invalid username-password pair or user is disabled.'

describe.each(CLIENTS)('%s: wrong credentials', (_, Redis) => {
  const make = (options: object) => bench.connect(Redis, { password: 'wrong', ...options })

  it.each([
    ['is tried again', () => 1000],
    ['is given up', () => null],
  ])('commands reject with the words of the server where the connection %s', async (_, retryStrategy) => {
    const redis = make({ retryStrategy })
    const errors = await within(
      10_000,
      Promise.all([rejection(redis.get('k')), rejection(redis.set('k', 'v'))]),
    )
    expect(errors.map((error) => error.message)).toStrictEqual([WRONG, WRONG])
  })

  it('a pipeline and a transaction reject with them, too', async () => {
    const redis = make({ retryStrategy: () => null })
    const pipeline = redis.pipeline().get('k').exec()
    const transaction = rejection(redis.multi().get('k').exec())
    expect((await pipeline)?.map(([error]) => error?.message)).toStrictEqual([WRONG])
    expect((await transaction).message).toBe(WRONG)
  })

  it('an error event tells them', async () => {
    const redis = make({ retryStrategy: () => null })
    const [error] = await event(redis, 'error')
    expect(error.message).toBe(WRONG)
  })

  it('no password is told as what the server says of it', async () => {
    const redis = make({ password: undefined, retryStrategy: () => null })
    expect((await rejection(redis.get('k'))).message).toMatch(/^NOAUTH /)
  })

  it('a password that is mended in the options is used by the next connection', async () => {
    const redis = make({ retryStrategy: () => 5 })
    redis.once('error', () => {
      redis.options.password = 'right'
    })
    await event(redis, 'ready')
    expect(await redis.ping()).toBe('PONG')
  })
})
