// Ordering a workbook of what is on screen.
import type { GridApi } from "ag-grid-community";
import type { PairRow } from "../../prisma/rows.ts";
import { useWorkbook } from "../ui/use-workbook.tsx";
import { type Address, writeAddress } from "./address.ts";

interface ExcelProps {
  base: string;
  address: Address;
  api: GridApi<PairRow> | null;
}

export function useExcel({ base, address, api }: ExcelProps) {
  const { start, shown } = useWorkbook();

  async function ordered() {
    if (!api) return;
    const { fieldsOnScreen } = await import("./pairs-grid.tsx");
    await start(`${base}/export`, {
      address: writeAddress({ ...address, pair: null }).toString(),
      fields: fieldsOnScreen(api),
    });
  }

  return { start: () => void ordered(), shown };
}
