"""Texts that are no contracts, and contracts in other languages, written for these tests."""

from __future__ import annotations

from typing import Final

INVOICE: Final = """INVOICE No. 2025-0417

Harbour Print Works Ltd., 8 Dock Lane, Hull HU1 2AB
VAT registration number GB 123 4567 89

Bill to: Lantern Books, 22 Castle Street, York YO1 9QL
Invoice date: 17 April 2025
Due date: 17 May 2025

Quantity  Description                          Unit price   Amount
1,200     Paperback "The Tide Clock", 320 pp.    £2.15      £2,580.00
40        Cartons                                £1.80         £72.00
1         Delivery to York warehouse            £95.00         £95.00

Subtotal   £2,747.00
VAT 0%         £0.00
Total      £2,747.00

Please pay within thirty days of the invoice date to account 00112233, sort code 20-00-00, and
quote the invoice number. Interest of 4% is due on late payment. Thank you for your business.
Questions? Call accounts on 01482 000000 or write to accounts@harbour.example.
"""

MINUTES: Final = """Minutes of the meeting of the works committee, 3 February 2025

Present: Ms Orla Venn (chair), Mr Tadeo Ruiz, Ms Kim Adeyemi, Mr Piet Hollander.
Apologies: Mr Sandor Balint.

1. The minutes of the last meeting were read and approved.

2. Ms Adeyemi reported that the supplier of the new boiler had sent its contract. The committee
discussed the price and the period of the warranty. Mr Ruiz asked whether the liability of the
supplier was limited. Ms Venn will ask the lawyer before anything is signed.

3. The kitchen on the second floor will be closed for painting from 10 to 14 February. Mr Hollander
will put up a notice. Everyone was asked to empty the refrigerator by Friday evening.

4. Any other business: Mr Ruiz proposed a summer party. Three dates were named, and the committee
agreed to vote by e-mail.

The meeting closed at 16:40. Next meeting: 3 March 2025 at 15:00 in the library.
"""

CURRICULUM: Final = """Curriculum vitae

Dr. Ines Kowalczyk, attorney at law
Born 1986 in Gdynia; lives in Leeds

Experience
2019 to now: senior associate at Brook & Hale, Leeds. Advises technology companies on licence
agreements, terms of service and data protection. Negotiated more than two hundred contracts.
2014 to 2019: in-house counsel at Norrland Shipping, Gothenburg. Drafted charter parties and
agency agreements; led the defence in three arbitrations.
2012 to 2014: trainee at the district court of Malmo.

Education
Doctorate in law, University of Lund, 2014: "Good faith in the law of contract".
Master of laws, University of Gdansk, 2010.

Languages: Polish, English, Swedish. Interests: rowing, chess, old maps. References on request.
"""

NOVEL: Final = """The ferry had not come for three days, and on the fourth morning Mara walked down
to the landing with her coat over her arm, though it was cold. The old man who sold tickets was
asleep in his hut. She knocked on the glass.

"There is no boat," he said without opening his eyes.

"There must be one some time."

"Some time," he agreed. He looked at her then, and she saw that one of his eyes was blue and the
other brown. "You are the daughter of the lighthouse keeper. You have his way of standing, as if
the ground would move."

She laughed. Behind her the water was grey and flat, and far out a single gull turned over it. She
thought of the letter in her pocket, which she had read so often that it had begun to come apart at
the folds. He had promised to be back before the first snow. It was snowing now, a little, without
conviction, the way it snows at the beginning when it has all winter before it.
"""

ARTICLE: Final = """Why liability caps are getting smaller

Ten years ago a software supplier who wanted to limit its liability to the fees of a single year
was laughed out of the room. Today that is where talks begin. Lawyers on both sides say that the
change has less to do with law than with insurance. "Underwriters read contracts now," says one
partner in a London firm, "and they have opinions."

The courts have not been idle either. In several recent judgments a clause that excluded
consequential loss was read more narrowly than its drafters had hoped, and in one a cap was struck
down because nobody could say which year it referred to. Customers have noticed. They ask for
separate caps for data breaches, and they ask for them early.

What should a small business do? Read the clause before the price is agreed, not after. Ask what
the supplier's insurance covers. And do not accept an indemnity that nobody could ever pay: a
promise is worth only as much as the company behind it.
"""

