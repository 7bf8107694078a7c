/**
 * A URL whose password was not escaped, and other slips: they are refused, and never read as some
 * other server to which the client then connects, or which shows a piece of the password.
 */
import { runNode } from '../support/child'

const SECRET = 'S3cr3tPart'

/** What `getRedis` says, and what facts would show, in a process whose URL this is. */
async function told(REDIS_URL: string): Promise<{ outcome: string; shown: string }> {
  const outcome = await runNode(
    `let outcome
    try {
      const client = pkg.getRedis()
      client.on('error', () => {})
      outcome = 'accepted as ' + client.options.host + ' ' + client.options.port + ' ' + client.options.path
      client.disconnect()
    } catch (error) { outcome = error.name }
    let shown
    try { shown = JSON.stringify(pkg.getConnectionInfo()) } catch (error) { shown = error.message }
    tell({ outcome, shown })`,
    // Nothing connects in this phase: a slip may name a host that exists.
    { REDIS_URL, NEXT_PHASE: 'phase-production-build' },
  )
  if (outcome.told === undefined) throw new Error(outcome.stderr)
  return outcome.told
}

it.each([
  ['a hash in the password', `redis://user:1#${SECRET}@127.0.0.1:6379`],
  ['a hash in the password, and no user', `redis://:1#${SECRET}@127.0.0.1:6379`],
  ['a question mark in the password', `redis://user:1?${SECRET}@127.0.0.1:6379`],
  ['a slash in the password', `redis://user:1/${SECRET}@127.0.0.1:6379`],
  ['quotes around it', `"redis://user:${SECRET}@127.0.0.1:6379"`],
  ['single quotes around it', `'redis://user:${SECRET}@127.0.0.1:6379'`],
  ['a space in front of it', ` redis://user:${SECRET}@127.0.0.1:6379`],
  ['a line break behind it', `redis://user:${SECRET}@127.0.0.1:6379\n`],
  ['its name in front of it', `REDIS_URL=redis://user:${SECRET}@127.0.0.1:6379`],
  ['slashes that are missing', `redis:user:${SECRET}@127.0.0.1:6379`],
  ['a slash that is missing', `redis:/user:${SECRET}@127.0.0.1:6379`],
  ['two hosts', `redis://user:${SECRET}@127.0.0.1:6379,127.0.0.2:6379`],
  ['a fragment', `redis://user:${SECRET}@127.0.0.1:6379#main`],
  ['a second at sign and a slash', `redis://user:pa@${SECRET}/x@127.0.0.1:6379`],
  ['another scheme', `https://user:${SECRET}@eu1-happy-cat-12345.upstash.io`],
])('a URL with %s is refused, without its password', async (_, url) => {
  const { outcome, shown } = await told(url)
  expect(outcome).toBe('ConfigurationError')
  expect(shown).not.toContain(SECRET)
})

it.each([
  ['a password in the query', `redis://127.0.0.1:6379?password=${SECRET}`],
  ['a sentinel password in the query', `redis://127.0.0.1:6379?sentinelPassword=${SECRET}`],
  ['a password that is escaped', `redis://user:%23${SECRET}%2F%3F@127.0.0.1:6379`],
])('a URL with %s is accepted, and its password is not shown', async (_, url) => {
  const { outcome, shown } = await told(url)
  expect(outcome).toBe('accepted as 127.0.0.1 6379 undefined')
  expect(shown).not.toContain(SECRET)
})
