/** The types of `drive.js`, which is JavaScript because the demo runs it without a build. */

export interface Launched {
  /** The exit code; null when a signal ended the process. */
  ended: Promise<number | null>
  output(): string
  until(pattern: RegExp, patience: number): Promise<void>
  stop(signal?: NodeJS.Signals): Promise<void>
}

export interface Server {
  origin: string
  output(): string
  stop(): Promise<void>
}

export interface Page {
  status: number
  html: string
  heading: string
  facts: Record<string, string>
  notes: string[]
}

export interface Note {
  id: string
  text: string
}

export interface NotesAnswer {
  status: number
  body: { revision: string; notes: Note[]; evaluations: number; clients: number }
}

type Env = Record<string, string>

export const ROOT: string
export function pack(into: string): Promise<string>
export function install(directory: string, tarball: string): Promise<void>
export function copySources(directory: string): void
export function build(directory: string, options?: { bundler?: string; env?: Env }): Promise<string>
export function start(directory: string, options?: { env?: Env }): Promise<Server>
export function dev(directory: string, options?: { bundler?: string; env?: Env }): Promise<Server>
export function standalone(directory: string, options?: { env?: Env }): Promise<Server>
export function launch(command: string, args: string[], directory: string, env: Env): Launched
export function freePort(): Promise<number>
export function readPage(origin: string): Promise<Page>
export function getNotes(origin: string): Promise<NotesAnswer>
export function postNote(origin: string, note: string): Promise<{ status: number; body: unknown }>
export function submitForm(
  origin: string,
  note: string,
): Promise<{ status: number; location: string | null; page?: Page }>
export function readClientList(text: string): Record<'id' | 'name' | 'cmd' | (string & {}), string>[]
