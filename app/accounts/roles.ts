import type { Role } from "../../core/states.ts";

export const roles = ["viewer", "preparer", "approver", "administrator"] as const satisfies readonly Role[];
