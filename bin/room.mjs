// Loaded before a room's own program when `tieout start` runs it: a room never outlives the program that started it.
if (process.channel) {
  process.channel.unref();
  process.once("disconnect", () => process.kill(process.pid, "SIGTERM"));
}
