// Peers that strain the local broker: thousands that say nothing, and some that take and never settle. They stay until
// they are told to end.
import { once } from "node:events";
import { connect, type Socket } from "node:net";
import rhea from "rhea";
import { putToken } from "./bus-broker.ts";

/** A connection that asks for no idle time-out, since it means to say nothing: header, then an open frame. */
const opening = Buffer.concat([
  Buffer.from("AMQP\0\x01\0\0", "latin1"),
  Buffer.from([0, 0, 0, 21, 2, 0, 0, 0, 0, 0x53, 0x10, 0xc0, 8, 1, 0xa1, 5]),
  Buffer.from("idler"),
]);

async function opened(port: number): Promise<Socket> {
  const socket = connect(port, "127.0.0.1");
  socket.on("error", () => {});
  socket.write(opening);
  await once(socket, "data");
  return socket;
}

/** Opens connections that then say nothing: 4,990, or what the broker and the limit of open files allow. */
export async function idle(port: number, most = 4_990): Promise<{ count: number; end(): void }> {
  const sockets: Socket[] = [];
  while (sockets.length < most) {
    const width = Math.min(100, most - sockets.length);
    const some = await Promise.allSettled(Array.from({ length: width }, () => opened(port)));
    for (const one of some) if (one.status === "fulfilled") sockets.push(one.value);
    if (some.some(({ status }) => status === "rejected")) break;
  }
  const end = () => {
    for (const socket of sockets) socket.destroy();
  };
  return { count: sockets.filter(({ destroyed }) => !destroyed).length, end };
}

/** Four receivers that ask for more than there is and settle nothing. Resolves when nothing more comes. */
export async function greedy(port: number): Promise<{ held(): number; end(): void }> {
  const connections = Array.from({ length: 4 }, () =>
    rhea.create_container().connect({ port, host: "127.0.0.1", reconnect: false }),
  );
  await Promise.all(connections.map(putToken));
  let held = 0;
  for (const connection of connections) {
    const receiver = connection.open_receiver({ source: "greedy", autoaccept: false, credit_window: 0 });
    receiver.on("message", () => held++);
    receiver.add_credit(100_000);
  }
  for (let before = -1; before < held; ) {
    before = held;
    await new Promise((later) => setTimeout(later, 1_000));
  }
  const end = () => {
    for (const connection of connections) connection.close();
  };
  return { held: () => held, end };
}
