// JSON in which no number loses a digit: long ones (64-bit ids) and those with a decimal point (money) become text.
const mayNeedCare = /[:,[\s]-?\d+(?:[.eE]|\d{15})/;
const stringsAndNumbers = /"(?:[^"\\]|\\.)*"|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/g;
const shortInteger = /^-?\d{1,15}$/;

/** JSON.parse, with each number as its digits: { digits: "1.50" }. For what is written back as it was read. */
export const digitsJson = (text: string): unknown =>
  JSON.parse(text.replace(stringsAndNumbers, (token) => (token[0] === '"' ? token : `{"digits":"${token}"}`)));

/** JSON.parse, with whole numbers of more than 15 digits and all numbers that are not whole as the text they stand in. */
export function exactJson(text: string): unknown {
  if (!mayNeedCare.test(text)) return JSON.parse(text);
  return JSON.parse(
    text.replace(stringsAndNumbers, (token) => (token[0] === '"' || shortInteger.test(token) ? token : `"${token}"`)),
  );
}
