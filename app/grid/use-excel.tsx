export const useExcel = (_: unknown) => ({ start: () => {}, shown: null });