STATUTE_NOTE: Final = """Summary of the judgment in Hallam v Peel Quarries

The claimant, a haulier, had carried stone for the defendant for eleven years without anything in
writing. When the defendant stopped ordering in March, the claimant sued for loss of profit. The
judge held that a course of dealing of this length can give rise to an implied term that reasonable
notice will be given, but that three weeks were enough in the circumstances. He accepted the
evidence of Mr Peel that the quarry had been making a loss since the autumn. The claim was
dismissed, and the claimant was ordered to pay costs of £14,200.

The claimant appealed. The Court of Appeal did not find the reasoning of the judge attractive on
every point, yet it came to the same conclusion. Lady Justice Amory said that commercial people who
want certainty know how to get it: they write it down.
"""

LETTER: Final = """Dear Ms Okafor,

thank you for sending the draft of the lease. We have looked at it with our client over the last few
days. Before we send our comments in detail I would like to speak with you about three points: the
rent review, the repairs, and the break in year five. Our client was under the impression that the
landlord would repaint the shop front before the handover. The draft does not say so.

Would Thursday afternoon suit you? I am in court in the morning but should be back by two. If it is
easier, you can also reach me on my mobile phone over the weekend. I enclose the plan that the
surveyor made last week; you will see that the storage room is smaller than we all thought.

With kind regards,
Jonas Lind
"""

CODE: Final = '''"""Count how often each word occurs in the files that are named."""

import sys
from collections import Counter
from pathlib import Path


def words(path):
    """The words of a file, in lower case."""
    return path.read_text(encoding="utf-8").lower().split()


def main():
    counts = Counter()
    for name in sys.argv[1:]:
        counts.update(words(Path(name)))
    for word, count in counts.most_common(20):
        print(f"{count:8} {word}")
    if not counts:
        sys.exit("There is nothing to count. Name at least one file.")


if __name__ == "__main__":
    main()
'''

RECIPE: Final = """Onion soup for six

Peel two kilos of onions and cut them into thin rings. Melt 80 grams of butter in a heavy pot, add
the onions with a pinch of salt and let them soften on a low flame for at least forty minutes. Stir
now and then; they must turn brown, but never black. Dust them with two spoons of flour, stir, and
pour in a glass of white wine. When it has boiled away, add two litres of beef stock, a bay leaf and
some thyme, and simmer for half an hour.

Toast slices of old bread. Fill six bowls, lay the bread on top, cover it with grated cheese and put
the bowls under the grill until the cheese bubbles. Serve at once. The soup keeps for three days in
the refrigerator and is better on the second.
"""

REPORT: Final = """Annual report of the allotment society for 2024

The society had 212 members at the end of the year, nine more than the year before. Forty people
are on the waiting list. Income was £18,340, of which rents made up £15,900. The largest expense
was the new water main (£6,120), followed by insurance (£2,410) and skips (£1,980). The accounts
were audited by Mr Bell and Mrs Castellan, who found them in order.

The weather was poor. It rained on 96 of 153 days between May and September, and the tomatoes
suffered from blight on almost all plots. The show in August went ahead in the church hall; Mr Osei
won the cup for the heaviest pumpkin (41 kilos). The committee thanks everybody who helped to mend
the fence after the storm in November. In 2025 it hopes to repair the toilets at last.
"""

NOT_CONTRACTS: Final = {
    "invoice": INVOICE,
    "minutes": MINUTES,
    "curriculum vitae": CURRICULUM,
    "novel": NOVEL,
    "article about contracts": ARTICLE,
    "report of a judgment": STATUTE_NOTE,
    "letter about a lease": LETTER,
    "code": CODE,
    "recipe": RECIPE,
    "annual report": REPORT,
}

