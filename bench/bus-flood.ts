// A program of its own: eight peers with every right that flood a broker with frames of credit until it is stopped.
// Its argument is the broker's port; it says on one line that it has begun.
import rhea from "rhea";
import { putToken } from "./bus-broker.ts";

const port = Number(process.argv[2]);
for (let i = 0; i < 8; i++) {
  const connection = rhea.create_container().connect({ port, host: "127.0.0.1", reconnect: false });
  await putToken(connection);
  const receiver = connection.open_receiver({ source: "flooded", autoaccept: false, credit_window: 0 });
  const session = receiver.session as unknown as { _write_flow(link: unknown): void };
  setInterval(() => {
    receiver.add_credit(1_000);
    for (let frame = 0; frame < 500; frame++) session._write_flow(receiver);
  }, 100);
}
process.stdout.write(`${JSON.stringify({ port })}\n`);
process.on("SIGTERM", () => process.exit(0));
