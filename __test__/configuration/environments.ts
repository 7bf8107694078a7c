/** The package under an environment that holds what a test gives it, and nothing else of Redis or Next. */

type Api = typeof import('@app/redis-native')

const OWN = /^(REDIS_.*|NODE_ENV|NEXT_PHASE)$/

/**
 * Runs `use` with the package as a process of that environment has it. The environment is that of
 * `use` until its promise settles; its default client is ended then.
 */
export async function under<T>(
  environment: Record<string, string>,
  use: (api: Api & Record<string, any>) => T | Promise<T>,
): Promise<T> {
  const before = { ...process.env }
  for (const name of Object.keys(process.env)) if (OWN.test(name)) delete process.env[name]
  Object.assign(process.env, environment)
  let api!: Api
  // The package reads the environment at its first use, which a fresh copy of it has not had.
  jest.isolateModules(() => {
    api = require('@app/redis-native')
  })
  try {
    return await use(api)
  } finally {
    if (api.redis.status !== 'wait') api.redis.disconnect()
    for (const name of Object.keys(process.env)) delete process.env[name]
    Object.assign(process.env, before)
  }
}

/** What `getRedis()` throws under an environment; fails when it does not, and has connected nowhere then. */
export function problemOf(environment: Record<string, string>): Promise<Error & Record<string, any>> {
  return under({ NEXT_PHASE: 'phase-production-build', ...environment }, ({ getRedis }) => {
    try {
      getRedis()
    } catch (error) {
      return error as Error
    }
    throw new Error(`getRedis() did not throw under ${JSON.stringify(environment)}`)
  })
}
