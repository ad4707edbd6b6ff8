// `tieout user`: accounts and roles, from the machine itself.
import { Argument, Command, Option } from "commander";
import type { Role } from "../core/states.ts";
import { accounts, addAccount, setDisabled, setPassword } from "../prisma/accounts.ts";
import { dataOption } from "./data-folder.ts";
import { password } from "./password.ts";
import { plainTable } from "./plain-table.ts";
import { withStore } from "./store.ts";

const roles: Role[] = ["viewer", "preparer", "approver", "administrator"];
const username = new Argument("<username>", "the name to sign in with");

interface Options {
  data: string;
}

export function userCommand(): Command {
  const user = new Command("user").description("accounts and roles");

  user
    .command("add")
    .description("add an account; its password is asked for, or taken from TIEOUT_PASSWORD")
    .addArgument(username)
    .addOption(new Option("--role <role>", "what the account may do").choices(roles).makeOptionMandatory())
    .option("--name <name>", "the person's name as others see it")
    .addOption(dataOption())
    .action(async (name: string, options: Options & { role: Role; name?: string }) => {
      await withStore(options.data, async (db) => {
        const secret = await password(`Password for ${name}: `);
        await addAccount(db, {
          username: name,
          displayName: options.name ?? name,
          password: secret,
          role: options.role,
        });
      });
      process.stdout.write(`${name} may sign in as ${options.role}.\n`);
    });

  user
    .command("list")
    .description("every account, its role and whether it may sign in")
    .addOption(dataOption())
    .action(async (options: Options) => {
      const table = plainTable(["username", "name", "role", "may sign in"]);
      for (const account of await withStore(options.data, accounts))
        table.push([account.username, account.displayName, account.role, account.disabled ? "no" : "yes"]);
      process.stdout.write(`${table.toString()}\n`);
    });

  user
    .command("reset")
    .description("set a new password; it ends the account's sessions")
    .addArgument(username)
    .addOption(dataOption())
    .action(async (name: string, options: Options) => {
      await withStore(options.data, async (db) => {
        const secret = await password(`New password for ${name}: `);
        await setPassword(db, name, secret);
      });
      process.stdout.write(`${name} has a new password.\n`);
    });

  user
    .command("disable")
    .description("end an account's sessions and keep it from signing in")
    .addArgument(username)
    .addOption(dataOption())
    .action(async (name: string, options: Options) => {
      await withStore(options.data, (db) => setDisabled(db, name, true));
      process.stdout.write(`${name} may no longer sign in.\n`);
    });

  return user;
}
