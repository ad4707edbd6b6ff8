// Who may be named in a comment, and who may be given work.
export interface WorkPerson {
  id: number;
  username: string;
  name: string;
  mayBeGiven: boolean;
}
