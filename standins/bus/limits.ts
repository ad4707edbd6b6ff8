// What Azure Service Bus, tier Standard, allows: enforced here so that what passes locally passes there.
export const limits = {
  /** One message, or one batch, with all its headers. */
  messageBytes: 262_144,
  propertyBytes: 32_768,
  headerBytes: 65_536,
  /** Message id, session id and partition key, in characters. */
  idLength: 128,
  sessionStateBytes: 262_144,
  lockMs: 300_000,
  detectionWindowMs: { least: 20_000, most: 7 * 86_400_000 },
  queueMegabytes: 1_024,
  rulesPerEntity: 12,
  connections: 5_000,
  sessionsPerConnection: 5_000,
  linksPerSession: 255,
  peekedMessages: 250,
  peekedBytes: 240_000,
} as const;

/** What this broker itself keeps within, whatever its peers do. */
export const bounds = {
  frameBytes: 65_536,
  /** A connection that has not opened by then is dropped. */
  openMs: 30_000,
  idleMs: 240_000,
  leastIdleMs: 1_000,
  /** Messages a sender may have under way. */
  senderCredit: 256,
  /** How long a receiver may wait for the next session. */
  sessionWaitMs: 86_400_000,
  unsettledPerLink: 5_000,
  /** Messages that may wait for a peer's session window. */
  waitingPerSession: 100,
  claims: 2_000,
  /** Bytes written to a connection and not yet taken by the peer, above which it gets no further messages. */
  unsentBytes: 4 * 1_048_576,
  repliesWaiting: 1_000,
} as const;