GERMAN: Final = """Dienstleistungsvertrag

zwischen der Kranich Logistik GmbH, Hafenstraße 12, 20457 Hamburg (nachfolgend „Auftraggeber“), und
der Birkenfeld Beratung AG, Lindenallee 3, 10117 Berlin (nachfolgend „Auftragnehmer“).

§ 1 Gegenstand des Vertrags
Der Auftragnehmer berät den Auftraggeber bei der Planung seiner Lager. Der Umfang der Leistungen
ergibt sich aus der Anlage 1, die Bestandteil dieses Vertrags ist.

§ 2 Vergütung
Der Auftraggeber zahlt dem Auftragnehmer für die Leistungen nach § 1 eine Vergütung von 4.500 Euro
im Monat. Die Rechnung ist innerhalb von 30 Tagen nach Zugang ohne Abzug zur Zahlung fällig.

§ 3 Laufzeit und Kündigung
Der Vertrag beginnt am 1. März 2025 und läuft auf unbestimmte Zeit. Er kann von beiden Parteien mit
einer Frist von drei Monaten zum Ende eines Quartals gekündigt werden. Das Recht zur Kündigung aus
wichtigem Grund bleibt unberührt. Die Kündigung bedarf der Schriftform.

§ 4 Haftung
Der Auftragnehmer haftet nur für Vorsatz und grobe Fahrlässigkeit. Die Haftung ist auf den Betrag
von 50.000 Euro begrenzt. Dies gilt nicht für Schäden an Leben, Körper und Gesundheit.

§ 5 Schlussbestimmungen
Es gilt das Recht der Bundesrepublik Deutschland. Gerichtsstand ist Hamburg. Sollte eine Bestimmung
dieses Vertrags unwirksam sein, so berührt dies die Wirksamkeit der übrigen Bestimmungen nicht.
"""

FRENCH: Final = """Contrat de prestation de services

Entre la société Moulin des Dunes, dont le siège est situé 4 rue du Port à Calais, ci-après dénommée
le Client, et la société Atelier Varenne, dont le siège est situé 18 quai des Forges à Nantes,
ci-après dénommée le Prestataire, il a été convenu ce qui suit.

Article 1. Le Prestataire s'engage à fournir au Client les services décrits dans l'annexe, dans les
délais prévus par les parties. Article 2. Le Client paie au Prestataire la somme de 3 200 euros par
mois, dans un délai de trente jours à compter de la réception de la facture. Article 3. Le contrat
est conclu pour une durée de deux ans. Il peut être résilié par chacune des parties avec un préavis
de trois mois. Article 4. Le présent contrat est soumis au droit français, et tout litige est de la
compétence des tribunaux de Nantes.
"""

#: A contract of the kind that is written in two languages, one paragraph below the other.
BILINGUAL: Final = """SUPPLY AGREEMENT / LIEFERVERTRAG

This Supply Agreement is made between Kranich Logistik GmbH (the "Supplier") and Bexley Foods Ltd
(the "Buyer"), and it takes effect on the date on which the last of the parties has signed it.

Dieser Liefervertrag wird zwischen der Kranich Logistik GmbH (dem „Lieferanten“) und der Bexley
Foods Ltd (dem „Käufer“) geschlossen und tritt an dem Tag in Kraft, an dem die letzte der Parteien
ihn unterzeichnet hat.

1. The Supplier shall deliver the goods in the quantities and at the times that are set out in each
order of the Buyer, and the Buyer shall pay the price within thirty days of receipt of the invoice.

1. Der Lieferant liefert die Waren in den Mengen und zu den Zeiten, die in der jeweiligen Bestellung
des Käufers angegeben sind, und der Käufer zahlt den Preis innerhalb von dreißig Tagen nach Erhalt
der Rechnung.

2. This Agreement is governed by the laws of Germany, and the courts of Hamburg have jurisdiction
over all disputes that arise out of it or in connection with it.

2. Auf diesen Vertrag ist das Recht der Bundesrepublik Deutschland anzuwenden, und für alle
Streitigkeiten, die sich aus ihm oder im Zusammenhang mit ihm ergeben, sind die Gerichte in Hamburg
zuständig.
"""
