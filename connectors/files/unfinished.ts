// Where a file grows until it is whole.

export const unfinished = (file: string): string => `${file}.unfinished`;
