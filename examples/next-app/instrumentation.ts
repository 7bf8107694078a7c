/** Runs once when the server starts, before the first request. */
export async function register(): Promise<void> {
  // Next compiles this file for the Edge runtime, too, where there are no sockets.
  if (process.env.NEXT_RUNTIME !== 'nodejs') return
  const { redis } = await import('./lib/redis')
  await import('./lib/evaluations')
  try {
    await redis.set('started', new Date().toISOString())
  } catch (error) {
    // The app can serve while Redis is away, so a failure here must not keep it from starting.
    console.error('instrumentation: the start was not recorded:', error)
  }
}
