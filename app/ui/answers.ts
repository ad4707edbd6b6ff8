// Questions asked one after the other through one channel that shows the last answer only, each given its own answer.
// An answer is told apart by being another object than the one before, not by when it is seen.

export interface Answers<Answer> {
  /** Asks once all before it are answered. */
  ask(submit: () => void): Promise<Answer>;
  /** What the channel shows now while it rests; undefined: nothing yet. */
  heard(answer: Answer | undefined): void;
}

export function answers<Answer extends object>(): Answers<Answer> {
  let last: Promise<unknown> = Promise.resolve();
  let waiting: ((answer: Answer) => void) | null = null;
  let taken: Answer | undefined;
  return {
    ask(submit) {
      const answered = last.then(
        () =>
          new Promise<Answer>((resolve) => {
            waiting = resolve;
            submit();
          }),
      );
      last = answered;
      return answered;
    },
    heard(answer) {
      // why: the channel may be seen at rest, with the answer before, after the next question was asked.
      if (answer === undefined || answer === taken) return;
      taken = answer;
      waiting?.(answer);
      waiting = null;
    },
  };
}
