'use server'

import { redirect } from 'next/navigation'
import { addNote } from '../lib/notes'

/** What the form of the page calls. A browser without JavaScript gets here by a plain POST. */
export async function leaveNote(form: FormData): Promise<void> {
  const note = String(form.get('note') ?? '').trim()
  if (note) await addNote(`form: ${note}`)
  redirect('/')
}
