// Amounts in the reader's marks, with the code of their currency: EUR 84.120,00.
import { useWords } from "../i18n/use-words.ts";
import type { Amount } from "./amounts.ts";

export function useMoney() {
  const { decimal, t } = useWords();
  // why: a currency and its amount are never parted at the end of a line.
  const money = ({ currency, amount }: Amount) => (currency ? `${currency}\u00a0${decimal(amount)}` : decimal(amount));
  const sums = (amounts: readonly Amount[]) => {
    const told = amounts.map(money);
    return told.length < 2 ? (told[0] ?? "") : `${told.slice(0, -1).join(", ")} ${t("invoices.and")} ${told.at(-1)}`;
  };
  return { money, sums };
}
