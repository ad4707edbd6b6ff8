export function buildAgent(root: string, folder: string): Promise<void>;
