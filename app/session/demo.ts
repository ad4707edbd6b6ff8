// The demo's accounts, as the store's setting "demo" tells them; none in a real installation.
import { z } from "zod";
import type { Role } from "../../core/states.ts";

const roles = ["viewer", "preparer", "approver", "administrator"] as const satisfies readonly Role[];

const shape = z.object({
  password: z.string(),
  accounts: z.array(z.object({ username: z.string(), displayName: z.string(), role: z.enum(roles) })),
});

export interface DemoAccount {
  username: string;
  displayName: string;
  password: string;
  role: Role;
}

export function demoAccounts(setting: string | null): DemoAccount[] {
  if (setting === null) return [];
  const { password, accounts } = shape.parse(JSON.parse(setting));
  return accounts.map((account) => ({ ...account, password }));
}
