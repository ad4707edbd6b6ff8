// Dutch words of suggestions.
export const suggestions = {
  suggestions: {
    title: "Voorstellen",
    about:
      "Wat aan beide kanten alleen staat, kan één record zijn onder twee codes. Niets wordt vanzelf gekoppeld: de een stelt voor, een ander keurt goed.",
    kinds: "Soort gegevens",
    aloneOf: "alleen: {{globe}} in Globe, {{milestones}} in Milestones",
    sentence_one:
      "{{count, number}} van <inGlobe>{{globe}} alleen in Globe</inGlobe> zit misschien bij <inMilestones>{{milestones}} alleen in Milestones</inMilestones>.",
    sentence_other:
      "{{count, number}} van <inGlobe>{{globe}} alleen in Globe</inGlobe> zitten misschien bij <inMilestones>{{milestones}} alleen in Milestones</inMilestones>.",
    sentenceNone_one:
      "Geen van <inGlobe>{{globe}} alleen in Globe</inGlobe> lijkt op een van <inMilestones>{{milestones}} alleen in Milestones</inMilestones>.",
    sentenceNone_other:
      "Geen van <inGlobe>{{globe}} alleen in Globe</inGlobe> lijkt op een van <inMilestones>{{milestones}} alleen in Milestones</inMilestones>.",
    waiting_one: "{{count, number}} voorstel wacht op goedkeuring.",
    waiting_other: "{{count, number}} voorstellen wachten op goedkeuring.",
    onlyOne: "Wat voor één record wordt voorgesteld.",
    showAll: "Toon alles",
    searching: "Kandidaten worden gezocht",
    again: "Er is iets gewijzigd; er wordt opnieuw gezocht",
    notComparable:
      "Nu mag niets ontbrekend heten: de laatste run was niet volledig. Na de volgende zijn de voorstellen er weer.",
    none: "Geen voorstellen",
    nobodyAlone: "Niets staat aan beide kanten alleen",
    noneNext: "Voorstellen verschijnen als iets alleen in Globe staat en iets dat erop lijkt alleen in Milestones.",
    selectPage: "Kies alles op deze pagina",
    selected_one: "{{count, number}} gekozen",
    selected_other: "{{count, number}} gekozen",
    select: "Kies {{globe}} en {{milestones}}",
    allSure_one: "Stel die van 95 % en meer voor",
    allSure_other: "Stel alle {{count, number}} van 95 % en meer voor",
    reject: "Niet dezelfde",
    rejectCount_one: "Niet dezelfde ({{count, number}})",
    rejectCount_other: "Niet dezelfde ({{count, number}})",
    sameCount_one: "Stel {{count, number}} voor",
    sameCount_other: "Stel {{count, number}} voor",
    linking_one: "Zelfde als",
    linking_other: "{{count, number}} koppels zijn dezelfde",
    rejecting_one: "Niet dezelfde",
    rejecting_other: "{{count, number}} koppels zijn niet dezelfde",
    others: "Kandidaten",
    moreFields_one: "Nog {{count, number}} veld",
    moreFields_other: "Nog {{count, number}} velden",
    likely: "Hoe waarschijnlijk ze één zijn",
    why: "Waarom",
    for: "voor",
    against: "tegen",
    likelier: "Waarschijnlijker",
    less: "Vanaf {{from}} van {{total}}",
    rejected: "Niet dezelfde",
    rejectedNow_one: "{{count, number}} voorstel afgewezen.",
    rejectedNow_other: "{{count, number}} voorstellen afgewezen.",
    restore: "Weer voorstellen",
    restored_one: "{{count, number}} mag weer worden voorgesteld.",
    restored_other: "{{count, number}} mogen weer worden voorgesteld.",
    byHand: "Koppel zelf twee codes",
    byHandDo: "Zelfde als …",
    codeIn: "Code in {{side}}",
    ofPair: "Zoek wie dit kan zijn",
    follows: {
      one: "Na goedkeuring tellen de twee als één paar vanaf de volgende vergelijking, die meteen wordt gevraagd. Ongedaan maken splitst ze weer.",
      written:
        "Er wordt niets geschreven: geen van beide systemen krijgt een andere code. Het omnummerplan noemt wat mensen kunnen wijzigen.",
      lapses:
        "Wijzigt een kant voor de goedkeuring, of krijgt een kant later een andere naam of een ander btw-nummer, dan vervalt het.",
      reject:
        "Deze twee codes worden niet meer voorgesteld; andere nemen hun plaats in. Hieronder kunt u het terugnemen.",
      first500: "Hoogstens 500 tegelijk, de zekerste eerst; daarna de rest.",
    },
  },
};
