/** The default client of the module over a server of the test file, found there by its unique name. */
import { closeRedis, getRedis } from '@app/redis-native'
import { named } from '../support/script'
import { type RedisServer, startRedis } from '../support/server'

export interface SharedClient {
  readonly server: RedisServer
  /** The name of this file's connections. */
  readonly name: string
  /** The connections under that name, or another, as lines of CLIENT LIST. */
  connections(name?: string): Promise<string[]>
  /** `getRedis(options)`, ended with the file. */
  handle(options: Options): ReturnType<typeof getRedis>
}

type Options = Parameters<typeof getRedis>[0]

/** Configures the default client by the environment, as an application does; nothing is passed in code. */
export function useSharedClient(name: string, environment: Record<string, string> = {}): SharedClient {
  let server: RedisServer
  const handles = new Set<ReturnType<typeof getRedis>>()
  beforeAll(async () => {
    server = await startRedis()
    Object.assign(process.env, { REDIS_URL: server.url, REDIS_CONNECTION_NAME: name, ...environment })
  })
  afterEach(() => server.cli('FLUSHALL'))
  afterAll(async () => {
    for (const handle of handles) handle.disconnect()
    await closeRedis()
    await server.stop()
  })
  return {
    get server() {
      return server
    },
    name,
    connections: async (wanted = name) => named(await server.cli('CLIENT', 'LIST'), wanted),
    handle: (options) => {
      const handle = getRedis(options)
      handles.add(handle)
      return handle
    },
  }
}

/** Asks the server until it says what is wanted; the file's time limit bounds it. */
export async function until(holds: () => Promise<boolean>): Promise<void> {
  while (!(await holds()));
}
