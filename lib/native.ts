/**
 * The addon: finding its file, loading it, and what it exports.
 *
 * Importing the package loads the addon but starts nothing: no thread, no socket, no timer. Where
 * it can not be loaded, the import succeeds all the same, and the first use throws the reason.
 */

/** What a settle function is told; the numbers are those of `src/bridge/settle.rs`. */
export enum Told {
  Replies = 0,
  LargeReplies = 1,
  Failed = 2,
  Push = 3,
  LargePush = 4,
  Event = 5,
  Value = 6,
}

/** What became of a command that was taken back; the numbers are those of `src/bridge/mod.rs`. */
export enum Fate {
  Answered = 0,
  Unsent = 1,
  Sent = 2,
}

/** Where the commands of a session go; the numbers are those of `src/bridge/road.rs`. */
export enum Road {
  /** To the connection. */
  Link = 0,
  /** Each to a connection that is lent. */
  Leased = 1,
  /** To the connection that is subscribed. */
  Subscribed = 2,
}

export interface Native {
  version(): string
  images(): string[]
  shared(): Record<PropertyKey, unknown>
  outerGlobal(): typeof globalThis
  /** Calls a function outside of every async context. */
  outside(run: () => void): void
  open(
    config: string,
    settle: (told: number, a: unknown, b: unknown) => void,
    words: Uint32Array,
    payload: Uint8Array,
    bytes: Uint8Array,
    meta: Uint32Array,
    road: Road,
  ): number
  block(size: number): ArrayBuffer | null
  /** Without arrays: in those that the session was opened with. */
  submit(session: number, length: number, count: number, bytes?: Uint8Array, meta?: Uint32Array): number
  textsInside(inside: boolean): void
  connect(session: number): void
  configure(session: number, config: string): void
  lead(session: number): void
  select(session: number, db: number): void
  disconnect(session: number, patience: number): void
  renew(session: number, patience: number): void
  finish(session: number, patience: number): void
  forget(session: number): number[]
  cancel(session: number, commands: number[]): number[]
  reserve(session: number): string | null
  release(session: number): void
  hold(session: number, held: boolean): void
  close(session: number): void
  facts(session: number): string
  overloaded(session: number, count: number): void
  metrics(session: number): string
}

/** The version of the package; the addon must be of the same. */
export const VERSION: string = require('../package.json').version

/** The C library that the running Node was linked with. */
function libc(): string {
  if (process.platform !== 'linux') return ''
  const header = (process.report?.getReport() as { header?: { glibcVersionRuntime?: string } } | undefined)
    ?.header
  return header?.glibcVersionRuntime ? '-gnu' : '-musl'
}

/** Why a binary was not there. One that is there and does not load is an error. */
let missing: unknown

function notThere(error: unknown): undefined {
  if (!isMissing(error)) throw error
  missing ??= error
}

type Binary = [file: string, load: () => Native | undefined]

/**
 * Each file is required by a literal path, so that bundlers and file tracers can follow it, and within a
 * `try`, by which they know that it may be missing.
 */
const BINARIES: Record<string, Binary[]> = {
  'linux-x64': [
    [
      'redis-native.linux-x64-gnu.node',
      () => {
        try {
          return require('../redis-native.linux-x64-gnu.node')
        } catch (error) {
          return notThere(error)
        }
      },
    ],
    [
      'redis-native.linux-x64-musl.node',
      () => {
        try {
          return require('../redis-native.linux-x64-musl.node')
        } catch (error) {
          return notThere(error)
        }
      },
    ],
  ],
  'linux-arm64': [
    [
      'redis-native.linux-arm64-gnu.node',
      () => {
        try {
          return require('../redis-native.linux-arm64-gnu.node')
        } catch (error) {
          return notThere(error)
        }
      },
    ],
    [
      'redis-native.linux-arm64-musl.node',
      () => {
        try {
          return require('../redis-native.linux-arm64-musl.node')
        } catch (error) {
          return notThere(error)
        }
      },
    ],
  ],
  'darwin-x64': [
    [
      'redis-native.darwin-x64.node',
      () => {
        try {
          return require('../redis-native.darwin-x64.node')
        } catch (error) {
          return notThere(error)
        }
      },
    ],
  ],
  'darwin-arm64': [
    [
      'redis-native.darwin-arm64.node',
      () => {
        try {
          return require('../redis-native.darwin-arm64.node')
        } catch (error) {
          return notThere(error)
        }
      },
    ],
  ],
}

const platform = `${process.platform}-${process.arch}`

/** Loads the first binary that there is. */
function requireBinary(): Native {
  for (const [, load] of BINARIES[platform] ?? []) {
    const found = load()
    if (found !== undefined) return found
  }
  throw missing ?? new Error('no binary is made for this platform')
}

function isMissing(error: unknown): boolean {
  return (error as { code?: string }).code === 'MODULE_NOT_FOUND'
}

