/**
 * Names of the channels: one for commands, one for batches, one for intents.
 *
 * A file of its own, so that the preload does not carry the schemas of the commands.
 */
export const channels = {
  invoke: 'galleon:invoke',
  batch: 'galleon:batch',
  intent: 'galleon:intent',
} as const
