// JSON in which no number loses a digit: those longer than a JS number holds become text.
const mayHoldLongNumber = /[:,[\s]-?[\d.]{16}/;
const stringsAndNumbers = /"(?:[^"\\]|\\.)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g;
const longNumber = /^-?(?=[\d.]{16})\d+(?:\.\d+)?$/;

/** JSON.parse, with numbers of more than 15 digits as strings of those digits. */
export function exactJson(text: string): unknown {
  if (!mayHoldLongNumber.test(text)) return JSON.parse(text);
  return JSON.parse(text.replace(stringsAndNumbers, (token) => (longNumber.test(token) ? `"${token}"` : token)));
}
