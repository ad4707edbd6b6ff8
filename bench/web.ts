// The product's web server over a data folder, as a process of its own, and a person's requests of it.
import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

export interface Web {
  url: string;
  stop(): void;
}

export async function served(dataDir: string): Promise<Web> {
  const program = fileURLToPath(new URL("../build/app/server.js", import.meta.url));
  const env = { ...process.env, TIEOUT_DATA: dataDir, PORT: "0", HOST: "127.0.0.1", NODE_ENV: "production" as const };
  const child = spawn(process.execPath, [program], { env, stdio: ["ignore", "pipe", "inherit"] });
  for await (const line of createInterface({ input: child.stdout })) {
    const { url } = JSON.parse(line) as { url: string };
    return { url, stop: () => child.kill("SIGTERM") };
  }
  throw new Error("the web did not start");
}

/** Signs in; what comes back asks for a page as that person and says how many ms its whole answer took. */
export async function visitor(
  { url }: Web,
  username: string,
  password: string,
): Promise<(path: string) => Promise<number>> {
  const answer = await fetch(`${url}/sign-in`, {
    method: "POST",
    body: new URLSearchParams({ username, password, to: "/" }),
    redirect: "manual",
  });
  const [cookie] = answer.headers.getSetCookie();
  if (!cookie) throw new Error(`${username} was not let in: ${answer.status}`);
  // why: the bench itself is busy for seconds at times, and a connection kept that long is closed by then.
  const headers = { cookie: cookie.split(";", 1)[0] ?? "", connection: "close" };
  return async (path) => {
    const from = performance.now();
    const page = await fetch(`${url}${path}`, { headers });
    await page.text();
    if (!page.ok || page.redirected) throw new Error(`${path} answered ${page.status} from ${page.url}`);
    return performance.now() - from;
  };
}
