// A typed array that grows.

type Typed = Uint32Array | Int32Array | Float64Array;

export class Numbers<Values extends Typed> {
  values: Values;
  length = 0;
  readonly #make: new (
    length: number,
  ) => Values;

  constructor(make: new (length: number) => Values) {
    this.#make = make;
    this.values = new make(1024);
  }

  push(value: number): void {
    if (this.length === this.values.length) {
      const longer = new this.#make(this.length * 2);
      longer.set(this.values);
      this.values = longer;
    }
    this.values[this.length] = value;
    this.length += 1;
  }

  trimmed(): Values {
    return this.values.slice(0, this.length) as Values;
  }
}
