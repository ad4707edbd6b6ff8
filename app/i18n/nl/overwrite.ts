// Dutch words of policies, the forecast and what is gone in Globe.
export const overwrite = {
  overwrite: {
    settings: "Instellingen",
    saved: "Bewaard.",
    save: "Bewaar",
    policies: "Overschrijven",
    about:
      "Eerst beoordelen: iemand stelt voor en een ander keurt goed. Vanzelf overschrijven: wat een volledige run vindt gaat naar Milestones, zonder iemands woord; verwijderingen nooit.",
    mode: { review: "Eerst beoordelen", overwrite: "Vanzelf overschrijven" },
    version: "versie {{version}}, {{who}}, {{when}}",
    usual: "zoals geleverd",
    now: "Zoals beide nu staan zou dit overschrijven: {{what}}.",
    conflicts: {
      label: "Wat in Milestones is gewijzigd",
      hold: "Vasthouden: iemand beslist",
      overwrite: "Ook overschrijven",
    },
    limit: "Stop als meer dan zoveel procent van de records in één run wijzigt",
    creates: "Nieuwe records uit Globe in Milestones aanmaken",
    fields_one: "{{count, number}} veld",
    fields_other: "{{count, number}} velden",
    fieldsAll: "Alle velden",
    fieldsLegend: "Welke velden",
    halted:
      "Gestopt {{when}}: {{count, number}} records zouden gewijzigd zijn, meer dan {{percent}} % van alle. Er is niets geschreven. Kijk de rijen na; neem ze in de lijst over, of verhoog de grens.",
    told: {
      values_one: "{{count, number}} waarde {{pairs}}, waarvan {{edited}} in Milestones gewijzigd",
      values_other: "{{count, number}} waarden {{pairs}}, waarvan {{edited}} in Milestones gewijzigd",
      pairs_one: "in {{count, number}} record",
      pairs_other: "in {{count, number}} records",
      created_one: "{{count, number}} nieuw record",
      created_other: "{{count, number}} nieuwe records",
      held_one: "{{count, number}} waarde wacht op een mens",
      held_other: "{{count, number}} waarden wachten op een mens",
      nothing: "niets",
    },
    forecast: {
      title: "Overschrijfverwachting",
      none: "Niets wordt vanzelf overschreven: elke wijziging wacht op een voorstel en een goedkeuring.",
      sentence_one:
        "De volgende run schrijft {{count, number}} waarde of record, waarvan {{edited}} in Milestones gewijzigd.",
      sentence_other:
        "De volgende run schrijft {{count, number}} waarden en records, waarvan {{edited}} in Milestones gewijzigd.",
      next: "Volgende run {{when}}.",
      empty: "Er is geen verschil dat overschreven zou worden.",
      will: "De volgende run schrijft: {{what}}.",
      would: "Stond dit op vanzelf overschrijven, dan schreef het: {{what}}.",
      stale: "De laatste run was niet volledig. De eerstvolgende volledige run beslist.",
      record: "Record",
      written: "Wat Milestones krijgt",
      held: "Wat op een mens wacht",
      created: "Nieuw record",
      more: "Hier staan de eerste {{n}}; het werkboek heeft ze alle.",
    },
    gone: {
      title: "Weg in Globe",
      none: "Alles wat in Milestones actief is, staat ook in Globe.",
      sentence_one:
        "{{count, number}} record is weg in Globe en nog actief in Milestones; {{never}} stonden er nooit. Er hangen {{invoices}} open facturen aan.",
      sentence_other:
        "{{count, number}} records zijn weg in Globe en nog actief in Milestones; {{never}} stonden er nooit. Er hangen {{invoices}} open facturen aan.",
      about:
        "Een lijst om in Milestones op inactief te zetten. Tieout zet zelf nooit iets op inactief. Uren geeft Milestones niet door: kijk daar zelf of er nog op geboekt wordt.",
      incomplete: "Niet in deze lijst, want de laatste run was niet volledig: {{kinds}}.",
      was: "Stond in Globe en is daar weg",
      never: "Nooit in Globe gezien",
      since: "Voor het eerst gemist",
      invoices: "Open facturen",
    },
  },
} as const;
