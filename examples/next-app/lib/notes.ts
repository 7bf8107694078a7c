import { redis } from './redis'

const KEY = 'notes'
const KEPT = 10

export interface Note {
  id: string
  text: string
}

/** Adds a note to the stream, which keeps the last ten. */
export async function addNote(text: string): Promise<void> {
  await redis.xadd(KEY, 'MAXLEN', KEPT, '*', 'text', text)
}

/** The kept notes, newest first. */
export async function readNotes(): Promise<Note[]> {
  const entries = await redis.xrevrange(KEY, '+', '-')
  return entries.map(([id, [, text = '']]) => ({ id, text }))
}
