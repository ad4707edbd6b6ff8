// What the web server reads from its environment; anything wrong stops it at start with a sentence.
import { z } from "zod";

const schema = z.object({
  TIEOUT_DATA: z.string().min(1),
  PORT: z.coerce.number().int().min(0).max(65_535).default(3000),
  HOST: z.string().min(1).default("127.0.0.1"),
  NODE_ENV: z.string().default("production"),
  /** Where people reach the pages, where that is not this machine: other systems send the browser back there. */
  TIEOUT_URL: z.url({ protocol: /^https?$/ }).optional(),
  /** Set where a proxy in front ends https: the number of proxies to trust. */
  TIEOUT_PROXIES: z.coerce.number().int().min(0).max(5).default(0),
});

export type Environment = z.infer<typeof schema> & { TIEOUT_URL: string };

/** The checked environment. Throws a readable error naming each variable that is wrong. */
export function environment(variables: NodeJS.ProcessEnv): Environment {
  const read = schema.safeParse(variables);
  if (read.success) {
    const address = read.data.TIEOUT_URL ?? `http://localhost:${read.data.PORT}`;
    return { ...read.data, TIEOUT_URL: address.replace(/\/+$/, "") };
  }
  throw new Error(`The environment is not complete.\n${z.prettifyError(read.error)}`);
}
