import { getEvaluations } from '../../../lib/evaluations'
import { addNote, readNotes } from '../../../lib/notes'

const REVISION = 'first'

export async function GET(): Promise<Response> {
  return Response.json({ revision: REVISION, notes: await readNotes(), ...getEvaluations() })
}

export async function POST(request: Request): Promise<Response> {
  const { note } = (await request.json()) as { note?: unknown }
  if (typeof note !== 'string' || note === '')
    return Response.json({ error: 'a note is a text' }, { status: 400 })
  await addNote(`api: ${note}`)
  return Response.json({ added: note }, { status: 201 })
}
