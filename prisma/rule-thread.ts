// The thread that tells what a change of a rule would move.
import { answering, threadArgument } from "./asked-thread.ts";
import { openDatabase } from "./database.ts";
import { type RuleQuestion, ruleForecast } from "./rule-forecast.ts";

const { dataDir } = threadArgument<{ dataDir: string }>();
const db = openDatabase(dataDir, { readonly: true });

answering((question: RuleQuestion) => ruleForecast(db, question));
