import { getConnectionInfo } from '@app/redis-native'
import { connection } from 'next/server'
import { getEvaluations } from '../lib/evaluations'
import { readNotes } from '../lib/notes'
import { redis } from '../lib/redis'
import { leaveNote } from './actions'

const HEADING = 'One client for the whole process'

export default async function Page() {
  // Without this line Next would render the page while it builds, and read Redis then.
  await connection()

  const [visits, started, notes] = await Promise.all([
    redis.incr('visits'),
    redis.get('started'),
    readNotes(),
  ])

  return (
    <main>
      <h1>{HEADING}</h1>

      <h2>What the page read</h2>
      <Facts facts={{ visits, started }} />
      <ul id="notes">
        {notes.map(({ id, text }) => (
          <li key={id}>{text}</li>
        ))}
      </ul>

      <form action={leaveNote}>
        <input name="note" placeholder="a note" required /> <button type="submit">Leave it</button>
      </form>

      <h2>The module lib/redis.ts in this process</h2>
      <Facts facts={{ process: process.pid, ...getEvaluations() }} />

      <h2>The connection</h2>
      <Facts facts={{ ...getConnectionInfo() }} />
    </main>
  )
}

/** Each fact can be found by its id, by a person's eye, and by the test of this app. */
function Facts({ facts }: { facts: Record<string, unknown> }) {
  return (
    <dl>
      {Object.entries(facts).map(([name, value]) => (
        <div key={name} style={{ display: 'flex', gap: '1rem' }}>
          <dt style={{ width: '12rem' }}>{name}</dt>
          <dd id={name}>{typeof value === 'object' ? JSON.stringify(value) : String(value)}</dd>
        </div>
      ))}
    </dl>
  )
}
