// The people that work may be given to, as options of a choice.
import type { WorkPerson } from "./people.ts";

export const PersonOptions = ({ people }: { people: readonly WorkPerson[] }) =>
  people
    .filter(({ mayBeGiven }) => mayBeGiven)
    .map(({ id, name }) => (
      <option key={id} value={id}>
        {name}
      </option>
    ));
