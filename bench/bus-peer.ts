// The local broker beside RabbitMQ, in turn and in the same run: one rhea client, durable messages, settled one by one.
import rhea, { type Connection, type ConnectionOptions, type Message } from "rhea";
import { broker, putToken } from "./bus-broker.ts";
import type { Bench } from "./index.ts";
import { rabbit } from "./rabbit.ts";

interface Server {
  name: string;
  options: ConnectionOptions;
  /** Address of a queue, and what makes it durable. */
  terminus: { address: string; durable?: 2 };
  signIn(connection: Connection): Promise<void>;
}

const inFlight = 200;
const rounds = 3;
const sizes = [
  { label: "1 KB", bytes: 1_024, count: 10_000 },
  { label: "100 KB", bytes: 102_400, count: 1_000 },
];

/** A connection of its own for as long as `use` takes. */
async function connected<T>(server: Server, use: (connection: Connection) => Promise<T>): Promise<T> {
  const connection = rhea.create_container().connect({ ...server.options, host: "127.0.0.1", reconnect: false });
  await server.signIn(connection);
  try {
    return await use(connection);
  } finally {
    const closed = new Promise((done) => connection.once("disconnected", done).once("connection_close", done));
    connection.close();
    await closed;
  }
}

/** Messages a second, from the first one sent to the last one acknowledged. */
const sent = (server: Server, count: number, message: Message): Promise<number> =>
  connected(server, async (connection) => {
    const sender = connection.open_sender({ target: server.terminus });
    await new Promise((ready) => sender.once("sendable", ready));
    const start = performance.now();
    let [begun, left] = [0, count];
    await new Promise<void>((done, failed) => {
      const more = () => {
        while (begun < count && begun - (count - left) < inFlight && sender.sendable()) {
          begun++;
          sender.send(message);
        }
      };
      sender.on("sendable", more);
      sender.on("rejected", () => failed(new Error(`${server.name} refused a message`)));
      sender.on("accepted", () => {
        left--;
        if (left === 0) done();
        else more();
      });
      more();
    });
    return (count * 1_000) / (performance.now() - start);
  });

/** Messages a second, from asking for them to the last one received and accepted. */
const received = (server: Server, count: number, bytes: number): Promise<number> =>
  connected(server, async (connection) => {
    const start = performance.now();
    const receiver = connection.open_receiver({ source: server.terminus, credit_window: 500, autoaccept: true });
    let left = count;
    await new Promise<void>((done, failed) => {
      receiver.on("message", ({ message }) => {
        left--;
        const body = message?.body as { content: Buffer };
        if (body.content.length !== bytes) failed(new Error(`${server.name} brought another body`));
        if (left === 0) done();
      });
    });
    return (count * 1_000) / (performance.now() - start);
  });

const median = (values: number[]): number => values.sort((a, b) => a - b)[values.length >> 1] ?? Number.NaN;

/** Sends and receives a second of both, and what part of RabbitMQ's rate the local broker reaches. */
export async function benchBusPeer(): Promise<Bench> {
  const other = await rabbit();
  const own = await broker({ peer: {} });
  const servers: Server[] = [
    {
      name: "The local broker",
      options: { port: own.port },
      terminus: { address: "peer" },
      signIn: putToken,
    },
  ];
  if (other) {
    servers.push({
      name: "RabbitMQ",
      options: { port: other.port, username: "guest", password: "guest" },
      terminus: { address: "/queue/peer", durable: 2 },
      signIn: async () => {},
    });
  }
  const rates = new Map<string, number[]>();
  const note = (label: string, rate: number) => rates.set(label, [...(rates.get(label) ?? []), rate]);
  try {
    for (const { label, bytes, count } of sizes) {
      const message = { durable: true, message_id: "m", body: rhea.message.data_section(Buffer.alloc(bytes, 7)) };
      for (let round = 0; round <= rounds; round++) {
        for (const server of servers) {
          const rate = { sent: await sent(server, count, message), received: await received(server, count, bytes) };
          // The first round warms both.
          if (round === 0) continue;
          for (const kind of ["sent", "received"] as const) note(`${label} ${kind}: ${server.name}`, rate[kind]);
        }
      }
    }
  } finally {
    await Promise.all([own.stop(), other?.stop()]);
  }
  const rate = (label: string) => median(rates.get(label) ?? []);
  const figures = sizes.flatMap(({ label }) =>
    (["sent", "received"] as const).flatMap((kind) => {
      const each = servers
        .map(({ name }) => `${label} ${kind}: ${name}`)
        .map((of) => ({ label: of, value: rate(of), unit: "/s" }));
      const [ours, theirs] = each;
      if (!ours || !theirs) return each;
      return [...each, { label: `${label} ${kind}: beside RabbitMQ`, value: ours.value / theirs.value, unit: "x" }];
    }),
  );
  const absent = "RabbitMQ is not installed (`apt-get install rabbitmq-server`): only the local broker was measured.";
  return {
    name: "The bus beside RabbitMQ's AMQP 1.0 plugin, durable, 200 in flight",
    figures,
    ...(other ? {} : { note: absent }),
  };
}
