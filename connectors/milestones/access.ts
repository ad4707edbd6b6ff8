// What lets Tieout into Milestones: a bearer token in every call. A token that is refused was never let in, so the call
// is made once more with another one, whatever it was about.
export interface Access {
  /** A token that was not refused before. Throws a TieoutError where there is none to be had. */
  token(signal: AbortSignal | null): Promise<string>;
  /** Says that this token was refused although it should be good. */
  refused(token: string): void;
}

const unauthorised = 401;

/** The web's fetch, with a token in each request. */
export function letIn(access: Access): typeof fetch {
  return async (input, init = {}) => {
    const asked = async (token: string) => {
      const headers = new Headers(init.headers);
      headers.set("authorization", `Bearer ${token}`);
      return fetch(input, { ...init, headers });
    };
    const token = await access.token(init.signal ?? null);
    const response = await asked(token);
    if (response.status !== unauthorised) return response;
    access.refused(token);
    const other = await access.token(init.signal ?? null);
    if (other === token) return response;
    await response.body?.cancel();
    return asked(other);
  };
}
