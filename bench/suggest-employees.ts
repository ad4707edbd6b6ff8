// Labelled employees: many namesakes, written down once by payroll in full and once by a planner in haste.
import type { Candidate } from "../core/suggest/profile.ts";
import { firstNames, pick, randomOf, shuffled, surnames } from "./suggest-register.ts";
import type { LabelledSet } from "./suggest-set.ts";

export function labelledEmployees(size: number, seed: number, removed = 0): LabelledSet {
  const chance = randomOf(seed);
  const set: LabelledSet = { globe: [], milestones: [], truth: new Map() };
  const numbers = shuffled(size, chance);
  const taken = new Set<string>();
  for (let at = 0; at < size; at += 1) {
    const given = pick(firstNames, chance);
    const second = chance() < 0.3 ? pick(firstNames, chance) : "";
    const partner = chance() < 0.08 ? `-${pick(surnames, chance)}` : "";
    const [, particle = "", surname = ""] = /^((?:[a-z'][a-z]* )*)(.+)$/.exec(pick(surnames, chance)) ?? [];
    const initials = `${given.charAt(0)}.${second === "" ? "" : `${second.charAt(0)}.`}`;
    const started = `${2005 + Math.floor(chance() * 20)}-0${1 + Math.floor(chance() * 9)}-01`;
    let email = `${given.charAt(0)}.${surname}@proefbedrijf.nl`.toLowerCase().replace(/ /g, "");
    if (taken.has(email)) email = email.replace("@", `${at}@`);
    taken.add(email);
    const [globe, milestones] = [String(1000 + at), `M${3000 + (numbers[at] ?? 0)}`];
    const full: Candidate["values"] = {
      Name: `${given} ${particle}${surname}${partner}`,
      FirstName: given,
      MiddleName: particle.trim(),
      LastName: `${surname}${partner}`,
      Initials: initials,
      EmailAddress: chance() < 0.8 ? email : "",
      EnlistmentDate: started,
    };
    const gone = chance() < removed;
    if (!gone || chance() < 0.5) set.globe.push({ key: globe, values: full });
    else {
      set.milestones.push({ key: milestones, values: full });
      continue;
    }
    if (gone) continue;
    const way = chance();
    const known = way < 0.3 ? initials : way < 0.4 ? given.slice(0, -1) : given;
    const short = chance() < 0.7 ? surname : `${surname}${partner}`;
    const Name = chance() < 0.1 ? `${short}, ${known} ${particle}`.trim() : `${known} ${particle}${short}`;
    set.milestones.push({
      key: milestones,
      values: {
        Name,
        FirstName: chance() < 0.5 ? known : "",
        LastName: short,
        EmailAddress: chance() < 0.6 ? email.toUpperCase() : "",
        EnlistmentDate: chance() < 0.5 ? started : "",
      },
    });
    set.truth.set(globe, milestones);
  }
  return set;
}