/** An image of the addon in Linux's list of what a process has mapped, whose last column is a path. */
const MAPPED = /^\S+ \S+ \S+ \S+ \d+ +(\/.*\/redis-native\.[\w-]+\.node)$/m

/**
 * Where a copy of the JavaScript files alone finds the addon: the image that this process has
 * loaded already, or the package that is installed where the process was started.
 */
function requireElsewhere(): Native | undefined {
  const { createRequire } = require('node:module') as typeof import('node:module')
  const { readFileSync } = require('node:fs') as typeof import('node:fs')
  const { dirname, join } = require('node:path') as typeof import('node:path')
  const places: Array<() => string | undefined> = [
    () => MAPPED.exec(readFileSync('/proc/self/maps', 'utf8'))?.[1],
    () => {
      const here = createRequire(join(process.cwd(), 'here.js'))
      const root = dirname(here.resolve('@app/redis-native/package.json'))
      return join(root, `redis-native.${process.platform}-${process.arch}${libc()}.node`)
    },
  ]
  for (const place of places) {
    try {
      const path = place()
      if (path !== undefined) return require(path)
    } catch {
      // Nothing there: the next place, and at last the error of the first look.
    }
  }
  return undefined
}

/** Why the addon can not be used, with the way out. */
export class AddonError extends Error {
  override readonly name: string = 'AddonError'
  readonly code = 'ERR_REDIS_NATIVE_ADDON'
}

function explain(cause: unknown): AddonError {
  const { code, message } = cause as { code?: string; message?: string }
  if (code === 'ERR_DLOPEN_DISABLED') {
    return new AddonError(
      '@app/redis-native is a native addon, and this process does not allow any. ' +
        'Start Node without --no-addons, and with --allow-addons where --permission is used.',
      { cause },
    )
  }
  const files = (BINARIES[platform] ?? [[`redis-native.${platform}.node`]]).map(([file]) => file)
  return new AddonError(
    `@app/redis-native has no working binary for ${platform}${libc()} (Node ${process.versions.node}). ` +
      `Looked for ${files.join(' and ')} beside the package's dist folder; the loader said: ${String(message).split('\n')[0]} ` +
      'Install the package on the platform that runs it, or build the binary there from the repository: ' +
      '`npm run build` needs a Rust toolchain and a C compiler, and leaves the file where it is looked for.',
    { cause },
  )
}

/**
 * Several copies of the package in one process are several files, and the system's loader makes an
 * image of each. All copies of one version use the image that was loaded first, so that there is
 * one client; another version can not, nor can one find an image whose file is gone. That is named once.
 */
function agree(own: Native): Native {
  const [first, ...others] = own.images()
  if (first === undefined || others.length === 0) return own
  let found: Native | undefined
  try {
    found = require(first)
  } catch (error) {
    if (!isMissing(error)) throw error
  }
  if (found?.version() === own.version()) return found
  const shared = own.shared()
  if (!shared.warned) {
    shared.warned = true
    const which = found?.version() ?? 'one whose file is gone'
    process.emitWarning(
      `two versions of @app/redis-native are loaded in this process, each with its own connections: ` +
        `${which} (${first}) and ${own.version()} (${others.join(', ')})`,
      { code: 'REDIS_NATIVE_TWO_VERSIONS' },
    )
  }
  return own
}

function requireFirst(): Native {
  try {
    return requireBinary()
  } catch (error) {
    const found = isMissing(error) ? requireElsewhere() : undefined
    if (found === undefined) throw error
    return found
  }
}

let loaded: Native | undefined
let failure: AddonError | undefined

function load(): void {
  try {
    const own = requireFirst()
    if (own.version() !== VERSION) {
      throw new Error(`the binary is of version ${own.version()}, the package of ${VERSION}`)
    }
    loaded = agree(own)
  } catch (cause) {
    failure = explain(cause)
  }
}

load()

/** The addon, or undefined where it can not be loaded. */
export function addonIfLoaded(): Native | undefined {
  return loaded
}

/** The addon. Throws an {@link AddonError} where it can not be loaded. */
export function addon(): Native {
  if (loaded === undefined) throw failure ?? explain(new Error('not loaded'))
  return loaded
}

/**
 * The clock, timers, queues and collections of Node itself, as they are when the package is loaded: frameworks that
 * fake time put others in their place, in their own realm or in this one, and a client must not stop
 * with those.
 */
function taken(from: typeof globalThis) {
  const { setTimeout, clearTimeout, setInterval, clearInterval, setImmediate, performance } = from
  const { nextTick, hrtime } = from.process
  const now: () => number = performance.now.bind(performance)
  return {
    ...{ setTimeout, clearTimeout, setInterval, clearInterval, setImmediate },
    Set: from.Set,
    WeakMap: from.WeakMap,
    process: { nextTick, hrtime },
    performance: { now },
  }
}

export const outer = taken(loaded === undefined ? globalThis : (loaded as Native).outerGlobal())
