// An HTTP proxy as a customer's network has it: the only way out, for those who know its password.
import { createServer, type IncomingMessage, type Server } from "node:http";
import { type AddressInfo, connect, type Socket } from "node:net";

export interface HttpProxy {
  port: number;
  /** What was asked of it, in order: where to, or that it was refused. */
  asked: string[];
  cut(): void;
  close(): Promise<void>;
}

/** A proxy that tunnels to one port whatever host is asked for, for those who know the password of "tieout". */
export async function startProxy({ to, password, port = 0 }: { to: number; password: string; port?: number }) {
  const asked: string[] = [];
  const open = new Set<Socket>();
  const expected = `Basic ${Buffer.from(`tieout:${password}`).toString("base64")}`;
  const server: Server = createServer((_, response) => response.writeHead(405).end());
  server.on("connect", (request: IncomingMessage, socket: Socket, head: Buffer) => {
    open.add(socket);
    socket.on("error", () => socket.destroy());
    if (request.headers["proxy-authorization"] !== expected) {
      asked.push("refused");
      socket.end('HTTP/1.1 407 Proxy Authentication Required\r\nProxy-Authenticate: Basic realm="proxy"\r\n\r\n');
      return;
    }
    asked.push(request.url ?? "");
    const tunnel = connect(to, "127.0.0.1", () => {
      socket.write("HTTP/1.1 200 Connection established\r\n\r\n");
      tunnel.write(head);
      socket.pipe(tunnel).pipe(socket);
    });
    tunnel.on("error", () => socket.destroy());
    socket.on("close", () => tunnel.destroy());
  });
  await new Promise<void>((resolve) => server.listen(port, "127.0.0.1", resolve));
  const cut = () => {
    for (const socket of open) socket.destroy();
    open.clear();
  };
  const proxy: HttpProxy = {
    port: (server.address() as AddressInfo).port,
    asked,
    cut,
    close() {
      cut();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
  return proxy;
}
