// The part of Bree that the worker uses; the package ships no types.
declare module "bree" {
  import type { EventEmitter } from "node:events";
  import type { Worker } from "node:worker_threads";

  interface Job {
    name: string;
    path: string;
    timeout: false;
    worker: { workerData: Record<string, unknown> };
  }

  interface Log {
    info(...said: unknown[]): void;
    warn(...said: unknown[]): void;
    error(...said: unknown[]): void;
  }

  export default class Bree extends EventEmitter {
    constructor(config: {
      root: false;
      jobs: Job[];
      removeCompleted: boolean;
      timezone: string;
      logger: Log;
      workerMessageHandler(said: { name: string; message: unknown }): void;
      errorHandler(error: Error, about: { name: string }): void;
    });
    readonly workers: Map<string, Worker>;
    add(job: Job): Promise<Job[]>;
    run(name: string): Promise<void>;
    stop(name?: string): Promise<void>;
  }
}
